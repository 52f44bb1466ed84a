using Bursar.Core.Faults;

namespace Bursar.App.Outbox;

/// <content>A journal that is older than the chain, since it was put back to a backup.</content>
internal sealed partial class ApplySession
{
    /// <summary>The account sent transactions that the journal must have had once.</summary>
    private bool _isBehind;
    private JournalRestore? _restore;
    private ulong _lost;

    /// <summary>Finds out whether the journal has lost what it knew of the account.</summary>
    /// <remarks>It has when it is marked as one that was put back and nonces are missing in it; or, without a mark (the disk was copied back), when it has
    /// transactions of this run and the chain is ahead of all its nonces. The keys of effects are the account's own, so nobody else can have had them.</remarks>
    private async Task CompareAgeAsync(ulong count, CancellationToken cancellationToken)
    {
        _restore = await _journal.GetRestoreAsync(_run.Account, cancellationToken);
        ulong known = _highestNonce is { } highest ? highest + 1 : 0;
        _lost = _restore?.Lost(count) ?? (count > known ? count - known : 0);
        _isBehind = _lost > 0 && (_restore is not null || _slots.Exists(s => s.RunId == _run.Id));
    }

    /// <summary>Says that effects were found which the journal should know of, and why they count as done.</summary>
    private void SayBehind(int found)
    {
        string since = _restore is { } restore ? $" (it is a backup of {restore.BackupAt:u})" : "";
        Say($"the journal is older than the chain{since}: {_lost} transaction(s) of {_run.Operator} are not in it; {found} step(s) found done on the chain count as done");
    }

    /// <summary>Refuses steps that leave nothing on the chain by which they could be recognised, while the journal may have forgotten that they were sent.</summary>
    private Fault? Unclear(StepTrack[] ready)
    {
        return _restore is { } restore && _lost > 0 && !_options.SendUnclear
            && Array.Find(ready, s => s.Slot is null && s.Plan.Check is { CallData: not null, Expect: null }) is { } step
            ? ApplyFaults.RestoredUnclear(step.Plan, restore.BackupAt, _lost)
            : null;
    }
}
