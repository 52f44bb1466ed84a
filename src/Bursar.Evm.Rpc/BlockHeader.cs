using Bursar.Evm.Primitives;

namespace Bursar.Evm.Rpc;

/// <summary>What identifies a block and prices its transactions.</summary>
public sealed record BlockHeader
{
    /// <summary>Height.</summary>
    public required ulong Number { get; init; }

    /// <summary>Hash of the header.</summary>
    public required Hash32 Hash { get; init; }

    /// <summary>Hash of the block below.</summary>
    public required Hash32 ParentHash { get; init; }

    /// <summary>Seconds since 1970-01-01 UTC.</summary>
    public required ulong Timestamp { get; init; }

    /// <summary>Most gas that the block may use.</summary>
    public required ulong GasLimit { get; init; }

    /// <summary>Base fee in wei per gas (EIP-1559); null on a chain without a fee market.</summary>
    public UInt256? BaseFeePerGas { get; init; }

    /// <summary>The timestamp as a date.</summary>
    public DateTimeOffset Time => DateTimeOffset.FromUnixTimeSeconds(checked((long)Timestamp));
}
