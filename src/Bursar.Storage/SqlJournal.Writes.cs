using System.Data.Common;
using Bursar.App.Outbox;
using Bursar.Evm.Primitives;

namespace Bursar.Storage;

/// <content>Writing, with the rules that keep effects from happening twice.</content>
public abstract partial class SqlJournal
{
    /// <summary>Rows of a new run that go to the database together.</summary>
    private const int RowsAtOnce = 100;

    /// <inheritdoc/>
    public Task<JournalRun> OpenRunAsync(
        AccountLease lease, JournalRun run, IReadOnlyList<JournalStep> steps, CancellationToken cancellationToken) => WriteAsync(async turn =>
    {
        await HoldAsync(turn, lease);
        if (await FindRunAsync(turn, run.PlanHash, run.Chain) is { } found)
            return found;
        if (run.Chain != lease.Chain || run.Operator != lease.Account)
            throw new JournalConflictException("a run begins under the lease of its own operator and chain");

        DateTimeOffset now = await turn.NowAsync();
        await using (DbCommand insert = turn.Command(
            "INSERT INTO runs (plan_hash, chain_id, genesis, operator, created_at) VALUES (@plan, @chain, @genesis, @operator, @at)"))
        {
            insert.Add("@plan", run.PlanHash);
            insert.Add("@chain", run.Chain.Value);
            insert.Add("@genesis", run.Genesis);
            insert.Add("@operator", run.Operator);
            insert.Add("@at", now);
            await insert.ExecuteNonQueryAsync();
        }

        JournalRun stored = (await FindRunAsync(turn, run.PlanHash, run.Chain))!;
        for (int i = 0; i < steps.Count; i += RowsAtOnce)
            await AddStepsAsync(turn, lease, stored.Id, steps, i, Math.Min(RowsAtOnce, steps.Count - i));
        return stored;
    }, cancellationToken);

    /// <inheritdoc/>
    public Task CommitAsync(AccountLease lease, IReadOnlyList<JournalChange> changes, CancellationToken cancellationToken) =>
        WriteAsync(async turn =>
        {
            await HoldAsync(turn, lease);
            foreach (JournalChange change in changes)
            {
                switch (change)
                {
                    case StepMoved moved:
                        await MoveStepAsync(turn, lease, moved);
                        break;
                    case TransactionSigned signed:
                        await AddTransactionAsync(turn, lease, signed);
                        break;
                    case TransactionMoved moved:
                        await MoveTransactionAsync(turn, lease, moved);
                        break;
                    case FinalityLost lost:
                        await LoseAsync(turn, lease, lost);
                        break;
                    default:
                        throw new ArgumentException($"unknown change {change.GetType().Name}", nameof(changes));
                }
            }

            return true;
        }, cancellationToken);

    /// <summary>Stores some steps of a new run and the events of their beginning.</summary>
    private static async Task AddStepsAsync(JournalTurn turn, AccountLease lease, long runId, IReadOnlyList<JournalStep> steps, int first, int count)
    {
        int[] numbers = [.. Enumerable.Range(0, count)];
        string rows = string.Join(", ", numbers.Select(i => $"(@run, @position{i}, @step{i}, @title{i}, @to{i}, @value{i}, @data{i}, 'planned', 0)"));
        await using (DbCommand insert = turn.Command($"INSERT INTO steps (run_id, position, step_id, title, recipient, value, data_hash, state, attempt) VALUES {rows}"))
        {
            insert.Add("@run", runId);
            foreach (int i in numbers)
            {
                JournalStep step = steps[first + i];
                insert.Add($"@position{i}", (long)(first + i));
                insert.Add($"@step{i}", step.Id);
                insert.Add($"@title{i}", step.Title);
                insert.Add($"@to{i}", step.To);
                insert.Add($"@value{i}", step.Value);
                insert.Add($"@data{i}", step.DataHash);
            }

            await insert.ExecuteNonQueryAsync();
        }

        string events = string.Join(", ", numbers.Select(i => $"(@at, @owner, @run, @step{i}, 'planned')"));
        await using DbCommand begin = turn.Command($"INSERT INTO events (at, owner, run_id, step_id, to_state) VALUES {events}");
        begin.Add("@at", await turn.NowAsync());
        begin.Add("@owner", lease.Owner);
        begin.Add("@run", runId);
        foreach (int i in numbers)
            begin.Add($"@step{i}", steps[first + i].Id);
        await begin.ExecuteNonQueryAsync();
    }

    private static async Task MoveStepAsync(JournalTurn turn, AccountLease lease, StepMoved change)
    {
        OutboxState from = await StepStateAsync(turn, lease, change.RunId, change.StepId);
        if (from == change.State)
            return;
        if (from == OutboxState.Final)
            throw new JournalConflictException($"step {change.StepId} is final and cannot become {Row.Text(change.State)}");
        await SetStepAsync(turn, change.RunId, change.StepId, change.State, attempts: 0);
        await AppendAsync(turn, lease, change.RunId, change.StepId, null, from, change.State, null, change.Note);
    }

    private static async Task AddTransactionAsync(JournalTurn turn, AccountLease lease, TransactionSigned change)
    {
        JournalTransaction transaction = change.Transaction;
        OutboxState from = await StepStateAsync(turn, lease, change.RunId, change.StepId);
        if (from == OutboxState.Final)
            throw new JournalConflictException($"step {change.StepId} is final: nothing more may be signed for it");
        JournalTransaction[] ofStep;
        await using (DbCommand read = turn.Command($"SELECT {TransactionColumns} FROM transactions WHERE run_id = @run AND step_id = @step"))
        {
            read.Add("@run", change.RunId);
            read.Add("@step", change.StepId);
            ofStep = [.. await JournalTurn.ReadAllAsync(read, Transaction)];
        }

        // A transaction may be followed by one with another nonce only when it can never have its effect: dropped, or reverted for good.
        if (ofStep.FirstOrDefault(t => t.Nonce != transaction.Nonce && t.State is not (OutboxState.Dropped or OutboxState.Reverted or OutboxState.Replaced))
            is { } open)
            throw new JournalConflictException($"step {change.StepId} has a transaction with nonce {open.Nonce} that may still be mined");
        if (ofStep.Any(t => t.State == OutboxState.Dropped && t.Nonce == transaction.Nonce))
            throw new JournalConflictException($"nonce {transaction.Nonce} was used by a transaction that is not in the journal");

        await using (DbCommand taken = turn.Command(
            """
            SELECT t.step_id FROM transactions AS t JOIN runs AS mine ON mine.id = @run
            WHERE t.chain_id = mine.chain_id AND t.genesis = mine.genesis AND t.sender = mine.operator AND t.nonce = @nonce
              AND (t.run_id <> @run OR t.step_id <> @step) AND (t.state <> 'dropped' OR t.first_sent_at IS NOT NULL)
            LIMIT 1
            """))
        {
            taken.Add("@run", change.RunId);
            taken.Add("@step", change.StepId);
            taken.Add("@nonce", transaction.Nonce);
            if (await taken.ExecuteScalarAsync() is string other)
                throw new JournalConflictException($"nonce {transaction.Nonce} belongs to step {other}");
        }

        await using (DbCommand insert = turn.Command(
            """
            INSERT INTO transactions (run_id, step_id, chain_id, genesis, sender, nonce, hash, raw, gas_limit, max_fee, priority_fee, state, signed_at)
            SELECT id, @step, chain_id, genesis, operator, @nonce, @hash, @raw, @gas, @fee, @tip, 'signed', @at FROM runs WHERE id = @run
            """))
        {
            insert.Add("@run", change.RunId);
            insert.Add("@step", change.StepId);
            insert.Add("@nonce", transaction.Nonce);
            insert.Add("@hash", transaction.Hash);
            insert.Add("@raw", transaction.Raw);
            insert.Add("@gas", transaction.GasLimit);
            insert.Add("@fee", transaction.MaxFee);
            insert.Add("@tip", transaction.PriorityFee);
            insert.Add("@at", await turn.NowAsync());
            await insert.ExecuteNonQueryAsync();
        }

        bool newNonce = ofStep.All(t => t.Nonce != transaction.Nonce);
        await SetStepAsync(turn, change.RunId, change.StepId, OutboxState.Signed, attempts: newNonce ? 1 : 0);
        await AppendAsync(turn, lease, change.RunId, change.StepId, transaction.Hash, null, OutboxState.Signed, null, change.Note);
        if (from != OutboxState.Signed)
            await AppendAsync(turn, lease, change.RunId, change.StepId, null, from, OutboxState.Signed, null, change.Note);
    }

    /// <summary>Takes back what was final, which nothing else can.</summary>
    private static async Task LoseAsync(JournalTurn turn, AccountLease lease, FinalityLost change)
    {
        if (change.State is not (OutboxState.Dropped or OutboxState.Reverted))
            throw new JournalConflictException($"what was final cannot become {Row.Text(change.State)}");
        await MoveTransactionAsync(turn, lease, new TransactionMoved(change.RunId, change.StepId, change.Hash, change.State, change.Note) { Block = change.Block }, lost: true);
        OutboxState from = await StepStateAsync(turn, lease, change.RunId, change.StepId);
        OutboxState to = change.State == OutboxState.Dropped ? OutboxState.Planned : OutboxState.Reverted;
        await SetStepAsync(turn, change.RunId, change.StepId, to, attempts: 0);
        await AppendAsync(turn, lease, change.RunId, change.StepId, null, from, to, null, change.Note);
    }

    private static async Task MoveTransactionAsync(JournalTurn turn, AccountLease lease, TransactionMoved change, bool lost = false)
    {
        await StepStateAsync(turn, lease, change.RunId, change.StepId);
        OutboxState from;
        BlockRef? block;
        await using (DbCommand read = turn.Command(
            "SELECT state, block_number, block_hash FROM transactions WHERE run_id = @run AND step_id = @step AND hash = @hash"))
        {
            read.Add("@run", change.RunId);
            read.Add("@step", change.StepId);
            read.Add("@hash", change.Hash);
            await using DbDataReader reader = await read.ExecuteReaderAsync();
            if (!await reader.ReadAsync())
                throw new JournalConflictException($"step {change.StepId} has no transaction {change.Hash}");
            from = reader.State(0);
            block = reader.BlockOrNull(1, 2);
        }

        if (from.IsTerminal() && from != change.State && !(lost && from == OutboxState.Final))
            throw new JournalConflictException($"transaction {change.Hash} is {Row.Text(from)} and cannot become {Row.Text(change.State)}");
        if (lost && from != OutboxState.Final)
            throw new JournalConflictException($"transaction {change.Hash} is {Row.Text(from)}: only what was final can lose that");
        if (change.State == OutboxState.Planned)
            throw new JournalConflictException("a signed transaction is never merely planned again");

        await using (DbCommand update = turn.Command(
            """
            UPDATE transactions SET state = @state, block_number = coalesce(@number, block_number), block_hash = coalesce(@block, block_hash),
              gas_used = coalesce(@used, gas_used), gas_price = coalesce(@price, gas_price),
              first_sent_at = CASE WHEN @sent = 1 THEN coalesce(first_sent_at, @at) ELSE first_sent_at END
            WHERE run_id = @run AND hash = @hash
            """))
        {
            update.Add("@state", change.State);
            update.Add("@number", change.Block?.Number);
            update.Add("@block", change.Block?.Hash);
            update.Add("@used", change.GasUsed);
            update.Add("@price", change.GasPrice);
            update.Add("@sent", change.Broadcast ? 1L : 0L);
            update.Add("@at", await turn.NowAsync());
            update.Add("@run", change.RunId);
            update.Add("@hash", change.Hash);
            await update.ExecuteNonQueryAsync();
        }

        if (from != change.State || (change.Block is { } seen && seen != block) || change.Note is not null)
            await AppendAsync(turn, lease, change.RunId, change.StepId, change.Hash, from, change.State, change.Block, change.Note);
    }

    private static async Task<OutboxState> StepStateAsync(JournalTurn turn, AccountLease lease, long runId, string stepId)
    {
        await using DbCommand command = turn.Command(
            """
            SELECT s.state, r.chain_id, r.operator FROM steps AS s JOIN runs AS r ON r.id = s.run_id
            WHERE s.run_id = @run AND s.step_id = @step
            """);
        command.Add("@run", runId);
        command.Add("@step", stepId);
        await using DbDataReader reader = await command.ExecuteReaderAsync();
        if (!await reader.ReadAsync())
            throw new JournalConflictException($"run {runId} has no step {stepId}");
        if (reader.Count(1) != lease.Chain.Value || reader.Account(2) != lease.Account)
            throw new JournalConflictException($"run {runId} belongs to another account than the lease");
        return reader.State(0);
    }

    private static async Task SetStepAsync(JournalTurn turn, long runId, string stepId, OutboxState state, int attempts)
    {
        await using DbCommand command = turn.Command(
            "UPDATE steps SET state = @state, attempt = attempt + @attempts WHERE run_id = @run AND step_id = @step");
        command.Add("@state", state);
        command.Add("@attempts", (long)attempts);
        command.Add("@run", runId);
        command.Add("@step", stepId);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task AppendAsync(
        JournalTurn turn, AccountLease lease, long runId, string stepId, Hash32? transaction, OutboxState? from, OutboxState to, BlockRef? block, string? note)
    {
        await using DbCommand command = turn.Command(
            """
            INSERT INTO events (at, owner, run_id, step_id, transaction_hash, from_state, to_state, block_number, block_hash, note)
            VALUES (@at, @owner, @run, @step, @transaction, @from, @to, @number, @block, @note)
            """);
        command.Add("@at", await turn.NowAsync());
        command.Add("@owner", lease.Owner);
        command.Add("@run", runId);
        command.Add("@step", stepId);
        command.Add("@transaction", transaction);
        command.Add("@from", from);
        command.Add("@to", to);
        command.Add("@number", block?.Number);
        command.Add("@block", block?.Hash);
        command.Add("@note", note);
        await command.ExecuteNonQueryAsync();
    }
}
