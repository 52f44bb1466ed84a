using Bursar.App.Outbox;
using Bursar.Core.Faults;
using Bursar.Evm.Primitives;

namespace Bursar;

/// <summary>What an action has come to: its effect is on the chain.</summary>
/// <param name="IdempotencyKey">The key under which it was sent: the same action with the same key is not sent again. Null when the chain itself knows the effect.</param>
/// <param name="Outcome">Each transaction, and how firm it is.</param>
public sealed record Sent(string? IdempotencyKey, OutboxOutcome Outcome)
{
    /// <summary>The transaction that did it; null when the effect was there already, by one that the journal does not know.</summary>
    public Hash32? Transaction => Outcome.Steps.Count == 0 ? null : Outcome.Steps[^1].Transaction;

    /// <summary>The block of that transaction.</summary>
    public BlockRef? Block => Outcome.Steps.Count == 0 ? null : Outcome.Steps[^1].Block;

    /// <summary>True when it is final by the network's rule.</summary>
    public bool IsFinal => Outcome.IsFinal;

    /// <summary>What is not final, when the options say not to wait.</summary>
    public Fault? NotFinal => Outcome.NotFinal;
}
