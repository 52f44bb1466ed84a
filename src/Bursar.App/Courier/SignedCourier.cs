using Bursar.Evm.Primitives;

namespace Bursar.App.Courier;

/// <summary>What comes back from a machine without network: signed bytes, and of which export they are.</summary>
public sealed record SignedCourier
{
    /// <summary>Name of the file format.</summary>
    public const string Format = "bursar-signed/1";

    /// <summary>Hash of the export that was signed.</summary>
    public required Hash32 Export { get; init; }

    /// <summary>Hash of the plan.</summary>
    public required Hash32 Plan { get; init; }

    /// <summary>The transactions: every step at the first offer, every step at the second, and so on.</summary>
    public required IReadOnlyList<byte[]> Transactions { get; init; }
}
