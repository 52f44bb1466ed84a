using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Bursar.Storage;

/// <content>Backups by SQLite's own online copy, in both directions.</content>
public sealed partial class SqliteJournal
{
    private protected override Task<DateTimeOffset> CopyToAsync(string file, CancellationToken cancellationToken) => AloneAsync(write: false, turn =>
    {
        using SqliteConnection copy = JournalTables.Open(file, SqliteOpenMode.ReadWriteCreate);
        _connection.BackupDatabase(copy);
        return turn.NowAsync();
    }, cancellationToken);

    private protected override async Task<string?> ReplaceAsync(SqliteJournal backup, DateTimeOffset backupAt, string note, CancellationToken cancellationToken)
    {
        DateTimeOffset now = _time.GetUtcNow();
        string? kept = null;
        if (await JournalTables.CountAsync(_connection, "runs") > 0)
        {
            kept = string.Create(CultureInfo.InvariantCulture, $"{Place}.before-{now:yyyyMMddHHmmssfff}");
            Protect(kept);
            await CopyToAsync(kept, cancellationToken);
        }

        // Marked first, then copied into the file that others may have open: they see either the old content or the new.
        await JournalTables.RunAsync(backup._connection, "DELETE FROM leases; DELETE FROM waiters", cancellationToken);
        await JournalTables.MarkAsync(backup._connection, now, backupAt, note);
        return await AloneAsync(write: false, _ =>
        {
            backup._connection.BackupDatabase(_connection);
            return Task.FromResult(kept);
        }, cancellationToken);
    }

    private protected override async Task<IReadOnlyList<string>> CheckDatabaseAsync(JournalTurn turn)
    {
        var problems = new List<string>();
        foreach (string question in (string[])["PRAGMA integrity_check(20)", "PRAGMA foreign_key_check"])
        {
            await using DbCommand command = turn.Command(question);
            problems.AddRange((await JournalTurn.ReadAllAsync(command, static row => Convert.ToString(row.GetValue(0), CultureInfo.InvariantCulture) ?? "")).Where(line => line != "ok"));
        }

        return problems;
    }
}
