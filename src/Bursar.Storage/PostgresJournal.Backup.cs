using System.Data;
using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Bursar.Storage;

/// <content>Backups into a file that is a journal itself: one snapshot of the tables, no other program needed.</content>
public sealed partial class PostgresJournal
{
    private protected override async Task<DateTimeOffset> CopyToAsync(string file, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await _source.OpenConnectionAsync(cancellationToken);
        await using NpgsqlTransaction snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        DateTimeOffset now = await TimeAsync(connection, cancellationToken);
        using SqliteConnection copy = JournalTables.Open(file, SqliteOpenMode.ReadWriteCreate);
        SqliteSchema.Migrate(copy, now);
        await using DbTransaction writing = await copy.BeginTransactionAsync(cancellationToken);
        await JournalTables.CopyAsync(connection, copy, cancellationToken);
        await writing.CommitAsync(cancellationToken);
        return now;
    }

    private protected override async Task<string?> ReplaceAsync(SqliteJournal backup, DateTimeOffset backupAt, string note, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await _source.OpenConnectionAsync(cancellationToken);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        DateTimeOffset now = await TimeAsync(connection, cancellationToken);
        await JournalTables.RunAsync(connection, "LOCK TABLE leases IN ACCESS EXCLUSIVE MODE", cancellationToken);
        bool keep = await JournalTables.CountAsync(connection, "runs") > 0;
        string kept = string.Create(CultureInfo.InvariantCulture, $"{_address.Schema}_before_{now:yyyyMMddHHmmss}");
        await JournalTables.RunAsync(connection, keep ? $"ALTER SCHEMA {_address.Schema} RENAME TO {kept}" : $"DROP SCHEMA {_address.Schema} CASCADE", cancellationToken);
        await PostgresSchema.CreateAsync(connection, _address, cancellationToken);
        await JournalTables.CopyAsync(backup.Connection, connection, cancellationToken);
        foreach (string table in JournalTables.Numbered)
            await JournalTables.RunAsync(connection, $"SELECT setval(pg_get_serial_sequence('{_address.Schema}.{table}', 'id'), coalesce((SELECT max(id) FROM {table}), 0) + 1, false)", cancellationToken);
        await JournalTables.MarkAsync(connection, now, backupAt, note);
        await transaction.CommitAsync(CancellationToken.None);
        return keep ? $"schema {kept}" : null;
    }

    private protected override Task<IReadOnlyList<string>> CheckDatabaseAsync(JournalTurn turn) => Task.FromResult<IReadOnlyList<string>>([]);
}
