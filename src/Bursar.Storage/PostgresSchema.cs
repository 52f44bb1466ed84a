using System.Data.Common;
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
        await JournalTables.RunAsync(connection, $"SELECT pg_advisory_xact_lock({MigrationLock})", cancellationToken);
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

        await UpgradeAsync(connection, address, found, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return null;
    }

    /// <summary>Makes the tables from nothing, inside the caller's transaction.</summary>
    public static Task CreateAsync(NpgsqlConnection connection, PostgresAddress address, CancellationToken cancellationToken) =>
        UpgradeAsync(connection, address, null, cancellationToken);

    private static async Task UpgradeAsync(NpgsqlConnection connection, PostgresAddress address, int? found, CancellationToken cancellationToken)
    {
        if (found is null)
        {
            await JournalTables.RunAsync(connection, $"CREATE SCHEMA IF NOT EXISTS {address.Schema}", cancellationToken);
            await JournalTables.RunAsync(connection, "CREATE TABLE schema_versions (version bigint PRIMARY KEY, applied_at bigint NOT NULL)", cancellationToken);
        }

        foreach ((int number, string name) in Migrations.Postgres.Scripts.Where(s => s.Number > (found ?? 0)))
        {
            await JournalTables.RunAsync(connection, Migrations.Read(name), cancellationToken);
            await JournalTables.RunAsync(connection, string.Create(CultureInfo.InvariantCulture, $"INSERT INTO schema_versions (version, applied_at) VALUES ({number}, journal_now())"), cancellationToken);
        }
    }

    /// <summary>Version of the tables that are there; null when there are none of a journal.</summary>
    public static async Task<int?> VersionAsync(NpgsqlConnection connection, PostgresAddress address, CancellationToken cancellationToken) =>
        await ScalarAsync<long>(connection, $"SELECT count(*) {In(address)} AND c.relname = 'schema_versions'", cancellationToken) > 0
            ? (int)await ScalarAsync<long>(connection, "SELECT coalesce(max(version), 0) FROM schema_versions", cancellationToken)
            : null;

    /// <remarks>Out of the catalogue itself: what the session remembers of names may be older than what another one has just made.</remarks>
    private static string In(PostgresAddress address) => $"FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname = '{address.Schema}'";

    private static async Task<T> ScalarAsync<T>(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using DbCommand command = JournalTables.Text(connection, sql);
        return (T)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
