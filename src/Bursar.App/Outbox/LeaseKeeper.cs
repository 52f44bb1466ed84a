namespace Bursar.App.Outbox;

/// <summary>Waits for a lease, renews it in the background while it is kept, and gives it back.</summary>
internal sealed class LeaseKeeper : IAsyncDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    private readonly IJournal _journal;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _heartbeat;

    private LeaseKeeper(IJournal journal, AccountLease lease, TimeProvider time)
    {
        _journal = journal;
        _time = time;
        Lease = lease;
        _heartbeat = BeatAsync();
    }

    /// <summary>The lease that is held.</summary>
    public AccountLease Lease { get; }

    /// <summary>Takes the lease, standing in line for at most <paramref name="patience"/>; gives the holder's answer when it stays taken.</summary>
    /// <remarks>A lease is taken over at once from a process of this machine that no longer exists, and from any that did not renew it for its whole
    /// term by this process's own clock, whatever the journal's clock says.</remarks>
    public static async Task<(LeaseKeeper? Keeper, LeaseAnswer Answer)> TakeAsync(
        IJournal journal, AccountLease lease, TimeSpan? patience, TimeProvider time, Func<LeaseAnswer, Task> waiting, CancellationToken cancellationToken)
    {
        long start = time.GetTimestamp();
        long seenSince = start;
        LeaseAnswer seen = default;
        bool granted = false;
        try
        {
            while (true)
            {
                LeaseAnswer answer = await journal.AcquireLeaseAsync(lease, cancellationToken);
                if (answer != seen)
                    seenSince = time.GetTimestamp();
                seen = answer;
                if (!answer.Granted && (ProcessName.IsGone(answer.Owner) || time.GetElapsedTime(seenSince) > answer.Term))
                    answer = await journal.TakeOverLeaseAsync(lease, answer, cancellationToken);
                granted = answer.Granted;
                if (granted)
                    return (new LeaseKeeper(journal, lease, time), answer);
                if (time.GetElapsedTime(start) >= patience)
                    return (null, answer);
                await waiting(answer);
                await Task.Delay(Step, time, cancellationToken);
            }
        }
        finally
        {
            if (!granted)
                await LeaveAsync(journal, lease);
        }
    }

    /// <summary>Stops renewing and gives the lease back.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _heartbeat;
        _stop.Dispose();
        await LeaveAsync(_journal, Lease);
    }

    /// <summary>Gives the lease or the place in the line back. When that fails, it ends by itself, and what went wrong before is what counts.</summary>
    private static async Task LeaveAsync(IJournal journal, AccountLease lease)
    {
        try
        {
            await journal.ReleaseLeaseAsync(lease, CancellationToken.None);
        }
        catch (Exception e) when (e is JournalUnavailableException or System.Data.Common.DbException)
        {
        }
    }

    private async Task BeatAsync()
    {
        using var timer = new PeriodicTimer(Lease.Duration / 3, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                if (!await TryRenewAsync())
                    return;
            }
        }
        catch (OperationCanceledException)
        {
            // Asked to stop.
        }
    }

    /// <summary>False when the lease is somebody else's by now.</summary>
    /// <remarks>Nothing is decided here: every write of the run checks the lease itself, extends it and throws what there is to throw.</remarks>
    private async Task<bool> TryRenewAsync()
    {
        try
        {
            await _journal.RenewLeaseAsync(Lease, CancellationToken.None);
            return true;
        }
        catch (LeaseLostException)
        {
            return false;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return true;
        }
    }
}
