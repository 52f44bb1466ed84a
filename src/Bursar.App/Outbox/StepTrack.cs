using Bursar.Core.Plans;

namespace Bursar.App.Outbox;

/// <summary>A step of the session's run and what the session knows of it.</summary>
internal sealed class StepTrack(PlanStep plan, OutboxState state)
{
    public PlanStep Plan => plan;

    public OutboxState State { get; set; } = state;

    /// <summary>The steps that must be seen before this one is sent.</summary>
    public List<StepTrack> After { get; } = [];

    /// <summary>The nonce that counts: the last one given to the step; null when nothing was signed for it.</summary>
    public NonceSlot? Slot { get; set; }

    /// <summary>A nonce of this step was used up by a transaction that is not in the journal.</summary>
    public bool LostNonce { get; set; }

    /// <summary>Times in a row that the estimate was refused.</summary>
    public int Refusals { get; set; }

    /// <summary>The head under which the effect was first found done elsewhere; the effect is final when that block is.</summary>
    public BlockRef? DoneAt { get; set; }

    /// <summary>Its effect exists, by a transaction that is not in the journal.</summary>
    public bool DoneElsewhere => State.IsMined() && (Slot is null || !Slot.Transactions.Exists(t => t.State.IsMined() || t.State.IsInFlight()));
}
