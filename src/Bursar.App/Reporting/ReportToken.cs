using Bursar.Evm.Primitives;

namespace Bursar.App.Reporting;

/// <summary>A token and what it can do.</summary>
public sealed record ReportToken
{
    /// <summary>ERC-20 name.</summary>
    public required string Name { get; init; }

    /// <summary>ERC-20 symbol.</summary>
    public required string Symbol { get; init; }

    /// <summary>ERC-20 decimals.</summary>
    public required byte Decimals { get; init; }

    /// <summary>Total supply in base units.</summary>
    public required UInt256 TotalSupply { get; init; }

    /// <summary>The contract.</summary>
    public required Address Address { get; init; }

    /// <summary>Keccak-256 of the code at <see cref="Address"/>.</summary>
    public required Hash32 CodeHash { get; init; }

    /// <summary>Owner in the factory's record; null when the token was not made by it.</summary>
    public Address? OwnerOfRecord { get; init; }

    /// <summary>Who can do what to holders, one plain sentence each, for example <c>Nobody can mint, pause, freeze or upgrade this token.</c></summary>
    public required IReadOnlyList<string> Powers { get; init; }

    /// <summary>Who held the supply at creation.</summary>
    public IReadOnlyList<ReportAllocation> Allocation { get; init; } = [];

    /// <summary>How the supply was spread at creation; null when a bar of its few holders says it better.</summary>
    public ReportDistribution? Distribution { get; init; }

    /// <summary>Who holds it at the last block, class by class; none when its transfers were not all read.</summary>
    public IReadOnlyList<ReportHolders> Holders { get; init; } = [];

    /// <summary>The chain's own coin as amounts of it are shown.</summary>
    internal static ReportToken CoinOf(ReportNetwork network) => new()
    {
        Name = network.NativeSymbol,
        Symbol = network.NativeSymbol,
        Decimals = Core.Lists.Formats.Asset.NativeDecimals,
        TotalSupply = UInt256.Zero,
        Address = default,
        CodeHash = default,
        Powers = [],
    };
}
