using Bursar.App.Outbox;
using Bursar.Contracts;
using Bursar.Core.Approval;
using Bursar.Core.Faults;
using Bursar.Evm.Abi;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;
using Bursar.Evm.Transactions;

namespace Bursar.App.Approval;

/// <summary>Compares what a plan is still to move with the limits of its policy and what left the account in the 24 hours before.</summary>
/// <remarks>
/// Tokens are counted by the chain: every transfer from the operator, whoever caused it. The chain's coin leaves no logs: it is counted by the journal,
/// and only when no other program used the account's nonces in that time. Where it cannot be told, nothing is allowed.
/// </remarks>
public sealed class SpendingCheck(EthereumClient client, IJournal journal, TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromHours(24);
    private static readonly TimeSpan Memory = TimeSpan.FromDays(60);

    /// <summary>The limits that would be broken, or why that cannot be told.</summary>
    public async Task<IReadOnlyList<Fault>> RunAsync(AuditedPlan audited, PolicyJudge judge, Policy policy, CancellationToken cancellationToken)
    {
        var account = new JournalAccount(audited.Plan.ChainId, audited.Plan.Genesis, audited.Plan.Operator);
        long? own = (await journal.FindRunAsync(audited.Plan.Hash, audited.Plan.ChainId, cancellationToken))?.Id;
        if ((await journal.GetUnsettledAsync(account, cancellationToken)).FirstOrDefault(t => t.RunId != own && t.State.IsInFlight()) is { } open)
        {
            return [Unknown($"the transaction with nonce {open.Nonce} (step {open.StepId}) of another run is not in a block yet", "Let that run end: apply its plan again.")];
        }

        Dictionary<MovedAsset, UInt256?> left = await LeftAsync(audited, cancellationToken);
        BlockHeader head = await client.GetBlockAsync(BlockTag.Latest, cancellationToken) ?? throw new RpcException("eth_getBlockByNumber", "result", "is null where the latest block was asked for");
        ulong first = await FirstBlockAsync(head, cancellationToken);
        var spent = new Dictionary<MovedAsset, UInt256>();
        foreach (PolicyLimit limit in policy.Limits.Where(l => left.ContainsKey(l.Asset)).DistinctBy(l => l.Asset))
        {
            if (limit.Asset.Token is { } token)
                spent[limit.Asset] = await TokenAsync(token, account.Address, first, head.Number, cancellationToken);
            else if (await CoinAsync(account, first, cancellationToken) is { } coin)
                spent[limit.Asset] = coin;
            else
                return [Unknown("another program used the account, or the node does not keep its state of a day ago", "Use a node that keeps old state, or wait until a day has passed since the other program's last transaction.")];
        }

        return judge.CheckLimits(left, spent);
    }

    private static Fault Unknown(string why, string hint) => new("approval.limit-unknown", $"whether the plan keeps to the policy's limits cannot be told: {why}.", null, hint) { Kind = FaultKind.Refused };

    /// <summary>What the steps move whose effects are not on the chain.</summary>
    private async Task<Dictionary<MovedAsset, UInt256?>> LeftAsync(AuditedPlan audited, CancellationToken cancellationToken)
    {
        bool[] done = await StepChecks.AskAsync(client, [.. audited.Plan.Steps.Select(s => s.Check)], BlockTag.Latest, cancellationToken);
        HashSet<string> open = [.. audited.Plan.Steps.Where((_, i) => !done[i]).Select(s => s.Id)];
        return MoveTotal.Of(audited.Moves.Where(m => open.Contains(m.Step))).ToDictionary(t => t.Asset, t => t.Amount);
    }

    /// <summary>The first block of the last 24 hours by the chain's own clock.</summary>
    private async Task<ulong> FirstBlockAsync(BlockHeader head, CancellationToken cancellationToken)
    {
        ulong since = head.Timestamp > (ulong)Window.TotalSeconds ? head.Timestamp - (ulong)Window.TotalSeconds : 0;
        ulong low = 0;
        ulong high = head.Number;
        while (low < high)
        {
            ulong middle = low + ((high - low) / 2);
            BlockHeader block = await client.GetBlockAsync(BlockTag.At(middle), cancellationToken) ?? throw new RpcException("eth_getBlockByNumber", "result", $"is null for block {middle}");
            if (block.Timestamp >= since)
                high = middle;
            else
                low = middle + 1;
        }

        return low;
    }

    private async Task<UInt256> TokenAsync(Address token, Address from, ulong first, ulong last, CancellationToken cancellationToken)
    {
        var filter = LogFilter.InRange(first, last) with { Addresses = [token], Topics = [[Erc20.TransferEvent.Topic], [AbiTopic.Of(from)]] };
        UInt256 sum = UInt256.Zero;
        foreach (Log log in await client.GetLogsAsync(filter, cancellationToken))
        {
            if (Erc20.TransferEvent.TryDecode(log.Topics, log.Data, out Erc20.TransferEvent moved) && moved.From == from && moved.To != from)
                sum = UInt256.TryAdd(sum, moved.Value, out UInt256 more) ? more : UInt256.MaxValue;
        }

        return sum;
    }

    /// <summary>The coin that the journal's transactions sent along in blocks from <paramref name="first"/> on; null when others may have sent some.</summary>
    private async Task<UInt256?> CoinAsync(JournalAccount account, ulong first, CancellationToken cancellationToken)
    {
        IReadOnlyList<JournalTransaction> signed = await journal.GetSignedSinceAsync(account, time.GetUtcNow() - Memory, cancellationToken);
        JournalTransaction[] mined = [.. signed.Where(t => t.State.IsMined() || t.State == OutboxState.Reverted)];
        ulong count = await client.GetTransactionCountAsync(account.Address, BlockTag.Latest, cancellationToken);
        if (await CountBeforeAsync(account.Address, first, mined, count, cancellationToken) is not { } before)
            return null;
        HashSet<ulong> known = [.. mined.Select(t => t.Nonce)];
        for (ulong nonce = before; nonce < count; nonce++)
        {
            if (!known.Contains(nonce))
                return null;
        }

        UInt256 sum = UInt256.Zero;
        foreach (JournalTransaction transaction in mined.Where(t => t.Nonce >= before && t.State.IsMined()))
            sum += SignedTransaction.Decode(transaction.Raw).Transaction.Value;
        return sum;
    }

    /// <summary>How many transactions the account had before the window; a number too low is safe. Null when it cannot be told.</summary>
    private async Task<ulong?> CountBeforeAsync(Address account, ulong first, JournalTransaction[] mined, ulong count, CancellationToken cancellationToken)
    {
        if (count == 0 || first == 0)
            return 0;
        try
        {
            return await client.GetTransactionCountAsync(account, BlockTag.At(first - 1), cancellationToken);
        }
        catch (RpcException)
        {
            // A node without old state: what the journal has from before the window is too low when another program sent something after that.
            return mined.Where(t => t.Block is { } block && block.Number < first).Select(t => (ulong?)t.Nonce).Max() is { } older ? older + 1 : null;
        }
    }
}
