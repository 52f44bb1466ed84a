using Bursar.App.Indexing;
using Bursar.App.Planning;
using Bursar.App.Publication;
using Bursar.Contracts;
using Bursar.Core.Lists;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Verification;

/// <summary>Checks a drop: its code, what it was deployed with, its escrow, and every claim against the row that it belongs to.</summary>
internal sealed class DropVerifier(EthereumClient client, ContractLogs logs, CheckLog log)
{
    private readonly ulong _head = logs.Head;

    public async Task<DropFacts> RunAsync(Blueprint blueprint, DropBlueprint drop, CancellationToken cancellationToken)
    {
        string subject = drop.Spec.Path;
        byte[] code = await client.GetCodeAsync(drop.Address, _head, cancellationToken);
        if (code.Length == 0)
        {
            await MissingAsync(blueprint, drop, cancellationToken);
            return new DropFacts(false, UInt256.Zero, [], UInt256.Zero);
        }

        bool inside = drop.Spec.Inside;
        byte[] expected = inside ? ClaimableCode.Runtime(drop.Token.Parameters!, drop.Parameters, drop.SubRoots) : DropCode.Runtime(drop.Parameters, drop.SubRoots);
        bool same = code.AsSpan().SequenceEqual(expected);
        log.That(subject, "code", same, $"the code of {(inside ? "the token" : "MerkleDrop")} with these parameters", Keccak256.Hash(code).ToString());
        MerkleDrop.DropParameters found = await client.CallAsync(drop.Address, new MerkleDrop.ParametersCall(), _head, cancellationToken);
        log.Equal(subject, "root", drop.Tree.Root, found.Root);
        log.Equal(subject, "list hash", drop.List.Hash, found.ListHash);
        log.Equal(subject, "total", drop.List.Total, found.Total);
        log.Equal(subject, "recipients", (UInt256)drop.List.Count, found.Count);
        log.That(subject, "settings", found == drop.Parameters, "token, owner, times, leaf kind, claim-for and URI as in the launch file", found == drop.Parameters ? "equal" : $"{found}");
        bool opened = same;
        if (!inside)
        {
            Address recorded = await client.CallAsync(blueprint.DropFactory, new DropFactory.DropOfCall(blueprint.Operator, drop.Salt), _head, cancellationToken);
            opened = recorded == drop.Address;
            log.That(subject, "open", opened, "funded and opened by the factory", opened ? "funded and opened by the factory" : $"the factory knows {recorded}");
        }

        IReadOnlyList<ClaimFacts> claims = await ClaimsAsync(drop, cancellationToken);
        UInt256 claimed = claims.Aggregate(UInt256.Zero, (sum, c) => sum + c.Amount);
        CheckClaims(subject, drop, claims);
        await CheckBitmapAsync(subject, drop, claims, cancellationToken);
        UInt256 clawedBack = await ClawedBackAsync(drop, cancellationToken);
        UInt256 balance = await client.CallAsync(drop.Token.Address, new Erc20.BalanceOfCall(drop.Address), _head, cancellationToken);
        if (opened && clawedBack.IsZero)
        {
            log.That(subject, "claims within the total", claimed <= drop.List.Total, $"at most {drop.List.Total}", claimed.ToString());
            UInt256 owed = drop.List.Total >= claimed ? drop.List.Total - claimed : UInt256.Zero;
            log.That(subject, "escrow covers every open claim", balance >= owed, $"at least {owed}", balance.ToString());
        }

        return new DropFacts(opened, balance, claims, clawedBack);
    }

    /// <summary>The drop is not where the inputs say: find out whether it was opened with another list, and name the rows.</summary>
    private async Task MissingAsync(Blueprint blueprint, DropBlueprint drop, CancellationToken cancellationToken)
    {
        string subject = drop.Spec.Path;
        OpenedDrop? other = drop.Spec.Inside ? null : await new PriorEffects(client).OtherDropAsync(blueprint, drop, _head, cancellationToken);
        if (other is null)
        {
            log.That(subject, "exists", ok: false, $"a drop at {drop.Address}", "no code there");
            return;
        }

        log.That(subject, "root", ok: false, drop.Tree.Root.ToString(), $"{other.Parameters.Root} at {other.Address}");
        if (other.Parameters.ListHash == drop.List.Hash)
        {
            log.That(subject, "settings", ok: false, $"{drop.Parameters}", $"{other.Parameters}");
            return;
        }

        if (PublishedFiles.FindList(blueprint.Loaded, other.Parameters.ListHash) is { } published)
        {
            ListDiff diff = ListDiff.Between(published, drop.List);
            log.Rows(subject, "row of the list that the drop was opened with", [.. diff.Changes.Select(c => Describe(drop.List, c))]);
            return;
        }

        var at = drop with { Address = other.Address };
        IReadOnlyList<ClaimFacts> claims = await ClaimsAsync(at, cancellationToken);
        log.Rows(subject, "row that was claimed from the drop", [.. claims
            .Where(c => !RowsOf(drop.List, c.Account).Any(r => drop.List.Rows[r].Amount == c.Amount))
            .Select(c => (RowName(drop.List, c.Account), $"{c.Amount} to {c.Account} (claimed in {c.Transaction})", Amounts(drop.List, c.Account)))]);
        log.That(subject, "list", ok: false, $"hash {other.Parameters.ListHash}, {other.Parameters.Count} rows, total {other.Parameters.Total}",
            $"hash {drop.List.Hash}, {drop.List.Count} rows, total {drop.List.Total}; the published list was not found, so the rows cannot be named");
    }

    private async Task<IReadOnlyList<ClaimFacts>> ClaimsAsync(DropBlueprint drop, CancellationToken cancellationToken)
    {
        IReadOnlyList<Log> found = await logs.ReadAsync(drop.Address, [[MerkleDrop.ClaimedEvent.Topic]], cancellationToken: cancellationToken);
        ulong[] blocks = [.. found.Select(l => l.BlockNumber).Distinct()];
        IReadOnlyList<BlockHeader?> headers = await client.GetBlocksAsync([.. blocks.Select(BlockTag.At)], cancellationToken);
        Dictionary<ulong, DateTimeOffset> times = blocks.Zip(headers).Where(p => p.Second is not null).ToDictionary(
            p => p.First, p => DateTimeOffset.FromUnixTimeSeconds((long)p.Second!.Timestamp));
        var claims = new List<ClaimFacts>(found.Count);
        foreach (Log entry in found)
        {
            if (MerkleDrop.ClaimedEvent.TryDecode(entry.Topics, entry.Data, out MerkleDrop.ClaimedEvent claim))
                claims.Add(new ClaimFacts(claim.Index, claim.Account, claim.To, claim.Amount, entry.BlockNumber, times.GetValueOrDefault(entry.BlockNumber), entry.TransactionHash));
        }

        return claims;
    }

    private void CheckClaims(string subject, DropBlueprint drop, IReadOnlyList<ClaimFacts> claims)
    {
        var seen = new HashSet<UInt256>();
        var differences = new List<(string Row, string Expected, string Found)>();
        foreach (ClaimFacts claim in claims)
        {
            if (!seen.Add(claim.Index))
                differences.Add((RowName(drop.List, claim.Account), "claimed at most once", $"position {claim.Index} claimed again in {claim.Transaction}"));
            bool fits = RowsOf(drop.List, claim.Account).Any(r => drop.List.Rows[r].Amount == claim.Amount && drop.Tree.PositionOf(r) == claim.Index);
            if (!fits)
                differences.Add((RowName(drop.List, claim.Account), Amounts(drop.List, claim.Account), $"{claim.Amount} at position {claim.Index} in {claim.Transaction}"));
        }

        log.Rows(subject, $"each of {claims.Count} claims belongs to its row", differences);
    }

    private async Task CheckBitmapAsync(string subject, DropBlueprint drop, IReadOnlyList<ClaimFacts> claims, CancellationToken cancellationToken)
    {
        IReadOnlyList<bool> marked = await client.CallManyAsync<bool>(
            [.. claims.Select(c => drop.Spec.Inside
                ? new ContractCall<bool>(drop.Address, new ClaimableToken.HasClaimedCall(c.Account))
                : new ContractCall<bool>(drop.Address, new MerkleDrop.IsClaimedCall(c.Index)))], _head, cancellationToken);
        log.Rows(subject, "claimed rows are marked as claimed", [.. claims.Zip(marked).Where(p => !p.Second)
            .Select(p => (RowName(drop.List, p.First.Account), "marked", "not marked"))]);
    }

    private async Task<UInt256> ClawedBackAsync(DropBlueprint drop, CancellationToken cancellationToken)
    {
        IReadOnlyList<Log> found = await logs.ReadAsync(drop.Address, [[MerkleDrop.ClawedBackEvent.Topic]], cancellationToken: cancellationToken);
        UInt256 sum = UInt256.Zero;
        foreach (Log entry in found)
        {
            if (MerkleDrop.ClawedBackEvent.TryDecode(entry.Topics, entry.Data, out MerkleDrop.ClawedBackEvent clawback))
                sum += clawback.Amount;
        }

        return sum;
    }

    private static (string Row, string Expected, string Found) Describe(RecipientList list, ListChange change)
    {
        string row = change.AfterLine > 0 ? $"{list.FileName}:{change.AfterLine} ({change.Account})" : change.Account.ToString();
        return (row, change.After is { } after ? $"{after}" : "no such row", change.Before is { } before ? $"{before}" : "no such row");
    }

    private static IEnumerable<int> RowsOf(RecipientList list, Address account)
    {
        (int start, int length) = list.RowsOf(account).GetOffsetAndLength(list.Count);
        return Enumerable.Range(start, length);
    }

    private static string RowName(RecipientList list, Address account)
    {
        int row = RowsOf(list, account).DefaultIfEmpty(-1).First();
        return row < 0 || list.LineOf(row) == 0 ? account.ToString() : $"{list.FileName}:{list.LineOf(row)} ({account})";
    }

    private static string Amounts(RecipientList list, Address account)
    {
        string text = string.Join(" or ", RowsOf(list, account).Select(r => list.Rows[r].Amount.ToString()));
        return text.Length == 0 ? "no such row" : text;
    }
}
