using Bursar.App.Planning;
using Bursar.Contracts;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;
using Microsoft.Data.Sqlite;

namespace Bursar.Chaos.Runs;

/// <summary>Judges a run by the chain and by the journal's file, with none of the program's own code for either.</summary>
/// <param name="job">What was to be done.</param>
/// <param name="chain">The chain.</param>
/// <param name="foreign">Transactions of the account that the run itself sent.</param>
internal sealed class Verdict(Job job, ChaosChain chain, IReadOnlyCollection<Hash32> foreign)
{
    private readonly List<string> _problems = [];

    /// <summary>The account's transactions in blocks.</summary>
    public int Transactions { get; private set; }

    /// <summary>Everything that is not as it must be.</summary>
    /// <param name="complete">Whether all must have been paid; otherwise only nothing twice.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    public async Task<IReadOnlyList<string>> JudgeAsync(bool complete, CancellationToken cancellationToken)
    {
        await BalancesAsync(complete, cancellationToken);
        IReadOnlyList<ChainTransaction> onChain = await chain.TransactionsAsync(Job.Operator, 0, cancellationToken);
        Transactions = onChain.Count;
        await using SqliteConnection journal = Open(job);
        Integrity(journal);
        Explained(journal, onChain, complete);
        return _problems;
    }

    /// <summary>Hashes of the transactions that the journal calls final, with their blocks.</summary>
    public static IReadOnlyList<ChainTransaction> FinalIn(Job job)
    {
        if (!File.Exists(job.Journal))
            return [];
        using SqliteConnection journal = Open(job);
        if (Rows(journal, "SELECT 1 FROM sqlite_master WHERE name = 'transactions'", r => r.GetInt64(0)).Count == 0)
            return [];
        return [.. Rows(journal, "SELECT hash, block_number, nonce FROM transactions WHERE state = 'final'",
            r => new ChainTransaction(new Hash32(r.GetFieldValue<byte[]>(0)), (ulong)r.GetInt64(1), (ulong)r.GetInt64(2)))];
    }

    /// <summary>How many of the transactions the chain does not have.</summary>
    public static async Task<int> CountGoneAsync(ChaosChain chain, IReadOnlyList<ChainTransaction> transactions, CancellationToken cancellationToken) =>
        (await chain.Client.GetReceiptsAsync([.. transactions.Select(t => t.Hash)], cancellationToken)).Count(r => r is null);

    private static SqliteConnection Open(Job job)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = job.Journal, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    private static List<T> Rows<T>(SqliteConnection connection, string sql, Func<SqliteDataReader, T> read)
    {
        using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // every text is a literal of this class
        command.CommandText = sql;
#pragma warning restore CA2100
        using SqliteDataReader reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(read(reader));
        return rows;
    }

    private async Task BalancesAsync(bool complete, CancellationToken cancellationToken)
    {
        Blueprint blueprint = job.Blueprint;
        Address token = blueprint.Tokens[0].Address;
        var expected = new Dictionary<Address, UInt256>();
        foreach (Core.Lists.RecipientRow row in blueprint.Payouts[0].List.Rows.Concat(blueprint.Drops[0].List.Rows))
            expected[row.Account] = expected.GetValueOrDefault(row.Account) + row.Amount;
        if (complete)
        {
            expected[Job.Operator] = blueprint.Tokens[0].Genesis[0].Amount - blueprint.Payouts[0].List.Total - blueprint.Drops[0].List.Total;
            expected[blueprint.Drops[0].Address] = UInt256.Zero;
        }

        if ((await chain.Client.GetCodeAsync(token, BlockTag.Latest, cancellationToken)).Length == 0)
        {
            if (complete)
                _problems.Add($"there is no token at {token}");
            return;
        }

        Address[] holders = [.. expected.Keys];
        IReadOnlyList<UInt256> balances = await chain.Client.CallManyAsync<UInt256>(
            [.. holders.Select(h => new ContractCall<UInt256>(token, new Erc20.BalanceOfCall(h)))], BlockTag.Latest, cancellationToken);
        for (int i = 0; i < holders.Length; i++)
        {
            if (complete ? balances[i] != expected[holders[i]] : balances[i] > expected[holders[i]])
                _problems.Add($"{holders[i]} has {balances[i]} units instead of {(complete ? "" : "at most ")}{expected[holders[i]]}");
        }
    }

    private void Integrity(SqliteConnection journal)
    {
        foreach (string line in Rows(journal, "PRAGMA integrity_check", r => r.GetString(0)).Where(l => l != "ok"))
            _problems.Add($"the journal is damaged: {line}");
        foreach (string line in Rows(journal, "PRAGMA foreign_key_check", r => r.GetString(0)))
            _problems.Add($"the journal's table {line} has a row without its owner");
    }

    private void Explained(SqliteConnection journal, IReadOnlyList<ChainTransaction> onChain, bool complete)
    {
        var known = Rows(journal, "SELECT hash, state, block_number, nonce, step_id, run_id FROM transactions", r => new
        {
            Hash = new Hash32(r.GetFieldValue<byte[]>(0)),
            State = r.GetString(1),
            Block = r.IsDBNull(2) ? (ulong?)null : (ulong)r.GetInt64(2),
            Nonce = (ulong)r.GetInt64(3),
            Step = r.GetString(4),
            Run = r.GetInt64(5),
        }).ToDictionary(t => t.Hash);
        var mined = onChain.ToDictionary(t => t.Hash);
        foreach (ChainTransaction transaction in onChain.Where(t => !foreign.Contains(t.Hash)))
        {
            if (!known.TryGetValue(transaction.Hash, out var entry))
                _problems.Add($"the journal does not know transaction {transaction.Hash}, nonce {transaction.Nonce}");
            else if (complete && (entry.State is not ("final" or "reverted") || entry.Block != transaction.Block))
                _problems.Add($"transaction {transaction.Hash} of {entry.Step} is in block {transaction.Block}; the journal says {entry.State}, block {entry.Block}");
        }

        if (complete)
        {
            foreach (var entry in known.Values.Where(t => !mined.ContainsKey(t.Hash) && t.State is not ("replaced" or "dropped")))
                _problems.Add($"transaction {entry.Hash} of {entry.Step} is on no block; the journal says {entry.State}");
            foreach (string step in Rows(journal, "SELECT run_id || '/' || step_id || ' is ' || state FROM steps WHERE state <> 'final' AND step_id NOT LIKE 'nonce-gap/%'", r => r.GetString(0)))
                _problems.Add($"step {step}");
        }

        foreach (string step in Rows(journal, "SELECT step_id FROM transactions WHERE state = 'final' GROUP BY run_id, step_id HAVING count(*) > 1", r => r.GetString(0)))
            _problems.Add($"step {step} has two final transactions");

        // The events tell the whole story: the last word on each transaction and step is its state.
        foreach (string wrong in Rows(journal,
            """
            SELECT 'transaction ' || hex(t.hash) || ' is ' || t.state || ', its last event says ' || coalesce(
                (SELECT to_state FROM events AS e WHERE e.run_id = t.run_id AND e.transaction_hash = t.hash ORDER BY id DESC LIMIT 1), 'nothing') AS story
            FROM transactions AS t WHERE t.state IS NOT
                (SELECT to_state FROM events AS e WHERE e.run_id = t.run_id AND e.transaction_hash = t.hash ORDER BY id DESC LIMIT 1)
            UNION ALL
            SELECT 'step ' || s.step_id || ' is ' || s.state || ', its last event says ' || coalesce(
                (SELECT to_state FROM events AS e WHERE e.run_id = s.run_id AND e.step_id = s.step_id AND e.transaction_hash IS NULL ORDER BY id DESC LIMIT 1), 'nothing')
            FROM steps AS s WHERE s.state <> 'planned' AND s.state IS NOT
                (SELECT to_state FROM events AS e WHERE e.run_id = s.run_id AND e.step_id = s.step_id AND e.transaction_hash IS NULL ORDER BY id DESC LIMIT 1)
            """, r => r.GetString(0)))
        {
            _problems.Add(wrong);
        }
    }
}
