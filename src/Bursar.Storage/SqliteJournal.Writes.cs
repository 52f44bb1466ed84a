using Bursar.App.Outbox;
using Bursar.Evm.Primitives;
using Microsoft.Data.Sqlite;

namespace Bursar.Storage;

public sealed partial class SqliteJournal
{
    /// <inheritdoc/>
    public Task<JournalRun> OpenRunAsync(
        AccountLease lease, JournalRun run, IReadOnlyList<JournalStep> steps, CancellationToken cancellationToken) => AloneAsync(write: true, () =>
    {
        Hold(lease);
        if (FindRun(run.PlanHash, run.Chain) is { } found)
            return found;
        if (run.Chain != lease.Chain || run.Operator != lease.Account)
            throw new JournalConflictException("a run begins under the lease of its own operator and chain");

        DateTimeOffset now = _time.GetUtcNow();
        using (SqliteCommand insert = Command(
            "INSERT INTO runs (plan_hash, chain_id, genesis, operator, created_at) VALUES ($plan, $chain, $genesis, $operator, $at)"))
        {
            insert.Add("$plan", run.PlanHash);
            insert.Add("$chain", run.Chain.Value);
            insert.Add("$genesis", run.Genesis);
            insert.Add("$operator", run.Operator);
            insert.Add("$at", now);
            insert.ExecuteNonQuery();
        }

        JournalRun stored = FindRun(run.PlanHash, run.Chain)!;
        for (int i = 0; i < steps.Count; i++)
        {
            JournalStep step = steps[i];
            using (SqliteCommand insert = Command(
                """
                INSERT INTO steps (run_id, position, step_id, title, recipient, value, data_hash, state, attempt)
                VALUES ($run, $position, $step, $title, $to, $value, $data, 'planned', 0)
                """))
            {
                insert.Add("$run", stored.Id);
                insert.Add("$position", (long)i);
                insert.Add("$step", step.Id);
                insert.Add("$title", step.Title);
                insert.Add("$to", step.To);
                insert.Add("$value", step.Value);
                insert.Add("$data", step.DataHash);
                insert.ExecuteNonQuery();
            }

            Append(lease, stored.Id, step.Id, null, null, OutboxState.Planned, null, null);
        }

        return stored;
    }, cancellationToken);

    /// <inheritdoc/>
    public Task CommitAsync(AccountLease lease, IReadOnlyList<JournalChange> changes, CancellationToken cancellationToken) =>
        AloneAsync(write: true, () =>
        {
            Hold(lease);
            foreach (JournalChange change in changes)
            {
                switch (change)
                {
                    case StepMoved moved:
                        MoveStep(lease, moved);
                        break;
                    case TransactionSigned signed:
                        AddTransaction(lease, signed);
                        break;
                    case TransactionMoved moved:
                        MoveTransaction(lease, moved);
                        break;
                    default:
                        throw new ArgumentException($"unknown change {change.GetType().Name}", nameof(changes));
                }
            }

            return true;
        }, cancellationToken);

    private void MoveStep(AccountLease lease, StepMoved change)
    {
        OutboxState from = StepState(lease, change.RunId, change.StepId);
        if (from == change.State)
            return;
        if (from == OutboxState.Final)
            throw new JournalConflictException($"step {change.StepId} is final and cannot become {Row.Text(change.State)}");
        SetStep(change.RunId, change.StepId, change.State, attempts: 0);
        Append(lease, change.RunId, change.StepId, null, from, change.State, null, change.Note);
    }

    private void AddTransaction(AccountLease lease, TransactionSigned change)
    {
        JournalTransaction transaction = change.Transaction;
        OutboxState from = StepState(lease, change.RunId, change.StepId);
        if (from == OutboxState.Final)
            throw new JournalConflictException($"step {change.StepId} is final: nothing more may be signed for it");
        JournalTransaction[] ofStep;
        using (SqliteCommand read = Command($"SELECT {TransactionColumns} FROM transactions WHERE run_id = $run AND step_id = $step"))
        {
            read.Add("$run", change.RunId);
            read.Add("$step", change.StepId);
            ofStep = [.. ReadAll(read, Transaction)];
        }

        // A transaction may be followed by one with another nonce only when it can never have its effect: dropped, or reverted for good.
        if (ofStep.FirstOrDefault(t => t.Nonce != transaction.Nonce && t.State is not (OutboxState.Dropped or OutboxState.Reverted or OutboxState.Replaced))
            is { } open)
            throw new JournalConflictException($"step {change.StepId} has a transaction with nonce {open.Nonce} that may still be mined");
        if (ofStep.Any(t => t.State == OutboxState.Dropped && t.Nonce == transaction.Nonce))
            throw new JournalConflictException($"nonce {transaction.Nonce} was used by a transaction that is not in the journal");

        using (SqliteCommand taken = Command(
            """
            SELECT t.step_id FROM transactions AS t JOIN runs AS mine ON mine.id = $run
            WHERE t.chain_id = mine.chain_id AND t.genesis = mine.genesis AND t.sender = mine.operator AND t.nonce = $nonce
              AND (t.run_id <> $run OR t.step_id <> $step)
            LIMIT 1
            """))
        {
            taken.Add("$run", change.RunId);
            taken.Add("$step", change.StepId);
            taken.Add("$nonce", transaction.Nonce);
            if (taken.ExecuteScalar() is string other)
                throw new JournalConflictException($"nonce {transaction.Nonce} belongs to step {other}");
        }

        using (SqliteCommand insert = Command(
            """
            INSERT INTO transactions (run_id, step_id, chain_id, genesis, sender, nonce, hash, raw, gas_limit, max_fee, priority_fee, state, signed_at)
            SELECT id, $step, chain_id, genesis, operator, $nonce, $hash, $raw, $gas, $fee, $tip, 'signed', $at FROM runs WHERE id = $run
            """))
        {
            insert.Add("$run", change.RunId);
            insert.Add("$step", change.StepId);
            insert.Add("$nonce", transaction.Nonce);
            insert.Add("$hash", transaction.Hash);
            insert.Add("$raw", transaction.Raw);
            insert.Add("$gas", transaction.GasLimit);
            insert.Add("$fee", transaction.MaxFee);
            insert.Add("$tip", transaction.PriorityFee);
            insert.Add("$at", _time.GetUtcNow());
            insert.ExecuteNonQuery();
        }

        bool newNonce = ofStep.All(t => t.Nonce != transaction.Nonce);
        SetStep(change.RunId, change.StepId, OutboxState.Signed, attempts: newNonce ? 1 : 0);
        Append(lease, change.RunId, change.StepId, transaction.Hash, null, OutboxState.Signed, null, change.Note);
        if (from != OutboxState.Signed)
            Append(lease, change.RunId, change.StepId, null, from, OutboxState.Signed, null, change.Note);
    }

    private void MoveTransaction(AccountLease lease, TransactionMoved change)
    {
        StepState(lease, change.RunId, change.StepId);
        OutboxState from;
        BlockRef? block;
        using (SqliteCommand read = Command(
            "SELECT state, block_number, block_hash FROM transactions WHERE run_id = $run AND step_id = $step AND hash = $hash"))
        {
            read.Add("$run", change.RunId);
            read.Add("$step", change.StepId);
            read.Add("$hash", change.Hash);
            using SqliteDataReader reader = read.ExecuteReader();
            if (!reader.Read())
                throw new JournalConflictException($"step {change.StepId} has no transaction {change.Hash}");
            from = reader.State(0);
            block = reader.BlockOrNull(1, 2);
        }

        if (from.IsTerminal() && from != change.State)
            throw new JournalConflictException($"transaction {change.Hash} is {Row.Text(from)} and cannot become {Row.Text(change.State)}");
        if (change.State == OutboxState.Planned)
            throw new JournalConflictException("a signed transaction is never merely planned again");

        using (SqliteCommand update = Command(
            """
            UPDATE transactions SET state = $state, block_number = coalesce($number, block_number), block_hash = coalesce($block, block_hash),
              gas_used = coalesce($used, gas_used), gas_price = coalesce($price, gas_price),
              first_sent_at = CASE WHEN $sent = 1 THEN coalesce(first_sent_at, $at) ELSE first_sent_at END
            WHERE run_id = $run AND hash = $hash
            """))
        {
            update.Add("$state", change.State);
            update.Add("$number", change.Block?.Number);
            update.Add("$block", change.Block?.Hash);
            update.Add("$used", change.GasUsed);
            update.Add("$price", change.GasPrice);
            update.Add("$sent", change.Broadcast ? 1L : 0L);
            update.Add("$at", _time.GetUtcNow());
            update.Add("$run", change.RunId);
            update.Add("$hash", change.Hash);
            update.ExecuteNonQuery();
        }

        if (from != change.State || (change.Block is { } seen && seen != block) || change.Note is not null)
            Append(lease, change.RunId, change.StepId, change.Hash, from, change.State, change.Block, change.Note);
    }

    private OutboxState StepState(AccountLease lease, long runId, string stepId)
    {
        using SqliteCommand command = Command(
            """
            SELECT s.state, r.chain_id, r.operator FROM steps AS s JOIN runs AS r ON r.id = s.run_id
            WHERE s.run_id = $run AND s.step_id = $step
            """);
        command.Add("$run", runId);
        command.Add("$step", stepId);
        using SqliteDataReader reader = command.ExecuteReader();
        if (!reader.Read())
            throw new JournalConflictException($"run {runId} has no step {stepId}");
        if (reader.Count(1) != lease.Chain.Value || reader.Account(2) != lease.Account)
            throw new JournalConflictException($"run {runId} belongs to another account than the lease");
        return reader.State(0);
    }

    private void SetStep(long runId, string stepId, OutboxState state, int attempts)
    {
        using SqliteCommand command = Command(
            "UPDATE steps SET state = $state, attempt = attempt + $attempts WHERE run_id = $run AND step_id = $step");
        command.Add("$state", state);
        command.Add("$attempts", (long)attempts);
        command.Add("$run", runId);
        command.Add("$step", stepId);
        command.ExecuteNonQuery();
    }

    private void Append(
        AccountLease lease, long runId, string stepId, Hash32? transaction, OutboxState? from, OutboxState to, BlockRef? block, string? note)
    {
        using SqliteCommand command = Command(
            """
            INSERT INTO events (at, owner, run_id, step_id, transaction_hash, from_state, to_state, block_number, block_hash, note)
            VALUES ($at, $owner, $run, $step, $transaction, $from, $to, $number, $block, $note)
            """);
        command.Add("$at", _time.GetUtcNow());
        command.Add("$owner", lease.Owner);
        command.Add("$run", runId);
        command.Add("$step", stepId);
        command.Add("$transaction", transaction);
        command.Add("$from", from);
        command.Add("$to", to);
        command.Add("$number", block?.Number);
        command.Add("$block", block?.Hash);
        command.Add("$note", note);
        command.ExecuteNonQuery();
    }
}
