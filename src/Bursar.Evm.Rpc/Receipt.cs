using Bursar.Evm.Primitives;

namespace Bursar.Evm.Rpc;

/// <summary>What became of a mined transaction.</summary>
public sealed record Receipt
{
    /// <summary>Hash of the transaction.</summary>
    public required Hash32 TransactionHash { get; init; }

    /// <summary>Hash of the block that holds it.</summary>
    public required Hash32 BlockHash { get; init; }

    /// <summary>Height of that block.</summary>
    public required ulong BlockNumber { get; init; }

    /// <summary>Sender.</summary>
    public required Address From { get; init; }

    /// <summary>Callee; null when a contract was created.</summary>
    public Address? To { get; init; }

    /// <summary>True when it succeeded, false when it reverted (EIP-658).</summary>
    public required bool Status { get; init; }

    /// <summary>Gas that it used.</summary>
    public required ulong GasUsed { get; init; }

    /// <summary>Price paid, in wei per gas.</summary>
    public required UInt256 EffectiveGasPrice { get; init; }

    /// <summary>What an OP-type rollup charged for posting the data, in wei; null elsewhere.</summary>
    public UInt256? L1Fee { get; init; }

    /// <summary>Contract created by a transaction without callee.</summary>
    public Address? ContractAddress { get; init; }

    /// <summary>Events, in order.</summary>
    public required IReadOnlyList<Log> Logs { get; init; }

    /// <summary>What the sender paid for execution and posting, in wei.</summary>
    public UInt256 Fee => (EffectiveGasPrice * GasUsed) + (L1Fee ?? UInt256.Zero);
}
