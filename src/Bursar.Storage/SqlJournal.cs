using Bursar.App.Outbox;

namespace Bursar.Storage;

/// <summary>What the journals in SQL databases have in common: the tables, the rules of each write, and the words for a broken one.</summary>
/// <remarks>A database adds how a turn at it is taken: one write after another, each a transaction that checks the lease, with one clock for all.</remarks>
public abstract partial class SqlJournal : IJournal
{
    private protected SqlJournal()
    {
    }

    /// <summary>Where the journal is, for people; never with a password.</summary>
    public abstract string Place { get; }

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();

    /// <summary>Reads; what it sees was committed.</summary>
    private protected abstract Task<T> ReadAsync<T>(Func<JournalTurn, Task<T>> work, CancellationToken cancellationToken);

    /// <summary>Writes in one transaction, durable when the task completes. May do the work again when a transaction came to nothing.</summary>
    private protected abstract Task<T> WriteAsync<T>(Func<JournalTurn, Task<T>> work, CancellationToken cancellationToken);
}
