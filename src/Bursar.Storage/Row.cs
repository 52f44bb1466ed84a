using System.Data;
using System.Data.Common;
using Bursar.App.Outbox;
using Bursar.Evm.Primitives;

namespace Bursar.Storage;

/// <summary>How the journal's values look in columns, both ways.</summary>
internal static class Row
{
    internal static void Add(this DbCommand command, string name, long value) => command.Add(name, DbType.Int64, value);

    internal static void Add(this DbCommand command, string name, ulong value) => command.Add(name, checked((long)value));

    internal static void Add(this DbCommand command, string name, ulong? value) =>
        command.Add(name, DbType.Int64, value is { } number ? checked((long)number) : DBNull.Value);

    internal static void Add(this DbCommand command, string name, string? value) =>
        command.Add(name, DbType.String, value ?? (object)DBNull.Value);

    internal static void Add(this DbCommand command, string name, byte[]? value) =>
        command.Add(name, DbType.Binary, value ?? (object)DBNull.Value);

    internal static void Add(this DbCommand command, string name, Hash32 value) => command.Add(name, value.ToArray());

    internal static void Add(this DbCommand command, string name, Hash32? value) => command.Add(name, value?.ToArray());

    internal static void Add(this DbCommand command, string name, Address value) => command.Add(name, value.ToArray());

    internal static void Add(this DbCommand command, string name, UInt256 value) => command.Add(name, value.ToBigEndian());

    internal static void Add(this DbCommand command, string name, UInt256? value) => command.Add(name, value?.ToBigEndian());

    internal static void Add(this DbCommand command, string name, DateTimeOffset value) => command.Add(name, value.ToUnixTimeMilliseconds());

    internal static void Add(this DbCommand command, string name, OutboxState value) => command.Add(name, Text(value));

    internal static void Add(this DbCommand command, string name, OutboxState? value) => command.Add(name, value is { } state ? Text(state) : null);

    internal static byte[] Blob(this DbDataReader reader, int column) => reader.GetFieldValue<byte[]>(column);

    internal static Hash32 Hash(this DbDataReader reader, int column) => new(reader.Blob(column));

    internal static Hash32? HashOrNull(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.Hash(column);

    internal static Address Account(this DbDataReader reader, int column) => new(reader.Blob(column));

    internal static UInt256 Number(this DbDataReader reader, int column) => new(reader.Blob(column));

    internal static UInt256? NumberOrNull(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.Number(column);

    internal static ulong Count(this DbDataReader reader, int column) => checked((ulong)reader.GetInt64(column));

    internal static ulong? CountOrNull(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.Count(column);

    internal static DateTimeOffset Time(this DbDataReader reader, int column) => DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(column));

    internal static DateTimeOffset? TimeOrNull(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.Time(column);

    internal static string? TextOrNull(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    internal static BlockRef? BlockOrNull(this DbDataReader reader, int numberColumn, int hashColumn) =>
        reader.IsDBNull(hashColumn) ? null : new BlockRef(reader.Count(numberColumn), reader.Hash(hashColumn));

    internal static OutboxState State(this DbDataReader reader, int column) => Parse(reader.GetString(column));

    internal static OutboxState? StateOrNull(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.State(column);

    /// <remarks>The type is said because a database server has to know that of NULL, too.</remarks>
    private static void Add(this DbCommand command, string name, DbType type, object value)
    {
        DbParameter parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.DbType = type;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }

    internal static OutboxState Parse(string text) => text switch
    {
        "planned" => OutboxState.Planned,
        "signed" => OutboxState.Signed,
        "sent" => OutboxState.Sent,
        "unknown" => OutboxState.Unknown,
        "seen" => OutboxState.Seen,
        "safe" => OutboxState.Safe,
        "final" => OutboxState.Final,
        "reverted" => OutboxState.Reverted,
        "replaced" => OutboxState.Replaced,
        "dropped" => OutboxState.Dropped,
        _ => throw new InvalidDataException($"the journal holds a state '{text}' that this program does not know"),
    };

    internal static string Text(OutboxState state) => state switch
    {
        OutboxState.Planned => "planned",
        OutboxState.Signed => "signed",
        OutboxState.Sent => "sent",
        OutboxState.Unknown => "unknown",
        OutboxState.Seen => "seen",
        OutboxState.Safe => "safe",
        OutboxState.Final => "final",
        OutboxState.Reverted => "reverted",
        OutboxState.Replaced => "replaced",
        OutboxState.Dropped => "dropped",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };
}
