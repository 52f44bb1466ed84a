using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Outbox;

/// <content>Transactions that succeed without doing anything: they came before what their step stands on.</content>
/// <remarks>Steps are signed when what they stand on is in a block. A reorganisation can take that back; when it then reverts, the later nonces run all the
/// same, and a call to a contract that is not there yet succeeds. So a receipt alone is no proof then: the effect has to exist.</remarks>
internal sealed partial class ApplySession
{
    private const string HollowNote = "it was mined before what it stands on, and its effect does not exist";

    /// <summary>Takes back what another run's session called final: it finished the transactions of this run without knowing what their steps stand on.</summary>
    private async Task TakeBackHollowAsync(CancellationToken cancellationToken)
    {
        NonceSlot[] final = [.. _slots.Where(s => s.Settled && s.Step?.Slot == s && s.Winner?.State == OutboxState.Final)];
        var changes = new List<JournalChange>();
        foreach (NonceSlot slot in await HollowAsync(final, [], _view!, cancellationToken))
        {
            changes.Add(new FinalityLost(slot.RunId, slot.StepId, slot.Winner!.Hash, OutboxState.Reverted, HollowNote));
            changes.Add(new StepMoved(slot.RunId, slot.StepId, OutboxState.Planned, "its block is final: it may be tried again"));
            slot.RevertReported = true;
            Say($"step {slot.StepId} counted as final, and {HollowNote["it ".Length..]}: making it again");
        }

        await CommitAsync(changes, cancellationToken);
    }

    /// <summary>The slots that were mined out of order and whose step's effect does not exist. A step that only the journal knows of is never among them.</summary>
    private async Task<HashSet<NonceSlot>> HollowAsync(NonceSlot[] open, Dictionary<Hash32, Receipt> receipts, ChainView view, CancellationToken cancellationToken)
    {
        NonceSlot[] early =
        [
            .. open.Where(s => Succeeded(s) && s.Step is { Plan.Check: not { CallData: not null, Expect: null } } step
                && step.After.Exists(a => a is { DoneElsewhere: false } && !(a.Slot is { } before && before.Nonce < s.Nonce && Succeeded(before)))),
        ];
        bool[] exists = await StepChecks.AskAsync(_client, [.. early.Select(s => s.Step!.Plan.Check)], BlockTag.At(view.Head.Number), cancellationToken);
        return [.. early.Where((_, i) => !exists[i])];

        bool Succeeded(NonceSlot slot) => slot.Settled
            ? slot.Winner?.State == OutboxState.Final
            : slot.Transactions.Exists(t => receipts.TryGetValue(t.Hash, out Receipt? receipt) && receipt.Status);
    }
}
