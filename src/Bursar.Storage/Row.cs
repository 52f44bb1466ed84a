using Bursar.App.Outbox;
using Bursar.Evm.Primitives;
using Microsoft.Data.Sqlite;

namespace Bursar.Storage;

/// <summary>How the journal's values look in columns, both ways.</summary>
internal static class Row
{
    internal static void Add(this SqliteCommand command, string name, long value) => command.Parameters.Add(name, SqliteType.Integer).Value = value;

    internal static void Add(this SqliteCommand command, string name, ulong value) => command.Add(name, checked((long)value));

    internal static void Add(this SqliteCommand command, string name, ulong? value) =>
        command.Parameters.Add(name, SqliteType.Integer).Value = value is { } number ? checked((long)number) : DBNull.Value;

    internal static void Add(this SqliteCommand command, string name, string? value) =>
        command.Parameters.Add(name, SqliteType.Text).Value = value ?? (object)DBNull.Value;

    internal static void Add(this SqliteCommand command, string name, byte[]? value) =>
        command.Parameters.Add(name, SqliteType.Blob).Value = value ?? (object)DBNull.Value;

    internal static void Add(this SqliteCommand command, string name, Hash32 value) => command.Add(name, value.ToArray());

    internal static void Add(this SqliteCommand command, string name, Hash32? value) => command.Add(name, value?.ToArray());

    internal static void Add(this SqliteCommand command, string name, Address value) => command.Add(name, value.ToArray());

    internal static void Add(this SqliteCommand command, string name, UInt256 value) => command.Add(name, value.ToBigEndian());

    internal static void Add(this SqliteCommand command, string name, UInt256? value) => command.Add(name, value?.ToBigEndian());

    internal static void Add(this SqliteCommand command, string name, DateTimeOffset value) => command.Add(name, value.ToUnixTimeMilliseconds());

    internal static void Add(this SqliteCommand command, string name, OutboxState value) => command.Add(name, Text(value));

    internal static void Add(this SqliteCommand command, string name, OutboxState? value) => command.Add(name, value is { } state ? Text(state) : null);

    internal static byte[] Blob(this SqliteDataReader reader, int column) => reader.GetFieldValue<byte[]>(column);

    internal static Hash32 Hash(this SqliteDataReader reader, int column) => new(reader.Blob(column));

    internal static Hash32? HashOrNull(this SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.Hash(column);

    internal static Address Account(this SqliteDataReader reader, int column) => new(reader.Blob(column));

    internal static UInt256 Number(this SqliteDataReader reader, int column) => new(reader.Blob(column));

    internal static UInt256? NumberOrNull(this SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.Number(column);

    internal static ulong Count(this SqliteDataReader reader, int column) => checked((ulong)reader.GetInt64(column));

    internal static ulong? CountOrNull(this SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.Count(column);

    internal static DateTimeOffset Time(this SqliteDataReader reader, int column) => DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(column));

    internal static DateTimeOffset? TimeOrNull(this SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.Time(column);

    internal static string? TextOrNull(this SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    internal static BlockRef? BlockOrNull(this SqliteDataReader reader, int numberColumn, int hashColumn) =>
        reader.IsDBNull(hashColumn) ? null : new BlockRef(reader.Count(numberColumn), reader.Hash(hashColumn));

    internal static OutboxState State(this SqliteDataReader reader, int column) => Parse(reader.GetString(column));

    internal static OutboxState? StateOrNull(this SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.State(column);

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
