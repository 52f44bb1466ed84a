using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;
using Bursar.Core.Faults;
using Npgsql;

namespace Bursar.Storage;

/// <summary>Where a journal in PostgreSQL is: <c>postgres://user@host:port/database?schema=…&amp;sslmode=…&amp;host=/folder/of/socket</c>.</summary>
/// <remarks>It never holds a password: that comes from <c>PGPASSWORD</c>, <c>PGPASSFILE</c> or <c>~/.pgpass</c>, so that no command line, log or
/// fault can show it.</remarks>
public sealed partial record PostgresAddress
{
    private const string DefaultSchema = "bursar";

    private PostgresAddress(string host, int port, string database, string user, string schema, SslMode ssl)
    {
        Host = host;
        Port = port;
        Database = database;
        User = user;
        Schema = schema;
        Ssl = ssl;
    }

    /// <summary>Name of the server, or the folder of its socket.</summary>
    public string Host { get; }

    /// <summary>Port; 5432 when none is named.</summary>
    public int Port { get; }

    /// <summary>Database.</summary>
    public string Database { get; }

    /// <summary>Role that connects.</summary>
    public string User { get; }

    /// <summary>Schema with the journal's tables; <c>bursar</c> when none is named.</summary>
    public string Schema { get; }

    internal SslMode Ssl { get; }

    /// <summary>True for a text that names a PostgreSQL database rather than a file.</summary>
    public static bool Looks(string text) =>
        text.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads an address.</summary>
    /// <param name="text">As above.</param>
    /// <returns>The address, or what is wrong with it; the text itself is not repeated, since it may hold a password after all.</returns>
    public static Result<PostgresAddress> Parse(string text)
    {
        // A server that is named by the folder of its socket needs no name, but the reader of addresses wants one.
        bool nameless = text.Contains("@/", StringComparison.Ordinal) || text.Contains("@:", StringComparison.Ordinal);
        string whole = nameless ? text.Replace("@", "@localhost", StringComparison.Ordinal) : text;
        if (!Looks(text) || !Uri.TryCreate(whole, UriKind.Absolute, out Uri? uri))
            return Wrong("it cannot be read");
        if (uri.UserInfo.Contains(':', StringComparison.Ordinal))
        {
            return new Fault("journal.password-in-address", "the address of the journal holds a password.", "--journal",
                "Take it out, and give it in PGPASSWORD or a password file (PGPASSFILE, ~/.pgpass): command lines can be read by everybody on the machine.")
            { Kind = FaultKind.Usage };
        }

        string host = nameless ? "" : Uri.UnescapeDataString(uri.Host);
        string user = Uri.UnescapeDataString(uri.UserInfo);
        string database = Uri.UnescapeDataString(uri.AbsolutePath.TrimStart('/'));
        string schema = DefaultSchema;
        SslMode ssl = SslMode.Prefer;
        foreach (string pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            int mark = pair.IndexOf('=', StringComparison.Ordinal);
            string name = mark < 0 ? pair : pair[..mark];
            string value = mark < 0 ? "" : Uri.UnescapeDataString(pair[(mark + 1)..]);
            switch (name)
            {
                case "schema":
                    schema = value;
                    break;
                case "host":
                    host = value;
                    break;
                case "sslmode" when TryMode(value, out ssl):
                    break;
                case "sslmode":
                    return Wrong("its sslmode is none of disable, allow, prefer, require, verify-ca and verify-full");
                default:
                    return Wrong("it has an option that is none of schema, host and sslmode");
            }
        }

        if (host.Length == 0)
            return Wrong("it names no server");
        if (database.Length == 0 || database.Contains('/', StringComparison.Ordinal))
            return Wrong("it names no database");
        if (user.Length == 0)
            return Wrong("it names no user");
        if (!SchemaName().IsMatch(schema))
            return Wrong("its schema is not made of up to 40 small letters, digits and _");
        return new PostgresAddress(host, uri.Port > 0 ? uri.Port : NpgsqlPort, database, user, schema, ssl);
    }

    /// <summary>The address as it may be shown.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"postgres://{User}@{(Host.StartsWith('/') ? "" : Host)}:{Port}/{Database}{(Schema == DefaultSchema ? "" : $"?schema={Schema}")}{(Host.StartsWith('/') ? $" ({Host})" : "")}");

    private const int NpgsqlPort = NpgsqlConnection.DefaultPort;

    private static Fault Wrong(string why) => new("journal.bad-address", $"the address of the journal is no good: {why}.", "--journal",
        "Write it like postgres://user@host/database, or name a file.")
    { Kind = FaultKind.Usage };

    private static bool TryMode(string text, [NotNullWhen(true)] out SslMode mode)
    {
        (bool known, mode) = text switch
        {
            "disable" => (true, SslMode.Disable),
            "allow" => (true, SslMode.Allow),
            "prefer" => (true, SslMode.Prefer),
            "require" => (true, SslMode.Require),
            "verify-ca" => (true, SslMode.VerifyCA),
            "verify-full" => (true, SslMode.VerifyFull),
            _ => (false, SslMode.Prefer),
        };
        return known;
    }

    [GeneratedRegex("^[a-z_][a-z0-9_]{0,39}$", RegexOptions.CultureInvariant)]
    private static partial Regex SchemaName();
}
