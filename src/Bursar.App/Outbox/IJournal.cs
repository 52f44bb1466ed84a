using Bursar.Evm.Primitives;

namespace Bursar.App.Outbox;

/// <summary>
/// The write-ahead record of the outbox: what was meant, what was signed, what was sent, what the chain said. It holds no keys.
/// </summary>
/// <remarks>Each write is durable when its task completes. Several processes may share one journal; leases keep them off each other's nonces.
/// A journal serves several threads of one process.</remarks>
public interface IJournal : IAsyncDisposable
{
    /// <summary>Takes the lease when it is already this owner's, or free or expired and nobody waits for longer; otherwise says who holds it until when.</summary>
    /// <remarks>Who is refused stands in line from then on, and loses its place when it does not ask again within two seconds.</remarks>
    Task<LeaseAnswer> AcquireLeaseAsync(AccountLease lease, CancellationToken cancellationToken);

    /// <summary>Takes the lease over from an owner that the caller knows to be gone, before it expires; or the place in line from one who stood there.</summary>
    /// <param name="lease">The lease that is wanted.</param>
    /// <param name="gone">What was said of the one that is gone: nothing is taken when the lease has changed hands, or it or the place was renewed since.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    Task<LeaseAnswer> TakeOverLeaseAsync(AccountLease lease, LeaseAnswer gone, CancellationToken cancellationToken);

    /// <summary>Extends the lease by its duration from now.</summary>
    /// <exception cref="LeaseLostException">Somebody else holds it.</exception>
    Task RenewLeaseAsync(AccountLease lease, CancellationToken cancellationToken);

    /// <summary>Gives the lease back, and the place in the line; without effect on a lease that somebody else holds.</summary>
    Task ReleaseLeaseAsync(AccountLease lease, CancellationToken cancellationToken);

    /// <summary>Who else stands in line for the lease, the longest waiting first.</summary>
    Task<IReadOnlyList<LeaseWaiter>> GetWaitersAsync(AccountLease lease, CancellationToken cancellationToken);

    /// <summary>Begins the run of a plan, or gives the run that the plan already has on that chain id, unchanged.</summary>
    /// <param name="lease">Lease of the account that wants to run it.</param>
    /// <param name="run">What is to be run.</param>
    /// <param name="steps">Its steps, in order; stored when the run is new.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    /// <returns>The stored run. The caller compares it with what it asked for.</returns>
    /// <exception cref="LeaseLostException">The lease is not the caller's.</exception>
    Task<JournalRun> OpenRunAsync(AccountLease lease, JournalRun run, IReadOnlyList<JournalStep> steps, CancellationToken cancellationToken);

    /// <summary>The run of a plan on a chain id, or null.</summary>
    Task<JournalRun?> FindRunAsync(Hash32 planHash, ChainId chain, CancellationToken cancellationToken);

    /// <summary>The steps of a run, in the order of the plan.</summary>
    Task<IReadOnlyList<JournalStep>> GetStepsAsync(long runId, CancellationToken cancellationToken);

    /// <summary>All transactions of a run, by nonce and then in the order of signing.</summary>
    Task<IReadOnlyList<JournalTransaction>> GetTransactionsAsync(long runId, CancellationToken cancellationToken);

    /// <summary>The account's transactions, of every run, that are neither final nor dropped, nor share their nonce with a final one, nor reverted and
    /// made up for by a later one of a step that is final.</summary>
    Task<IReadOnlyList<JournalTransaction>> GetUnsettledAsync(JournalAccount account, CancellationToken cancellationToken);

    /// <summary>The account's transactions of every run and state that were signed at or after a point in time, by nonce and then in the order of signing.</summary>
    Task<IReadOnlyList<JournalTransaction>> GetSignedSinceAsync(JournalAccount account, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>The account's final transactions, of every run, with the highest nonces, the highest first.</summary>
    Task<IReadOnlyList<JournalTransaction>> GetLatestFinalAsync(JournalAccount account, int most, CancellationToken cancellationToken);

    /// <summary>Highest nonce that the account signed with, in any run; null when it signed nothing.</summary>
    /// <param name="account">The account.</param>
    /// <param name="finalOnly">Only count transactions that are final.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<ulong?> GetHighestNonceAsync(JournalAccount account, bool finalOnly, CancellationToken cancellationToken);

    /// <summary>Whether the journal was put back to a backup, and what it lost of the account thereby; null when it never was.</summary>
    Task<JournalRestore?> GetRestoreAsync(JournalAccount account, CancellationToken cancellationToken);

    /// <summary>Writes all changes and their events in one transaction, and extends the lease.</summary>
    /// <exception cref="LeaseLostException">The lease is not the caller's; nothing was written.</exception>
    /// <exception cref="JournalConflictException">A change breaks a rule; nothing was written.</exception>
    Task CommitAsync(AccountLease lease, IReadOnlyList<JournalChange> changes, CancellationToken cancellationToken);

    /// <summary>Everything that happened in a run, oldest first.</summary>
    Task<IReadOnlyList<JournalEvent>> GetEventsAsync(long runId, CancellationToken cancellationToken);
}
