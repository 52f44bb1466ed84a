using Bursar.App.Outbox;
using Bursar.Evm.Primitives;

namespace Bursar.Chain.Tests.Outbox;

/// <summary>A journal whose process dies at the n-th write, just before it or just after it. From then on nothing works, as after a kill: not
/// even the lease is given back.</summary>
internal sealed class CrashingJournal(IJournal inner, int writes, bool afterCommit) : IJournal
{
    private int _left = writes;
    private bool _dead;

    public Task<LeaseAnswer> AcquireLeaseAsync(AccountLease lease, CancellationToken cancellationToken) =>
        Alive(() => inner.AcquireLeaseAsync(lease, cancellationToken));

    public Task<LeaseAnswer> TakeOverLeaseAsync(AccountLease lease, LeaseAnswer gone, CancellationToken cancellationToken) =>
        Alive(() => inner.TakeOverLeaseAsync(lease, gone, cancellationToken));

    public Task<IReadOnlyList<LeaseWaiter>> GetWaitersAsync(AccountLease lease, CancellationToken cancellationToken) =>
        Alive(() => inner.GetWaitersAsync(lease, cancellationToken));

    public Task RenewLeaseAsync(AccountLease lease, CancellationToken cancellationToken) => Alive(async () =>
    {
        await inner.RenewLeaseAsync(lease, cancellationToken);
        return true;
    });

    public Task ReleaseLeaseAsync(AccountLease lease, CancellationToken cancellationToken) => Alive(async () =>
    {
        await inner.ReleaseLeaseAsync(lease, cancellationToken);
        return true;
    });

    public Task<JournalRun> OpenRunAsync(AccountLease lease, JournalRun run, IReadOnlyList<JournalStep> steps, CancellationToken cancellationToken) =>
        WriteAsync(() => inner.OpenRunAsync(lease, run, steps, cancellationToken));

    public Task CommitAsync(AccountLease lease, IReadOnlyList<JournalChange> changes, CancellationToken cancellationToken) => WriteAsync(async () =>
    {
        await inner.CommitAsync(lease, changes, cancellationToken);
        return true;
    });

    public Task<JournalRun?> FindRunAsync(Hash32 planHash, ChainId chain, CancellationToken cancellationToken) =>
        Alive(() => inner.FindRunAsync(planHash, chain, cancellationToken));

    public Task<IReadOnlyList<JournalStep>> GetStepsAsync(long runId, CancellationToken cancellationToken) =>
        Alive(() => inner.GetStepsAsync(runId, cancellationToken));

    public Task<IReadOnlyList<JournalTransaction>> GetTransactionsAsync(long runId, CancellationToken cancellationToken) =>
        Alive(() => inner.GetTransactionsAsync(runId, cancellationToken));

    public Task<IReadOnlyList<JournalTransaction>> GetSignedSinceAsync(JournalAccount account, DateTimeOffset since, CancellationToken cancellationToken) =>
        Alive(() => inner.GetSignedSinceAsync(account, since, cancellationToken));

    public Task<IReadOnlyList<JournalTransaction>> GetUnsettledAsync(JournalAccount account, CancellationToken cancellationToken) =>
        Alive(() => inner.GetUnsettledAsync(account, cancellationToken));

    public Task<IReadOnlyList<JournalTransaction>> GetLatestFinalAsync(JournalAccount account, int most, CancellationToken cancellationToken) =>
        Alive(() => inner.GetLatestFinalAsync(account, most, cancellationToken));

    public Task<ulong?> GetHighestNonceAsync(JournalAccount account, bool finalOnly, CancellationToken cancellationToken) =>
        Alive(() => inner.GetHighestNonceAsync(account, finalOnly, cancellationToken));

    public Task<JournalRestore?> GetRestoreAsync(JournalAccount account, CancellationToken cancellationToken) =>
        Alive(() => inner.GetRestoreAsync(account, cancellationToken));

    public Task<IReadOnlyList<JournalEvent>> GetEventsAsync(long runId, CancellationToken cancellationToken) =>
        Alive(() => inner.GetEventsAsync(runId, cancellationToken));

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private Task<T> Alive<T>(Func<Task<T>> work) => _dead ? throw new CrashException() : work();

    private async Task<T> WriteAsync<T>(Func<Task<T>> work)
    {
        if (_dead || (!afterCommit && _left == 0))
        {
            _dead = true;
            throw new CrashException();
        }

        T result = await work();
        if (afterCommit && _left == 0)
        {
            _dead = true;
            throw new CrashException();
        }

        _left--;
        return result;
    }
}
