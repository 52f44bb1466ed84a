using Bursar.Evm.Primitives;

namespace Bursar.Evm.Rpc;

/// <summary>Fees of recent blocks (<c>eth_feeHistory</c>).</summary>
public sealed record FeeHistory
{
    /// <summary>Height of the first block told about.</summary>
    public required ulong OldestBlock { get; init; }

    /// <summary>Base fee of each block in wei per gas, and last that of the block to come.</summary>
    public required IReadOnlyList<UInt256> BaseFeesPerGas { get; init; }

    /// <summary>For each block the part of its gas limit that was used, from 0 to 1.</summary>
    public required IReadOnlyList<double> GasUsedRatios { get; init; }

    /// <summary>For each block the priority fee at each asked percentile, in wei per gas; empty when none was asked.</summary>
    public required IReadOnlyList<IReadOnlyList<UInt256>> Rewards { get; init; }
}
