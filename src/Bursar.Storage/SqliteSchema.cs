using System.Globalization;
using Bursar.Core.Faults;
using Microsoft.Data.Sqlite;

namespace Bursar.Storage;

/// <summary>Brings a database file to the schema of this program: numbered scripts, each in its own transaction, never backwards.</summary>
internal static class SqliteSchema
{
    /// <summary>Creates or upgrades; gives a fault for a newer schema or a database of something else.</summary>
    internal static Fault? Migrate(SqliteConnection connection, DateTimeOffset now)
    {
        // Immediate: of two processes that open a new file together, one migrates and the other waits and finds it done.
        using SqliteTransaction transaction = connection.BeginTransaction(deferred: false);
        int version = 0;
        if (Exists(connection, "schema_versions"))
        {
            using SqliteCommand read = connection.CreateCommand();
            read.CommandText = "SELECT coalesce(max(version), 0) FROM schema_versions";
            version = Convert.ToInt32(read.ExecuteScalar(), CultureInfo.InvariantCulture);
        }
        else if (Exists(connection, "%"))
        {
            return new Fault("journal.not-a-journal", $"{connection.DataSource} is a database of another program", "journal",
                "name a file that does not exist yet, or the journal that belongs to this project")
            { File = connection.DataSource };
        }
        else
        {
            Run(connection, "CREATE TABLE schema_versions (version INTEGER PRIMARY KEY, applied_at INTEGER NOT NULL) STRICT");
        }

        if (version > Migrations.Sqlite.Current)
        {
            return new Fault("journal.newer-schema",
                $"{connection.DataSource} has schema version {version}; this program knows up to {Migrations.Sqlite.Current}", "journal",
                "use the version of Bursar that wrote it, or a newer one")
            { File = connection.DataSource };
        }

        foreach ((int number, string name) in Migrations.Sqlite.Scripts.Where(s => s.Number > version))
        {
            Run(connection, Migrations.Read(name));
            using SqliteCommand mark = connection.CreateCommand();
            mark.CommandText = "INSERT INTO schema_versions (version, applied_at) VALUES ($version, $at)";
            mark.Parameters.AddWithValue("$version", number);
            mark.Parameters.AddWithValue("$at", now.ToUnixTimeMilliseconds());
            mark.ExecuteNonQuery();
        }

        transaction.Commit();
        return null;
    }

    private static bool Exists(SqliteConnection connection, string pattern)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM sqlite_master WHERE name LIKE $pattern AND name NOT LIKE 'sqlite_%'";
        command.Parameters.AddWithValue("$pattern", pattern);
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture) > 0;
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // the text is a resource of this assembly
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
