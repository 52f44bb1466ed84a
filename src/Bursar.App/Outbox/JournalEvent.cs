using Bursar.Evm.Primitives;

namespace Bursar.App.Outbox;

/// <summary>One move of a step or transaction; events are only ever added.</summary>
/// <param name="Number">Order in the journal.</param>
/// <param name="At">When it was written.</param>
/// <param name="Owner">The process that wrote it.</param>
/// <param name="StepId">The step.</param>
/// <param name="Transaction">The transaction that moved; null when the step did.</param>
/// <param name="From">State before; null for a new step or transaction.</param>
/// <param name="To">State after.</param>
/// <param name="Block">The block that it was seen in, if any.</param>
/// <param name="Note">Why, in a few words.</param>
public sealed record JournalEvent(
    long Number,
    DateTimeOffset At,
    string Owner,
    string StepId,
    Hash32? Transaction,
    OutboxState? From,
    OutboxState To,
    BlockRef? Block,
    string? Note);
