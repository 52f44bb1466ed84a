using Bursar.Evm.Primitives;

namespace Bursar.Evm.Rpc;

/// <summary>A transaction that the node knows, waiting or mined.</summary>
public sealed record TransactionInfo
{
    /// <summary>Hash of the transaction.</summary>
    public required Hash32 Hash { get; init; }

    /// <summary>Sender.</summary>
    public required Address From { get; init; }

    /// <summary>Callee; null when a contract is created.</summary>
    public Address? To { get; init; }

    /// <summary>The sender's count of earlier transactions.</summary>
    public required ulong Nonce { get; init; }

    /// <summary>Calldata.</summary>
    public required byte[] Input { get; init; }

    /// <summary>Wei that is sent along.</summary>
    public required UInt256 Value { get; init; }

    /// <summary>Most gas that it may use.</summary>
    public required ulong GasLimit { get; init; }

    /// <summary>Hash of the block that holds it; null while it waits.</summary>
    public Hash32? BlockHash { get; init; }

    /// <summary>Height of that block; null while it waits.</summary>
    public ulong? BlockNumber { get; init; }
}
