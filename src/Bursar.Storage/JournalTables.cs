using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Bursar.Storage;

/// <summary>The tables of a journal as rows, for carrying them from one database to another. Leases and lines are not among them: they end with a backup.</summary>
internal static class JournalTables
{
    private static readonly (string Table, string Columns)[] All =
    [
        ("runs", "id, plan_hash, chain_id, genesis, operator, created_at"),
        ("steps", "run_id, position, step_id, title, recipient, value, data_hash, state, attempt"),
        ("transactions", "id, run_id, step_id, chain_id, genesis, sender, nonce, hash, raw, gas_limit, max_fee, priority_fee, state, signed_at, first_sent_at, block_number, block_hash, gas_used, gas_price"),
        ("events", "id, at, owner, run_id, step_id, transaction_hash, from_state, to_state, block_number, block_hash, note"),
        ("restores", "id, at, backup_at, note"),
    ];

    private static readonly HashSet<string> Binary =
    [
        "plan_hash", "genesis", "operator", "recipient", "value", "data_hash", "sender", "hash", "raw", "max_fee", "priority_fee", "block_hash", "gas_price", "transaction_hash",
    ];

    private static readonly HashSet<string> Texts = ["step_id", "title", "state", "owner", "from_state", "to_state", "note"];

    /// <summary>Those whose rows the database numbers.</summary>
    public static IEnumerable<string> Numbered => All.Select(t => t.Table).Where(t => t != "steps");

    /// <summary>Copies every row of one journal into the empty tables of another.</summary>
    /// <param name="from">An open connection, inside a transaction that sees one state of the journal.</param>
    /// <param name="to">An open connection, inside a transaction.</param>
    /// <param name="cancellationToken">Stops in between.</param>
    public static async Task CopyAsync(DbConnection from, DbConnection to, CancellationToken cancellationToken)
    {
        foreach ((string table, string columns) in All)
        {
            string[] names = columns.Split(", ");
            await using DbCommand read = Text(from, $"SELECT {columns} FROM {table}");
            await using DbDataReader rows = await read.ExecuteReaderAsync(cancellationToken);
            await using DbCommand write = Text(to, $"INSERT INTO {table} ({columns}) VALUES ({string.Join(", ", names.Select(n => $"@{n}"))})");
            while (await rows.ReadAsync(cancellationToken))
            {
                write.Parameters.Clear();
                for (int i = 0; i < names.Length; i++)
                    Add(write, $"@{names[i]}", rows, i, names[i]);
                await write.ExecuteNonQueryAsync(cancellationToken);
            }
        }
    }

    /// <summary>Marks a journal as one that was put back to a backup, or a file as one that will be when it is used.</summary>
    public static async Task MarkAsync(DbConnection journal, DateTimeOffset at, DateTimeOffset backupAt, string note)
    {
        await using DbCommand mark = Text(journal, "INSERT INTO restores (at, backup_at, note) VALUES (@at, @backup, @note)");
        mark.Add("@at", at);
        mark.Add("@backup", backupAt);
        mark.Add("@note", note);
        await mark.ExecuteNonQueryAsync();
    }

    /// <summary>Counts rows.</summary>
    public static async Task<long> CountAsync(DbConnection connection, string table)
    {
        await using DbCommand command = Text(connection, $"SELECT count(*) FROM {table}");
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    /// <summary>Runs a text of this assembly's.</summary>
    public static async Task RunAsync(DbConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using DbCommand command = Text(connection, sql);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>A command with a text of this assembly's.</summary>
    public static DbCommand Text(DbConnection connection, string sql)
    {
        DbCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // every text is made of literals of this assembly and checked names; values are parameters
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }

    /// <summary>Opens a SQLite file as it is.</summary>
    public static SqliteConnection Open(string file, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false, ForeignKeys = false }.ToString());
        connection.Open();
        return connection;
    }

    private static void Add(DbCommand command, string name, DbDataReader row, int column, string of)
    {
        if (Binary.Contains(of))
            command.Add(name, row.IsDBNull(column) ? null : row.Blob(column));
        else if (Texts.Contains(of))
            command.Add(name, row.TextOrNull(column));
        else
            command.Add(name, row.CountOrNull(column));
    }
}
