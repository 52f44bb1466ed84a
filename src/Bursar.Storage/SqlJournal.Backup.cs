using Bursar.App.Outbox;
using Bursar.Core.Faults;
using Microsoft.Data.Sqlite;

namespace Bursar.Storage;

/// <content>Backups of a journal in use, and putting one back.</content>
public abstract partial class SqlJournal
{
    /// <summary>Writes everything that the journal holds at one moment into a new file, while others go on writing.</summary>
    /// <param name="file">A file that does not exist yet. Whatever the database, it becomes a journal in SQLite, readable by its owner only.</param>
    /// <param name="cancellationToken">Stops; then there is no file.</param>
    /// <returns>When it was taken.</returns>
    public async Task<Result<DateTimeOffset>> BackUpAsync(string file, CancellationToken cancellationToken = default)
    {
        string full = Path.GetFullPath(file);
        if (Path.Exists(full))
            return new Fault("journal.backup-exists", $"'{file}' is there already.", "file", "Choose another name: a backup never takes the place of another one.");
        string partial = $"{full}.{Guid.NewGuid():N}.partial";
        try
        {
            SqliteJournal.Protect(partial);
            DateTimeOffset at = await CopyToAsync(partial, cancellationToken);
            using (SqliteConnection copy = JournalTables.Open(partial, SqliteOpenMode.ReadWrite))
            {
                // One file, without leases; and whoever uses it as a journal, however it got there, is known to be behind.
                await JournalTables.RunAsync(copy, "DELETE FROM leases; DELETE FROM waiters", cancellationToken);
                await JournalTables.MarkAsync(copy, at, at, $"backup of {Place}");
                await JournalTables.RunAsync(copy, "PRAGMA journal_mode = DELETE", cancellationToken);
            }

            await using (FileStream whole = new(partial, FileMode.Open, FileAccess.ReadWrite))
                whole.Flush(flushToDisk: true);
            File.Move(partial, full);
            return at;
        }
        finally
        {
            foreach (string left in (string[])[partial, $"{partial}-wal", $"{partial}-shm", $"{partial}-journal"])
                File.Delete(left);
        }
    }

    /// <summary>Puts the journal back to what a backup holds. What it held until then is kept beside it.</summary>
    /// <param name="file">The backup.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Stops before anything is replaced.</param>
    /// <returns>When the backup was taken, and where what was there until now is kept: null when there was nothing.</returns>
    public async Task<Result<RestoredJournal>> RestoreAsync(string file, TimeProvider time, CancellationToken cancellationToken = default)
    {
        if (!File.Exists(file))
            return new Fault("journal.no-backup", $"there is no file '{file}'.", "file", "Name a file that 'bursar journal backup' wrote.") { Kind = FaultKind.Usage };
        if (await HolderAsync(cancellationToken) is { } holder)
        {
            return new Fault("journal.in-use", $"{holder} is working with the journal {Place}.", "--journal", "Wait until it has ended, or stop it: it would go on from what is no longer there.")
            { Kind = FaultKind.Refused };
        }

        // A copy is opened, so that the backup itself stays as it is, also when its schema is an older one.
        string copy = Path.Combine(Path.GetTempPath(), $"bursar-restore-{Guid.NewGuid():N}.db");
        try
        {
            SqliteJournal.Protect(copy);
            File.Copy(file, copy, overwrite: true);
            if (!(await SqliteJournal.OpenAsync(copy, time, cancellationToken)).TryGet(out SqliteJournal? backup, out IReadOnlyList<Fault> faults))
                return Result<RestoredJournal>.Fail(faults);
            await using (backup)
            {
                JournalSummary summary = await backup.CheckAsync(cancellationToken);
                if (summary.Problems.Count > 0)
                    return new Fault("journal.damaged", $"the backup '{file}' is damaged: {summary.Problems[0]}.", "file", "Use another backup.") { Kind = FaultKind.Refused };
                DateTimeOffset at = summary.Restores.Count > 0 ? summary.Restores[^1].BackupAt : File.GetLastWriteTimeUtc(file);
                string? kept = await ReplaceAsync(backup, at, $"restored from {Path.GetFileName(file)}", cancellationToken);
                return new RestoredJournal(at, kept);
            }
        }
        finally
        {
            foreach (string left in (string[])[copy, $"{copy}-wal", $"{copy}-shm"])
                File.Delete(left);
        }
    }

    /// <summary>Copies one state of the journal into an empty file, and says at what time that was.</summary>
    private protected abstract Task<DateTimeOffset> CopyToAsync(string file, CancellationToken cancellationToken);

    /// <summary>Makes the journal hold what <paramref name="backup"/> holds, all at once for everybody; gives the place of what it held before.</summary>
    private protected abstract Task<string?> ReplaceAsync(SqliteJournal backup, DateTimeOffset backupAt, string note, CancellationToken cancellationToken);

    /// <summary>Who holds a lease that has not ended, unless it is certain that it is gone.</summary>
    private async Task<string?> HolderAsync(CancellationToken cancellationToken) =>
        (await ReadAsync(async turn =>
        {
            await using System.Data.Common.DbCommand command = turn.Command("SELECT owner FROM leases WHERE owner <> '' AND expires_at > @now");
            command.Add("@now", await turn.NowAsync());
            return await JournalTurn.ReadAllAsync(command, static row => row.GetString(0));
        }, cancellationToken)).FirstOrDefault(owner => !ProcessName.IsGone(owner)) is { } holder ? ProcessName.Short(holder) : null;
}
