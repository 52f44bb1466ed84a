namespace Bursar.Evm.Rpc.Nodes;

/// <summary>What a node's error means, whichever node worded it.</summary>
public enum NodeErrorKind
{
    /// <summary>None of the known ones.</summary>
    Unknown,

    /// <summary>A contract refused the call.</summary>
    Revert,

    /// <summary>A contract's code stopped without a revert: an invalid opcode or jump, a stack that is empty or full, an answer beyond its memory.</summary>
    Halted,

    /// <summary>The nonce is used: a transaction with it is mined.</summary>
    NonceTooLow,

    /// <summary>The nonce leaves a gap that this node does not keep transactions behind.</summary>
    NonceTooHigh,

    /// <summary>The node has the very same transaction.</summary>
    AlreadyKnown,

    /// <summary>Another transaction with this nonce waits, and the offer is not enough above its.</summary>
    ReplacementUnderpriced,

    /// <summary>The offer is below what the node takes.</summary>
    Underpriced,

    /// <summary>The most that is offered per gas is below the base fee of the block.</summary>
    FeeCapBelowBaseFee,

    /// <summary>The sender cannot pay for value and gas.</summary>
    InsufficientFunds,

    /// <summary>The gas limit does not cover what the transaction costs before any code runs.</summary>
    IntrinsicGas,

    /// <summary>The gas limit is above what a block, or the node for one call, allows; or execution ran out of it.</summary>
    GasLimit,

    /// <summary>The chain does not take this type of transaction, or not yet.</summary>
    TypeNotSupported,

    /// <summary>The node's pool is full.</summary>
    PoolFull,

    /// <summary>Too many requests: a later one may be answered.</summary>
    LimitExceeded,

    /// <summary>The range of blocks, or the number of results, is more than the node answers at once: a smaller question may be answered.</summary>
    RangeTooLarge,

    /// <summary>The batch has more requests than the node takes together.</summary>
    BatchTooLarge,

    /// <summary>The node does not have the block (yet, on its branch, or at all).</summary>
    NotFound,

    /// <summary>The node knows the block, but no longer has its state or its history: an archive node would answer.</summary>
    StatePruned,

    /// <summary>The node does not know the method.</summary>
    MethodNotFound,

    /// <summary>The node takes the parameters for wrong.</summary>
    InvalidParameters,

    /// <summary>The answer breaks the protocol.</summary>
    Malformed,
}
