using System.Data.Common;
using Bursar.App.Outbox;
using Bursar.Evm.Primitives;
using Bursar.Evm.Transactions;

namespace Bursar.Storage;

/// <content>Saying what the journal holds and whether it is whole.</content>
public abstract partial class SqlJournal
{
    private const int MostProblems = 100;

    /// <summary>Reads everything and compares it: the database itself, the signed bytes with their hashes, and the states with the events that explain them.</summary>
    /// <param name="cancellationToken">Stops reading.</param>
    public async Task<JournalSummary> CheckAsync(CancellationToken cancellationToken = default)
    {
        var problems = new List<string>(await ReadAsync(CheckDatabaseAsync, cancellationToken));
        IReadOnlyList<JournalRun> runs = await ReadAsync(async turn =>
        {
            await using DbCommand command = turn.Command($"SELECT {RunColumns} FROM runs ORDER BY id");
            return await JournalTurn.ReadAllAsync(command, Run);
        }, cancellationToken);
        var summaries = new List<JournalRunSummary>();
        var all = new List<JournalTransaction>();
        var nonces = new Dictionary<(JournalAccount, ulong), (long Run, string Step)>();
        foreach (JournalRun run in runs)
        {
            IReadOnlyList<JournalStep> steps = await GetStepsAsync(run.Id, cancellationToken);
            IReadOnlyList<JournalTransaction> transactions = await GetTransactionsAsync(run.Id, cancellationToken);
            summaries.Add(new JournalRunSummary(run, Count(steps.Select(s => s.State))));
            all.AddRange(transactions);
            Compare(run, steps, transactions, await GetEventsAsync(run.Id, cancellationToken), problems);
            foreach (JournalTransaction transaction in transactions.Where(t => t.State != OutboxState.Dropped || t.FirstSentAt is not null))
            {
                if (!nonces.TryAdd((run.Account, transaction.Nonce), (run.Id, transaction.StepId)) && nonces[(run.Account, transaction.Nonce)] != (run.Id, transaction.StepId))
                    problems.Add($"nonce {transaction.Nonce} of {run.Operator} belongs to two steps, one of them {transaction.StepId}");
            }
        }

        (int schema, long events, DateTimeOffset? last, IReadOnlyList<JournalRestoreMark> restores) = await ReadAsync(FactsAsync, cancellationToken);
        return new JournalSummary
        {
            Place = Place,
            Schema = schema,
            Runs = summaries,
            Transactions = Count(all.Select(t => t.State)),
            Events = events,
            LastEvent = last,
            Restores = restores,
            Problems = [.. problems.Take(MostProblems)],
        };
    }

    /// <summary>What the database says of its own files, one line for each thing that is wrong.</summary>
    private protected abstract Task<IReadOnlyList<string>> CheckDatabaseAsync(JournalTurn turn);

    private static async Task<(int, long, DateTimeOffset?, IReadOnlyList<JournalRestoreMark>)> FactsAsync(JournalTurn turn)
    {
        await using DbCommand facts = turn.Command("SELECT (SELECT max(version) FROM schema_versions), (SELECT count(*) FROM events), (SELECT max(at) FROM events)");
        (int schema, long events, DateTimeOffset? last) = (await JournalTurn.ReadAllAsync(facts, static row => (checked((int)row.GetInt64(0)), row.GetInt64(1), row.TimeOrNull(2))))[0];
        await using DbCommand marks = turn.Command("SELECT at, backup_at, note FROM restores ORDER BY id");
        return (schema, events, last, await JournalTurn.ReadAllAsync(marks, static row => new JournalRestoreMark(row.Time(0), row.Time(1), row.GetString(2))));
    }

    private static void Compare(
        JournalRun run, IReadOnlyList<JournalStep> steps, IReadOnlyList<JournalTransaction> transactions, IReadOnlyList<JournalEvent> events, List<string> problems)
    {
        var lastOfStep = new Dictionary<string, OutboxState>(StringComparer.Ordinal);
        var lastOfTransaction = new Dictionary<Hash32, OutboxState>();
        foreach (JournalEvent move in events)
        {
            if (move.Transaction is { } hash)
                lastOfTransaction[hash] = move.To;
            else
                lastOfStep[move.StepId] = move.To;
        }

        foreach (JournalStep step in steps)
        {
            if (!lastOfStep.TryGetValue(step.Id, out OutboxState explained) || explained != step.State)
                problems.Add($"step {step.Id} of run {run.Id} is {Row.Text(step.State)}, which no event explains");
            if (step.State.IsInFlight() && !transactions.Any(t => t.StepId == step.Id && t.State.IsInFlight()))
                problems.Add($"step {step.Id} of run {run.Id} is {Row.Text(step.State)} without a transaction that is");
        }

        foreach (JournalTransaction transaction in transactions)
        {
            if (!lastOfTransaction.TryGetValue(transaction.Hash, out OutboxState explained) || explained != transaction.State)
                problems.Add($"transaction {transaction.Hash} is {Row.Text(transaction.State)}, which no event explains");
            if (!SignedTransaction.TryDecode(transaction.Raw, out SignedTransaction? signed))
                problems.Add($"the signed bytes of transaction {transaction.Hash} cannot be read");
            else if (signed.Hash != transaction.Hash || signed.Transaction.Nonce != transaction.Nonce)
                problems.Add($"the signed bytes of transaction {transaction.Hash} are those of another one");
        }
    }

    private static SortedDictionary<OutboxState, int> Count(IEnumerable<OutboxState> states) =>
        new(states.CountBy(s => s).ToDictionary(pair => pair.Key, pair => pair.Value));
}
