using System.Data.Common;
using Bursar.App.Outbox;
using Bursar.Evm.Primitives;

namespace Bursar.Storage;

/// <content>Reading.</content>
public abstract partial class SqlJournal
{
    private const string RunColumns = "id, plan_hash, chain_id, genesis, operator, created_at";

    private const string TransactionColumns =
        "run_id, step_id, nonce, hash, raw, gas_limit, max_fee, priority_fee, state, signed_at, first_sent_at, block_number, block_hash, gas_used, gas_price";

    /// <inheritdoc/>
    public Task<JournalRun?> FindRunAsync(Hash32 planHash, ChainId chain, CancellationToken cancellationToken) =>
        ReadAsync(turn => FindRunAsync(turn, planHash, chain), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<JournalStep>> GetStepsAsync(long runId, CancellationToken cancellationToken) => ReadAsync(async turn =>
    {
        await using DbCommand command = turn.Command(
            "SELECT step_id, title, recipient, value, data_hash, state, attempt FROM steps WHERE run_id = @run ORDER BY position");
        command.Add("@run", runId);
        return await JournalTurn.ReadAllAsync(command, static row => new JournalStep
        {
            Id = row.GetString(0),
            Title = row.GetString(1),
            To = row.Account(2),
            Value = row.Number(3),
            DataHash = row.Hash(4),
            State = row.State(5),
            Attempt = checked((int)row.GetInt64(6)),
        });
    }, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<JournalTransaction>> GetTransactionsAsync(long runId, CancellationToken cancellationToken) =>
        ReadAsync(async turn =>
        {
            await using DbCommand command = turn.Command($"SELECT {TransactionColumns} FROM transactions WHERE run_id = @run ORDER BY nonce, id");
            command.Add("@run", runId);
            return await JournalTurn.ReadAllAsync(command, Transaction);
        }, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<JournalTransaction>> GetUnsettledAsync(JournalAccount account, CancellationToken cancellationToken) =>
        ReadAsync(async turn =>
        {
            await using DbCommand command = turn.Command(
                $"""
                SELECT {TransactionColumns} FROM transactions AS t
                WHERE chain_id = @chain AND genesis = @genesis AND sender = @sender AND state NOT IN ('final', 'dropped')
                  AND NOT EXISTS (
                    SELECT 1 FROM transactions AS settled
                    WHERE settled.chain_id = t.chain_id AND settled.genesis = t.genesis AND settled.sender = t.sender
                      AND settled.nonce = t.nonce AND settled.state = 'final')
                  AND NOT (state IN ('reverted', 'replaced') AND EXISTS (
                    SELECT 1 FROM steps AS done WHERE done.run_id = t.run_id AND done.step_id = t.step_id AND done.state = 'final'))
                ORDER BY nonce, id
                """);
            AddAccount(command, account);
            return await JournalTurn.ReadAllAsync(command, Transaction);
        }, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<JournalTransaction>> GetSignedSinceAsync(JournalAccount account, DateTimeOffset since, CancellationToken cancellationToken) =>
        ReadAsync(async turn =>
        {
            await using DbCommand command = turn.Command(
                $"SELECT {TransactionColumns} FROM transactions WHERE chain_id = @chain AND genesis = @genesis AND sender = @sender AND signed_at >= @since ORDER BY nonce, id");
            AddAccount(command, account);
            command.Add("@since", since.ToUnixTimeMilliseconds());
            return await JournalTurn.ReadAllAsync(command, Transaction);
        }, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<JournalTransaction>> GetLatestFinalAsync(JournalAccount account, int most, CancellationToken cancellationToken) =>
        ReadAsync(async turn =>
        {
            await using DbCommand command = turn.Command(
                $"""
                SELECT {TransactionColumns} FROM transactions
                WHERE chain_id = @chain AND genesis = @genesis AND sender = @sender AND state = 'final' ORDER BY nonce DESC LIMIT @most
                """);
            AddAccount(command, account);
            command.Add("@most", (long)most);
            return await JournalTurn.ReadAllAsync(command, Transaction);
        }, cancellationToken);

    /// <inheritdoc/>
    public Task<ulong?> GetHighestNonceAsync(JournalAccount account, bool finalOnly, CancellationToken cancellationToken) =>
        ReadAsync(async turn =>
        {
            await using DbCommand command = turn.Command(
                """
                SELECT max(nonce) FROM transactions
                WHERE chain_id = @chain AND genesis = @genesis AND sender = @sender AND (@final = 0 OR state = 'final')
                """);
            AddAccount(command, account);
            command.Add("@final", finalOnly ? 1L : 0L);
            return await command.ExecuteScalarAsync() is long nonce ? checked((ulong)nonce) : (ulong?)null;
        }, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<JournalEvent>> GetEventsAsync(long runId, CancellationToken cancellationToken) => ReadAsync(async turn =>
    {
        await using DbCommand command = turn.Command(
            """
            SELECT id, at, owner, step_id, transaction_hash, from_state, to_state, block_number, block_hash, note
            FROM events WHERE run_id = @run ORDER BY id
            """);
        command.Add("@run", runId);
        return await JournalTurn.ReadAllAsync(command, static row => new JournalEvent(
            row.GetInt64(0), row.Time(1), row.GetString(2), row.GetString(3), row.HashOrNull(4), row.StateOrNull(5), row.State(6),
            row.BlockOrNull(7, 8), row.TextOrNull(9)));
    }, cancellationToken);

    private static JournalTransaction Transaction(DbDataReader row) => new()
    {
        RunId = row.GetInt64(0),
        StepId = row.GetString(1),
        Nonce = row.Count(2),
        Hash = row.Hash(3),
        Raw = row.Blob(4),
        GasLimit = row.Count(5),
        MaxFee = row.Number(6),
        PriorityFee = row.Number(7),
        State = row.State(8),
        SignedAt = row.Time(9),
        FirstSentAt = row.TimeOrNull(10),
        Block = row.BlockOrNull(11, 12),
        GasUsed = row.CountOrNull(13),
        GasPrice = row.NumberOrNull(14),
    };

    private static void AddAccount(DbCommand command, JournalAccount account)
    {
        command.Add("@chain", account.Chain.Value);
        command.Add("@genesis", account.Genesis);
        command.Add("@sender", account.Address);
    }

    private static async Task<JournalRun?> FindRunAsync(JournalTurn turn, Hash32 planHash, ChainId chain)
    {
        await using DbCommand command = turn.Command($"SELECT {RunColumns} FROM runs WHERE plan_hash = @plan AND chain_id = @chain");
        command.Add("@plan", planHash);
        command.Add("@chain", chain.Value);
        return (await JournalTurn.ReadAllAsync(command, Run)).SingleOrDefault();
    }

    private static JournalRun Run(DbDataReader row) => new()
    {
        Id = row.GetInt64(0),
        PlanHash = row.Hash(1),
        Chain = new ChainId(row.Count(2)),
        Genesis = row.Hash(3),
        Operator = row.Account(4),
        CreatedAt = row.Time(5),
    };
}
