using Bursar.App.Outbox;
using Microsoft.Data.Sqlite;

namespace Bursar.Storage;

public sealed partial class SqliteJournal
{
    /// <inheritdoc/>
    public Task<LeaseAnswer> AcquireLeaseAsync(AccountLease lease, CancellationToken cancellationToken) => AloneAsync(write: true, () =>
    {
        DateTimeOffset now = _time.GetUtcNow();
        DateTimeOffset expires = now + lease.Duration;
        using (SqliteCommand take = Command(
            """
            INSERT INTO leases (chain_id, account, owner, expires_at) VALUES ($chain, $account, $owner, $expires)
            ON CONFLICT (chain_id, account) DO UPDATE SET owner = excluded.owner, expires_at = excluded.expires_at
            WHERE leases.owner = excluded.owner OR leases.expires_at <= $now
            """))
        {
            take.Add("$chain", lease.Chain.Value);
            take.Add("$account", lease.Account);
            take.Add("$owner", lease.Owner);
            take.Add("$expires", expires);
            take.Add("$now", now);
            if (take.ExecuteNonQuery() == 1)
                return new LeaseAnswer(true, lease.Owner, expires);
        }

        using SqliteCommand read = Command("SELECT owner, expires_at FROM leases WHERE chain_id = $chain AND account = $account");
        read.Add("$chain", lease.Chain.Value);
        read.Add("$account", lease.Account);
        using SqliteDataReader reader = read.ExecuteReader();
        reader.Read();
        return new LeaseAnswer(false, reader.GetString(0), reader.Time(1));
    }, cancellationToken);

    /// <inheritdoc/>
    public Task RenewLeaseAsync(AccountLease lease, CancellationToken cancellationToken) => AloneAsync(write: true, () =>
    {
        Hold(lease);
        return true;
    }, cancellationToken);

    /// <inheritdoc/>
    public Task ReleaseLeaseAsync(AccountLease lease, CancellationToken cancellationToken) => AloneAsync(write: true, () =>
    {
        using SqliteCommand command = Command("DELETE FROM leases WHERE chain_id = $chain AND account = $account AND owner = $owner");
        command.Add("$chain", lease.Chain.Value);
        command.Add("$account", lease.Account);
        command.Add("$owner", lease.Owner);
        return command.ExecuteNonQuery();
    }, cancellationToken);

    /// <summary>Checks, inside the caller's transaction, that the lease still has its owner, and extends it.</summary>
    /// <remarks>An expired lease that nobody took is still its owner's: the write lock makes "still" exact.</remarks>
    private void Hold(AccountLease lease)
    {
        using (SqliteCommand extend = Command(
            "UPDATE leases SET expires_at = $expires WHERE chain_id = $chain AND account = $account AND owner = $owner"))
        {
            extend.Add("$expires", _time.GetUtcNow() + lease.Duration);
            extend.Add("$chain", lease.Chain.Value);
            extend.Add("$account", lease.Account);
            extend.Add("$owner", lease.Owner);
            if (extend.ExecuteNonQuery() == 1)
                return;
        }

        using SqliteCommand read = Command("SELECT owner FROM leases WHERE chain_id = $chain AND account = $account");
        read.Add("$chain", lease.Chain.Value);
        read.Add("$account", lease.Account);
        throw new LeaseLostException(lease, (string?)read.ExecuteScalar());
    }
}
