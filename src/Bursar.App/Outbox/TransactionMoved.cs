using Bursar.Evm.Primitives;

namespace Bursar.App.Outbox;

/// <summary>A transaction reached another state.</summary>
/// <param name="RunId">Run.</param>
/// <param name="StepId">Step.</param>
/// <param name="Hash">Transaction.</param>
/// <param name="State">The state that it has now.</param>
/// <param name="Note">Why.</param>
public sealed record TransactionMoved(long RunId, string StepId, Hash32 Hash, OutboxState State, string? Note = null)
    : JournalChange(RunId, StepId, Note)
{
    /// <summary>Block that holds it, when it is mined.</summary>
    public BlockRef? Block { get; init; }

    /// <summary>Gas that it used, when it is mined.</summary>
    public ulong? GasUsed { get; init; }

    /// <summary>What a unit of gas did cost, in wei, when it is mined.</summary>
    public UInt256? GasPrice { get; init; }

    /// <summary>True when this records a broadcast: the first one sets the time of first sending.</summary>
    public bool Broadcast { get; init; }
}
