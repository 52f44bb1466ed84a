using Bursar.Core.Faults;
using Npgsql;

namespace Bursar.Storage;

/// <summary>The outbox journal in a schema of a PostgreSQL database, for several machines to share.</summary>
/// <remarks>
/// Leases go by the server's clock. Each write is one transaction that locks the account's lease first, and every commit is forced to the server's
/// disk, whatever the server's default is. When the connection breaks while a commit is under way, the server is asked afterwards what became of
/// that transaction; while it does not answer, nothing is assumed.
/// </remarks>
public sealed partial class PostgresJournal : SqlJournal
{
    /// <summary>How long a server may be away before a turn gives up.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private const int CommandSeconds = 20;

    private readonly NpgsqlDataSource _source;
    private readonly PostgresAddress _address;
    private readonly TimeProvider _time;
    private readonly TimeSpan _patience;

    private PostgresJournal(NpgsqlDataSource source, PostgresAddress address, TimeProvider time, TimeSpan patience)
    {
        _source = source;
        _address = address;
        _time = time;
        _patience = patience;
    }

    /// <inheritdoc/>
    public override string Place => _address.ToString();

    internal NpgsqlDataSource Source => _source;

    internal PostgresAddress Address => _address;

    /// <summary>Opens the journal, creating its schema when that is missing and upgrading an older one.</summary>
    /// <param name="address">Where it is.</param>
    /// <param name="time">The clock for waiting; what is written carries the server's time.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<Result<PostgresJournal>> OpenAsync(PostgresAddress address, TimeProvider time, CancellationToken cancellationToken = default)
    {
        NpgsqlDataSource source = Connect(address);
        try
        {
            await using NpgsqlConnection connection = await source.OpenConnectionAsync(cancellationToken);
            if (await PostgresSchema.MigrateAsync(connection, address, cancellationToken) is not { } fault)
                return new PostgresJournal(source, address, time, Patience);
            await source.DisposeAsync();
            return fault;
        }
        catch (Exception e) when (e is NpgsqlException or InvalidOperationException or TimeoutException or IOException)
        {
            await source.DisposeAsync();
            return new Fault("journal.unreachable", $"the journal {address} cannot be opened: {Words(e)}", "--journal",
                "Check that the server runs, that the database exists, and that the user may create a schema in it; the password comes from PGPASSWORD or a password file.")
            { Kind = FaultKind.Refused };
        }
        catch
        {
            await source.DisposeAsync();
            throw;
        }
    }

    /// <summary>Closes the connections; what was committed stays.</summary>
    public override ValueTask DisposeAsync() => _source.DisposeAsync();

    /// <summary>Connections that look for their tables in the journal's schema only, and commit to the disk.</summary>
    internal static NpgsqlDataSource Connect(PostgresAddress address)
    {
        var settings = new NpgsqlConnectionStringBuilder
        {
            Host = address.Host,
            Port = address.Port,
            Database = address.Database,
            Username = address.User,
            SslMode = address.Ssl,
            ApplicationName = "bursar",
            SearchPath = address.Schema,
            Timeout = 10,
            CommandTimeout = CommandSeconds,
            CancellationTimeout = 2000,
            KeepAlive = 10,
            MaxPoolSize = 4,
            IncludeErrorDetail = false,
            Options = "-c synchronous_commit=on -c idle_in_transaction_session_timeout=10000 -c client_min_messages=warning -c default_transaction_isolation=read\\ committed",
        };
        var builder = new NpgsqlSlimDataSourceBuilder(settings.ConnectionString);
        builder.EnableTransportSecurity();
        return builder.Build();
    }

    /// <summary>What went wrong, without a connection string.</summary>
    internal static string Words(Exception failure) => failure is PostgresException refused ? $"{refused.MessageText} ({refused.SqlState})" : failure.Message;
}
