using Bursar.Evm.Primitives;

namespace Bursar.App.Outbox;

/// <summary>A transaction that was final is so no longer, and can never have its effect any more: a reorganisation beyond the rule took its block, or it was called
/// final by its receipt alone, and had run before what its step stands on.</summary>
/// <param name="RunId">Run.</param>
/// <param name="StepId">Step: it moves with the transaction, to planned or to reverted.</param>
/// <param name="Hash">Transaction.</param>
/// <param name="State">Dropped when another transaction has used its nonce for good; reverted when it ran without its effect.</param>
/// <param name="Note">Why.</param>
/// <remarks>The only change that takes back what is final: <see cref="TransactionMoved"/> and <see cref="StepMoved"/> cannot.</remarks>
public sealed record FinalityLost(long RunId, string StepId, Hash32 Hash, OutboxState State, string Note) : JournalChange(RunId, StepId, Note)
{
    /// <summary>The block in which it ran again, if it did.</summary>
    public BlockRef? Block { get; init; }
}
