using Bursar.Evm.Primitives;

namespace Bursar.Evm.Rpc;

/// <summary>An event that a contract emitted in a mined transaction.</summary>
public sealed record Log
{
    /// <summary>Contract that emitted it.</summary>
    public required Address Address { get; init; }

    /// <summary>Topics, the event's own first; at most four.</summary>
    public required IReadOnlyList<Hash32> Topics { get; init; }

    /// <summary>The arguments that are not topics, ABI-encoded.</summary>
    public required byte[] Data { get; init; }

    /// <summary>Height of the block.</summary>
    public required ulong BlockNumber { get; init; }

    /// <summary>Hash of the block: after a reorg it tells that the log is of another branch.</summary>
    public required Hash32 BlockHash { get; init; }

    /// <summary>Transaction that emitted it.</summary>
    public required Hash32 TransactionHash { get; init; }

    /// <summary>Place of the transaction in its block, from 0.</summary>
    public required ulong TransactionIndex { get; init; }

    /// <summary>Place of the log in its block, from 0.</summary>
    public required ulong LogIndex { get; init; }
}
