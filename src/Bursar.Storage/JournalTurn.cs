using System.Data.Common;

namespace Bursar.Storage;

/// <summary>One turn at the database, with its connection and the one clock that all who share the journal go by.</summary>
/// <param name="connection">Open, and nobody else's for the time being.</param>
/// <param name="clock">Asks for the time.</param>
internal sealed class JournalTurn(DbConnection connection, Func<Task<DateTimeOffset>> clock)
{
    private DateTimeOffset? _now;

    /// <summary>The time at which the turn began, by the journal's clock.</summary>
    public async Task<DateTimeOffset> NowAsync() => _now ??= await clock();

    /// <summary>A command with a text of this assembly's.</summary>
    public DbCommand Command(string sql)
    {
        DbCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // every text is made of literals of this assembly; values are parameters
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }

    /// <summary>Everything that a query gives.</summary>
    public static async Task<IReadOnlyList<T>> ReadAllAsync<T>(DbCommand command, Func<DbDataReader, T> read)
    {
        var rows = new List<T>();
        await using DbDataReader reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            rows.Add(read(reader));
        return rows;
    }
}
