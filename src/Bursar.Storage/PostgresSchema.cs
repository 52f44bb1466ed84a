using System.Globalization;
using Bursar.Core.Faults;
using Npgsql;

namespace Bursar.Storage;

/// <summary>Brings a schema of a PostgreSQL database to the tables of this program: numbered scripts, never backwards.</summary>
internal static class PostgresSchema
{
    /// <summary>Names the lock under which journals are made and upgraded, one at a time.</summary>
    private const long MigrationLock = 0x62757273_61726a6c;

    /// <summary>Creates or upgrades; gives a fault for a newer schema or one of something else.</summary>
    public static async Task<Fault?> MigrateAsync(NpgsqlConnection connection, PostgresAddress address, CancellationToken cancellationToken)
    {
        if (await VersionAsync(connection, address, cancellationToken) == Migrations.Postgres.Current)
            return null;
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        await RunAsync(connection, $"SELECT pg_advisory_xact_lock({MigrationLock})", cancellationToken);
        int? found = await VersionAsync(connection, address, cancellationToken);
        if (found is null && await ScalarAsync<long>(connection, $"SELECT count(*) {In(address)}", cancellationToken) > 0)
        {
            return new Fault("journal.not-a-journal", $"the schema {address.Schema} of {address} holds something else than a journal.", "--journal",
                "Name a schema that does not exist yet, or the journal that belongs to this project: ?schema=name.");
        }

        if (found > Migrations.Postgres.Current)
        {
            return new Fault("journal.newer-schema", $"{address} has schema version {found}; this program knows up to {Migrations.Postgres.Current}", "journal",
                "use the version of Bursar that wrote it, or a newer one");
        }

        if (found is null)
        {
            await RunAsync(connection, $"CREATE SCHEMA IF NOT EXISTS {address.Schema}", cancellationToken);
            await RunAsync(connection, "CREATE TABLE schema_versions (version bigint PRIMARY KEY, applied_at bigint NOT NULL)", cancellationToken);
        }

        foreach ((int number, string name) in Migrations.Postgres.Scripts.Where(s => s.Number > (found ?? 0)))
        {
            await RunAsync(connection, Migrations.Read(name), cancellationToken);
            await RunAsync(connection, string.Create(CultureInfo.InvariantCulture, $"INSERT INTO schema_versions (version, applied_at) VALUES ({number}, journal_now())"), cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return null;
    }

    /// <summary>Version of the tables that are there; null when there are none of a journal.</summary>
    public static async Task<int?> VersionAsync(NpgsqlConnection connection, PostgresAddress address, CancellationToken cancellationToken) =>
        await ScalarAsync<long>(connection, $"SELECT count(*) {In(address)} AND c.relname = 'schema_versions'", cancellationToken) > 0
            ? (int)await ScalarAsync<long>(connection, "SELECT coalesce(max(version), 0) FROM schema_versions", cancellationToken)
            : null;

    /// <remarks>Out of the catalogue itself: what the session remembers of names may be older than what another one has just made.</remarks>
    private static string In(PostgresAddress address) => $"FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname = '{address.Schema}'";

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
#pragma warning disable CA2100 // made of resources of this assembly, numbers, and a schema name of small letters
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<T> ScalarAsync<T>(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
#pragma warning disable CA2100 // as above
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        return (T)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
