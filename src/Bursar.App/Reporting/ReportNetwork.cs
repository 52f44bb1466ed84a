using Bursar.Evm.Primitives;

namespace Bursar.App.Reporting;

/// <summary>The chain that a report is about.</summary>
public sealed record ReportNetwork
{
    /// <summary>Name for people, for example <c>Base</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The number in its signatures (EIP-155).</summary>
    public required ChainId ChainId { get; init; }

    /// <summary>How it agrees on blocks, in words.</summary>
    public required string Consensus { get; init; }

    /// <summary>When its blocks count as final, in words.</summary>
    public required string Finality { get; init; }

    /// <summary>Symbol of the native coin, which has 18 decimals.</summary>
    public required string NativeSymbol { get; init; }

    /// <summary>Block explorer; null for none. Anything but http and https is not linked.</summary>
    public Uri? Explorer { get; init; }
}
