using System.Data.Common;
using Bursar.App.Outbox;

namespace Bursar.Storage;

/// <content>Leases, and the line of those who wait for one.</content>
public abstract partial class SqlJournal
{
    /// <summary>How long a place in the line is kept for one who does not ask again.</summary>
    private static readonly TimeSpan PlaceTerm = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public async Task<LeaseAnswer> AcquireLeaseAsync(AccountLease lease, CancellationToken cancellationToken) =>
        await ReadAsync(turn => StillWaitingAsync(turn, lease), cancellationToken)
        ?? await WriteAsync(async turn =>
        {
            LeaseAnswer held = await LockAsync(turn, lease);
            DateTimeOffset now = await turn.NowAsync();
            if (held.Owner == lease.Owner)
                return await GrantAsync(turn, lease);
            if (held.Owner.Length > 0 && held.ExpiresAt > now)
                return await QueueAsync(turn, lease, held);
            return await FirstInLineAsync(turn, lease) is { } first ? await QueueAsync(turn, lease, first) : await GrantAsync(turn, lease);
        }, cancellationToken);

    /// <inheritdoc/>
    public Task<LeaseAnswer> TakeOverLeaseAsync(AccountLease lease, LeaseAnswer gone, CancellationToken cancellationToken) => WriteAsync(async turn =>
    {
        LeaseAnswer held = await LockAsync(turn, lease);
        if (held.Owner == gone.Owner && held.ExpiresAt == gone.ExpiresAt)
            return await GrantAsync(turn, lease);

        // Who is gone stood in line for it: the place is free.
        await using DbCommand clear = turn.Command("DELETE FROM waiters WHERE chain_id = @chain AND account = @account AND owner = @owner AND expires_at = @expires");
        AddLease(clear, lease, owner: false);
        clear.Add("@owner", gone.Owner);
        clear.Add("@expires", gone.ExpiresAt);
        await clear.ExecuteNonQueryAsync();
        return held with { Granted = held.Owner == lease.Owner };
    }, cancellationToken);

    /// <inheritdoc/>
    public Task RenewLeaseAsync(AccountLease lease, CancellationToken cancellationToken) => WriteAsync(async turn =>
    {
        await HoldAsync(turn, lease);
        return true;
    }, cancellationToken);

    /// <inheritdoc/>
    public Task ReleaseLeaseAsync(AccountLease lease, CancellationToken cancellationToken) => WriteAsync(async turn =>
    {
        await using (DbCommand free = turn.Command(
            "UPDATE leases SET owner = '', expires_at = 0 WHERE chain_id = @chain AND account = @account AND owner = @owner"))
        {
            AddLease(free, lease);
            await free.ExecuteNonQueryAsync();
        }

        return await LeaveAsync(turn, lease);
    }, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<LeaseWaiter>> GetWaitersAsync(AccountLease lease, CancellationToken cancellationToken) => ReadAsync(async turn =>
    {
        await using DbCommand command = turn.Command(
            """
            SELECT owner, plan_hash FROM waiters
            WHERE chain_id = @chain AND account = @account AND owner <> @owner AND expires_at > @now ORDER BY id
            """);
        AddLease(command, lease);
        command.Add("@now", await turn.NowAsync());
        return await JournalTurn.ReadAllAsync(command, static row => new LeaseWaiter(row.GetString(0), row.HashOrNull(1)));
    }, cancellationToken);

    /// <summary>The answer of one who waits and need not write: somebody else holds the lease, and the place in the line is kept for a while yet.</summary>
    private static async Task<LeaseAnswer?> StillWaitingAsync(JournalTurn turn, AccountLease lease)
    {
        await using DbCommand command = turn.Command(
            """
            SELECT l.owner, l.expires_at, l.term FROM leases AS l
            JOIN waiters AS w ON w.chain_id = l.chain_id AND w.account = l.account AND w.owner = @owner AND w.expires_at > @soon
            WHERE l.chain_id = @chain AND l.account = @account AND l.owner <> @owner AND l.owner <> '' AND l.expires_at > @now
            """);
        AddLease(command, lease);
        command.Add("@now", await turn.NowAsync());
        command.Add("@soon", await turn.NowAsync() + (PlaceTerm / 2));
        await using DbDataReader reader = await command.ExecuteReaderAsync();
        return await reader.ReadAsync() ? Answer(reader) : null;
    }

    /// <summary>The lease as it is, locked until the transaction ends.</summary>
    private static async Task<LeaseAnswer> LockAsync(JournalTurn turn, AccountLease lease)
    {
        await using (DbCommand make = turn.Command(
            "INSERT INTO leases (chain_id, account, owner, expires_at, term) VALUES (@chain, @account, '', 0, 0) ON CONFLICT (chain_id, account) DO NOTHING"))
        {
            AddLease(make, lease, owner: false);
            await make.ExecuteNonQueryAsync();
        }

        await using DbCommand command = turn.Command(
            "UPDATE leases SET expires_at = expires_at WHERE chain_id = @chain AND account = @account RETURNING owner, expires_at, term");
        AddLease(command, lease, owner: false);
        await using DbDataReader reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return Answer(reader);
    }

    private static async Task<LeaseAnswer> GrantAsync(JournalTurn turn, AccountLease lease)
    {
        DateTimeOffset expires = await turn.NowAsync() + lease.Duration;
        await using (DbCommand take = turn.Command(
            "UPDATE leases SET owner = @owner, expires_at = @expires, term = @term WHERE chain_id = @chain AND account = @account"))
        {
            AddLease(take, lease);
            take.Add("@expires", expires);
            take.Add("@term", (long)lease.Duration.TotalMilliseconds);
            await take.ExecuteNonQueryAsync();
        }

        await LeaveAsync(turn, lease);
        return new LeaseAnswer(true, lease.Owner, expires) { Term = lease.Duration };
    }

    /// <summary>Who waited longer and still does; null when nobody did.</summary>
    private static async Task<LeaseAnswer?> FirstInLineAsync(JournalTurn turn, AccountLease lease)
    {
        await using DbCommand command = turn.Command(
            """
            SELECT w.owner, w.expires_at FROM waiters AS w
            WHERE w.chain_id = @chain AND w.account = @account AND w.owner <> @owner AND w.expires_at > @now
              AND w.id < coalesce((SELECT mine.id FROM waiters AS mine
                WHERE mine.chain_id = @chain AND mine.account = @account AND mine.owner = @owner AND mine.expires_at > @now), w.id + 1)
            ORDER BY w.id LIMIT 1
            """);
        AddLease(command, lease);
        command.Add("@now", await turn.NowAsync());
        await using DbDataReader reader = await command.ExecuteReaderAsync();
        return await reader.ReadAsync() ? new LeaseAnswer(false, reader.GetString(0), reader.Time(1)) { Term = PlaceTerm } : null;
    }

    /// <summary>Takes a place in the line, or keeps the one that it has; one that was not kept in time is a new one, at the end.</summary>
    private static async Task<LeaseAnswer> QueueAsync(JournalTurn turn, AccountLease lease, LeaseAnswer held)
    {
        await using (DbCommand clear = turn.Command("DELETE FROM waiters WHERE chain_id = @chain AND account = @account AND expires_at <= @now"))
        {
            AddLease(clear, lease, owner: false);
            clear.Add("@now", await turn.NowAsync());
            await clear.ExecuteNonQueryAsync();
        }

        await using DbCommand command = turn.Command(
            """
            INSERT INTO waiters (chain_id, account, owner, plan_hash, expires_at) VALUES (@chain, @account, @owner, @plan, @expires)
            ON CONFLICT (chain_id, account, owner) DO UPDATE SET expires_at = excluded.expires_at
            """);
        AddLease(command, lease);
        command.Add("@plan", lease.Plan);
        command.Add("@expires", await turn.NowAsync() + PlaceTerm);
        await command.ExecuteNonQueryAsync();
        return held with { Granted = false };
    }

    private static async Task<int> LeaveAsync(JournalTurn turn, AccountLease lease)
    {
        await using DbCommand leave = turn.Command("DELETE FROM waiters WHERE chain_id = @chain AND account = @account AND owner = @owner");
        AddLease(leave, lease);
        return await leave.ExecuteNonQueryAsync();
    }

    /// <summary>Checks, inside the caller's transaction, that the lease still has its owner, and extends it.</summary>
    /// <remarks>An expired lease that nobody took is still its owner's: the lock on its row makes "still" exact.</remarks>
    private static async Task HoldAsync(JournalTurn turn, AccountLease lease)
    {
        await using (DbCommand extend = turn.Command(
            "UPDATE leases SET expires_at = @expires WHERE chain_id = @chain AND account = @account AND owner = @owner"))
        {
            AddLease(extend, lease);
            extend.Add("@expires", await turn.NowAsync() + lease.Duration);
            if (await extend.ExecuteNonQueryAsync() == 1)
                return;
        }

        await using DbCommand read = turn.Command("SELECT owner FROM leases WHERE chain_id = @chain AND account = @account");
        AddLease(read, lease, owner: false);
        throw new LeaseLostException(lease, await read.ExecuteScalarAsync() is string { Length: > 0 } owner ? owner : null);
    }

    private static LeaseAnswer Answer(DbDataReader row) => new(false, row.GetString(0), row.Time(1)) { Term = TimeSpan.FromMilliseconds(row.GetInt64(2)) };

    private static void AddLease(DbCommand command, AccountLease lease, bool owner = true)
    {
        command.Add("@chain", lease.Chain.Value);
        command.Add("@account", lease.Account);
        if (owner)
            command.Add("@owner", lease.Owner);
    }
}
