using Bursar.Core.Faults;
using Microsoft.Data.Sqlite;

namespace Bursar.Storage;

/// <summary>The outbox journal in one SQLite file, in write-ahead mode with every commit forced to the disk.</summary>
/// <remarks>The file, which holds signed transactions but never a key, is readable by its owner only. Several processes may have it open;
/// it must lie on a local disk, since SQLite's write-ahead mode needs shared memory.</remarks>
public sealed partial class SqliteJournal : SqlJournal
{
    private readonly SqliteConnection _connection;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private bool _disposed;

    private SqliteJournal(SqliteConnection connection, TimeProvider time)
    {
        _connection = connection;
        _time = time;
    }

    /// <summary>The file.</summary>
    public override string Place => _connection.DataSource;

    internal SqliteConnection Connection => _connection;

    /// <summary>Opens the journal, creating the file and its folder when they are missing and upgrading an older schema.</summary>
    /// <param name="path">File name.</param>
    /// <param name="time">The clock for leases and events.</param>
    /// <param name="cancellationToken">Cancels before the file is touched.</param>
    public static Task<Result<SqliteJournal>> OpenAsync(string path, TimeProvider time, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        SqliteConnection? connection = null;
        try
        {
            string full = Path.GetFullPath(path);
            Protect(full);
            connection = new SqliteConnection(new SqliteConnectionStringBuilder
            {
                DataSource = full,
                Mode = SqliteOpenMode.ReadWriteCreate,
                Pooling = false,
                ForeignKeys = true,
                DefaultTimeout = 30,
            }.ToString());
            connection.Open();
            using (SqliteCommand settings = connection.CreateCommand())
            {
                settings.CommandText = "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;";
                settings.ExecuteNonQuery();
            }

            if (SqliteSchema.Migrate(connection, time.GetUtcNow()) is { } fault)
                return Task.FromResult(Result<SqliteJournal>.Fail(fault));

#pragma warning disable CA2000 // the caller owns the journal, which owns the connection
            var journal = new SqliteJournal(connection, time);
#pragma warning restore CA2000
            connection = null;
            return Task.FromResult(Result<SqliteJournal>.Ok(journal));
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return Task.FromResult(Result<SqliteJournal>.Fail(new Fault("journal.unreadable", $"the journal {path} cannot be opened: {e.Message}",
                "journal", "check that the folder exists, is on a local disk, is writable, and that the file is a journal")
            { File = path }));
        }
        finally
        {
            connection?.Dispose();
        }
    }

    /// <summary>Closes the file; what was committed stays.</summary>
    public override async ValueTask DisposeAsync()
    {
        if (_disposed)
            return;
        await _gate.WaitAsync();
        _disposed = true;
        await _connection.DisposeAsync();
        _gate.Dispose();
    }

    internal static void Protect(string path)
    {
        string? folder = Path.GetDirectoryName(path);
        if (!string.IsNullOrEmpty(folder))
            Directory.CreateDirectory(folder);
        if (OperatingSystem.IsWindows())
        {
            using FileStream _ = new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);
            return;
        }

        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        if (!File.Exists(path))
        {
            using FileStream _ = new(path, new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.ReadWrite,
                UnixCreateMode = Owner,
            });
        }

        // SQLite gives its write-ahead and shared-memory files the mode of the database.
        foreach (string file in (string[])[path, $"{path}-wal", $"{path}-shm"])
        {
            if (File.Exists(file) && File.GetUnixFileMode(file) != Owner)
                File.SetUnixFileMode(file, Owner);
        }
    }

    private protected override Task<T> ReadAsync<T>(Func<JournalTurn, Task<T>> work, CancellationToken cancellationToken) =>
        AloneAsync(write: false, work, cancellationToken);

    private protected override Task<T> WriteAsync<T>(Func<JournalTurn, Task<T>> work, CancellationToken cancellationToken) =>
        AloneAsync(write: true, work, cancellationToken);

    /// <summary>Does <paramref name="work"/> alone; with <paramref name="write"/> in a transaction that holds the write lock from its start.</summary>
    private async Task<T> AloneAsync<T>(bool write, Func<JournalTurn, Task<T>> work, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        await _gate.WaitAsync(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            var turn = new JournalTurn(_connection, () => Task.FromResult(_time.GetUtcNow()));
            if (!write)
                return await work(turn);
            await using SqliteTransaction transaction = _connection.BeginTransaction(deferred: false);
            T result = await work(turn);
            transaction.Commit();
            return result;
        }
        finally
        {
            _gate.Release();
        }
    }
}
