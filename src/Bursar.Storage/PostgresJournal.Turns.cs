using System.Net.Sockets;
using Bursar.App.Outbox;
using Npgsql;

namespace Bursar.Storage;

/// <content>Turns at a server that may be away, restart, or vanish in the middle of a commit.</content>
public sealed partial class PostgresJournal
{
    /// <summary>The server ended a session that stood still inside a transaction.</summary>
    private const string IdleInTransaction = "25P03";

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private enum Fate
    {
        /// <summary>The server made it durable.</summary>
        Committed,

        /// <summary>It left no trace: the work may be done again.</summary>
        CameToNothing,
    }

    private protected override Task<T> ReadAsync<T>(Func<JournalTurn, Task<T>> work, CancellationToken cancellationToken) => AgainAsync(async () =>
    {
        await using NpgsqlConnection connection = await _source.OpenConnectionAsync(cancellationToken);
        return await work(new JournalTurn(connection, async () => await TimeAsync(connection, cancellationToken)));
    }, cancellationToken);

    private protected override Task<T> WriteAsync<T>(Func<JournalTurn, Task<T>> work, CancellationToken cancellationToken) => AgainAsync(async () =>
    {
        // From here on it is not cancelled: a transaction that was begun is ended, and its end is known.
        await using NpgsqlConnection connection = await _source.OpenConnectionAsync(cancellationToken);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(CancellationToken.None);
        (DateTimeOffset now, ulong id) = await BeginAsync(connection);
        T result = await work(new JournalTurn(connection, () => Task.FromResult(now)));
        try
        {
            await transaction.CommitAsync(CancellationToken.None);
            return result;
        }
        catch (Exception e) when (IsLost(e))
        {
            if (await FateAsync(id) == Fate.Committed)
                return result;
            throw;
        }
    }, cancellationToken);

    /// <summary>The server's clock, and the transaction's own number, under which its fate can be asked for later.</summary>
    private static async Task<(DateTimeOffset Now, ulong Id)> BeginAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("SELECT journal_now(), pg_current_xact_id()::text", connection);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return (DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(0)), ulong.Parse(reader.GetString(1), System.Globalization.CultureInfo.InvariantCulture));
    }

    private static async Task<DateTimeOffset> TimeAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT journal_now()", connection);
        return DateTimeOffset.FromUnixTimeMilliseconds((long)(await command.ExecuteScalarAsync(cancellationToken))!);
    }

    /// <summary>What became of a transaction whose commit was not answered.</summary>
    /// <remarks>The server keeps the fate of recent transactions. One that is still under way there ends soon: with the commit that is on its way, or with
    /// the broken connection, or because it idles.</remarks>
    private Task<Fate> FateAsync(ulong id) => AgainAsync(async () =>
    {
        await using NpgsqlConnection connection = await _source.OpenConnectionAsync();
        while (true)
        {
            await using var command = new NpgsqlCommand("SELECT pg_xact_status(@id::text::xid8)", connection);
            command.Parameters.AddWithValue("@id", id.ToString(System.Globalization.CultureInfo.InvariantCulture));
            switch (await command.ExecuteScalarAsync() as string)
            {
                case "committed":
                    return Fate.Committed;
                case "aborted":
                    return Fate.CameToNothing;
                case "in progress":
                    await Task.Delay(FirstPause, _time);
                    break;
                default:
                    throw new JournalUnavailableException($"the server of {Place} has forgotten what became of a commit that was cut off; nothing is assumed");
            }
        }
    }, CancellationToken.None);

    /// <summary>Does something again while the server is away or asks for it, for as long as there is patience.</summary>
    private async Task<T> AgainAsync<T>(Func<Task<T>> attempt, CancellationToken cancellationToken)
    {
        long start = _time.GetTimestamp();
        TimeSpan pause = FirstPause;
        while (true)
        {
            try
            {
                return await attempt();
            }
            catch (Exception e) when (IsLost(e))
            {
                if (_time.GetElapsedTime(start) + pause >= _patience)
                    throw new JournalUnavailableException($"the journal {Place} does not answer: {Words(e)}", e);
            }

            await Task.Delay(pause, _time, cancellationToken);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    /// <summary>True for a failure after which the same may work: the connection broke, the server restarts, or two transactions stood in each other's way.</summary>
    private static bool IsLost(Exception failure) => failure switch
    {
        PostgresException refused => refused.SqlState is
            PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown
            or PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.TooManyConnections or IdleInTransaction,
        NpgsqlException => true,
        IOException or SocketException or TimeoutException => true,
        _ => false,
    };
}
