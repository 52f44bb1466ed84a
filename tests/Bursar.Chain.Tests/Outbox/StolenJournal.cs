using Bursar.App.Outbox;
using Bursar.Evm.Primitives;

namespace Bursar.Chain.Tests.Outbox;

/// <summary>A journal whose lease somebody takes over right after the first transaction was recorded as sent, as if this process had slept.</summary>
internal sealed class StolenJournal(IJournal inner) : IJournal
{
    private bool _stolen;

    public static AccountLease Thief(Address account) => new(new ChainId(31337), account, "thief", TimeSpan.FromHours(1));

    public async Task CommitAsync(AccountLease lease, IReadOnlyList<JournalChange> changes, CancellationToken cancellationToken)
    {
        await inner.CommitAsync(lease, changes, cancellationToken);
        if (_stolen || !changes.Any(c => c is TransactionMoved { Broadcast: true }))
            return;
        _stolen = true;
        await inner.ReleaseLeaseAsync(lease, cancellationToken);
        await inner.AcquireLeaseAsync(Thief(lease.Account), cancellationToken);
    }

    public Task<LeaseAnswer> AcquireLeaseAsync(AccountLease lease, CancellationToken cancellationToken) => inner.AcquireLeaseAsync(lease, cancellationToken);

    public Task<LeaseAnswer> TakeOverLeaseAsync(AccountLease lease, LeaseAnswer gone, CancellationToken cancellationToken) =>
        inner.TakeOverLeaseAsync(lease, gone, cancellationToken);

    public Task<IReadOnlyList<LeaseWaiter>> GetWaitersAsync(AccountLease lease, CancellationToken cancellationToken) => inner.GetWaitersAsync(lease, cancellationToken);

    public Task RenewLeaseAsync(AccountLease lease, CancellationToken cancellationToken) => inner.RenewLeaseAsync(lease, cancellationToken);

    public Task ReleaseLeaseAsync(AccountLease lease, CancellationToken cancellationToken) => inner.ReleaseLeaseAsync(lease, cancellationToken);

    public Task<JournalRun> OpenRunAsync(AccountLease lease, JournalRun run, IReadOnlyList<JournalStep> steps, CancellationToken cancellationToken) =>
        inner.OpenRunAsync(lease, run, steps, cancellationToken);

    public Task<JournalRun?> FindRunAsync(Hash32 planHash, ChainId chain, CancellationToken cancellationToken) =>
        inner.FindRunAsync(planHash, chain, cancellationToken);

    public Task<IReadOnlyList<JournalStep>> GetStepsAsync(long runId, CancellationToken cancellationToken) => inner.GetStepsAsync(runId, cancellationToken);

    public Task<IReadOnlyList<JournalTransaction>> GetTransactionsAsync(long runId, CancellationToken cancellationToken) =>
        inner.GetTransactionsAsync(runId, cancellationToken);

    public Task<IReadOnlyList<JournalTransaction>> GetSignedSinceAsync(JournalAccount account, DateTimeOffset since, CancellationToken cancellationToken) =>
        inner.GetSignedSinceAsync(account, since, cancellationToken);

    public Task<IReadOnlyList<JournalTransaction>> GetUnsettledAsync(JournalAccount account, CancellationToken cancellationToken) =>
        inner.GetUnsettledAsync(account, cancellationToken);

    public Task<IReadOnlyList<JournalTransaction>> GetLatestFinalAsync(JournalAccount account, int most, CancellationToken cancellationToken) =>
        inner.GetLatestFinalAsync(account, most, cancellationToken);

    public Task<ulong?> GetHighestNonceAsync(JournalAccount account, bool finalOnly, CancellationToken cancellationToken) =>
        inner.GetHighestNonceAsync(account, finalOnly, cancellationToken);

    public Task<JournalRestore?> GetRestoreAsync(JournalAccount account, CancellationToken cancellationToken) =>
        inner.GetRestoreAsync(account, cancellationToken);

    public Task<IReadOnlyList<JournalEvent>> GetEventsAsync(long runId, CancellationToken cancellationToken) => inner.GetEventsAsync(runId, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
