namespace Bursar.App.Outbox;

/// <content>Leaving the account to another process that waits for it.</content>
internal sealed partial class ApplySession
{
    private static readonly TimeSpan BetweenLooksAtTheLine = TimeSpan.FromMilliseconds(100);

    private readonly long _since;
    private long _lookedAtLine;
    private bool _signed;

    /// <summary>True when another process that carries out the same plan stands first in line, this one has had its turn, and there is work left.</summary>
    /// <remarks>A process with another plan waits until this one is done: in between there would be transactions under way that are not its own.</remarks>
    private async Task<bool> IsOthersTurnAsync(CancellationToken cancellationToken)
    {
        if (!_signed || _fault is not null || _time.GetElapsedTime(_since) < _options.Turn || _time.GetElapsedTime(_lookedAtLine) < BetweenLooksAtTheLine
            || !_steps.Exists(s => s.State == OutboxState.Planned))
            return false;
        _lookedAtLine = _time.GetTimestamp();
        return await _journal.GetWaitersAsync(_lease, cancellationToken) is [{ Plan: { } plan }, ..] && plan == _run.PlanHash;
    }

    /// <summary>True when what another run left under way has somebody who waits to go on with it.</summary>
    private async Task<bool> WaitsForItsRunAsync(CancellationToken cancellationToken)
    {
        if (_options.FinishOtherRuns)
            return false;
        HashSet<long> open = [.. InFlight.Select(s => s.RunId).Where(id => id != _run.Id)];
        if (open.Count == 0)
            return false;
        foreach (LeaseWaiter waiter in await _journal.GetWaitersAsync(_lease, cancellationToken))
        {
            if (waiter.Plan is { } plan && await _journal.FindRunAsync(plan, _run.Chain, cancellationToken) is { } run && open.Contains(run.Id))
                return true;
        }

        return false;
    }
}
