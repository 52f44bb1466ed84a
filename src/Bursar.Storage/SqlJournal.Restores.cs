using System.Data.Common;
using Bursar.App.Outbox;

namespace Bursar.Storage;

/// <content>What became of a journal that was put back to a backup.</content>
public abstract partial class SqlJournal
{
    /// <inheritdoc/>
    public Task<JournalRestore?> GetRestoreAsync(JournalAccount account, CancellationToken cancellationToken) => ReadAsync(async turn =>
    {
        // The oldest: what it lost stays lost, whatever was put back later.
        await using DbCommand command = turn.Command(
            """
            SELECT r.backup_at,
              (SELECT max(t.nonce) FROM transactions AS t WHERE t.chain_id = @chain AND t.genesis = @genesis AND t.sender = @sender AND t.signed_at <= r.backup_at),
              (SELECT count(DISTINCT t.nonce) FROM transactions AS t
               WHERE t.chain_id = @chain AND t.genesis = @genesis AND t.sender = @sender AND t.signed_at > r.backup_at
                 AND NOT EXISTS (SELECT 1 FROM transactions AS o WHERE o.chain_id = t.chain_id AND o.genesis = t.genesis AND o.sender = t.sender
                   AND o.nonce >= t.nonce AND o.signed_at <= r.backup_at))
            FROM restores AS r ORDER BY r.id LIMIT 1
            """);
        AddAccount(command, account);
        return (await JournalTurn.ReadAllAsync(command, static row => new JournalRestore(row.Time(0), row.CountOrNull(1), row.Count(2)))).SingleOrDefault();
    }, cancellationToken);
}
