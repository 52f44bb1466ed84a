using Bursar.Evm.Primitives;

namespace Bursar.App.Outbox;

/// <summary>What a step has come to.</summary>
/// <param name="Id">The step's id in the plan.</param>
/// <param name="State">Seen, safe or final.</param>
/// <param name="Transaction">The transaction that did it; null when it was done by one that is not in the journal.</param>
/// <param name="Block">The block that holds that transaction.</param>
/// <param name="GasUsed">Gas that it used.</param>
public sealed record StepOutcome(string Id, OutboxState State, Hash32? Transaction, BlockRef? Block, ulong? GasUsed);
