using Bursar.App.Indexing;
using Bursar.App.Planning;
using Bursar.App.Programmes;
using Bursar.App.Publication;
using Bursar.App.Tokens;
using Bursar.Contracts;
using Bursar.Core.Drops;
using Bursar.Core.Faults;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Verification;

/// <summary>Checks a programme: its code and escrow, every list that ever counted from its published rows, and that what left is what those lists gave.</summary>
internal sealed class ProgrammeVerifier(EthereumClient client, ContractLogs logs, CheckLog log)
{
    private readonly EscrowChecks _escrow = new(client, logs, log);

    public async Task<ProgrammeFacts> RunAsync(Blueprint blueprint, ProgrammeBlueprint programme, CancellationToken cancellationToken)
    {
        string subject = programme.Spec.Path;
        if (!await _escrow.CodeAsync(blueprint, subject, programme.Address, programme.Salt, CumulativeDropCode.Runtime(programme.Parameters), "CumulativeDrop", cancellationToken))
            return ProgrammeFacts.Missing;
        ProgrammeHistory history = await ProgrammeHistory.ReadAsync(client, logs, programme.Address, cancellationToken);
        await CheckStateAsync(subject, programme.Address, history, cancellationToken);
        ProgrammeList[] counted = [.. history.Lists.Where(l => l.ActiveSince is not null)];
        CheckActivations(subject, counted);
        var folder = new ProgrammeFolder(PublishedFiles.ProgrammeFolder(blueprint.Loaded, programme.Spec.Key));
        IReadOnlyList<CumulativeList>? lists = CheckLists(subject, folder, counted, cancellationToken);
        await CheckClaimsAsync(subject, programme.Address, history, lists, cancellationToken);
        foreach (DropFactory.TokenAmount first in programme.Escrow)
            log.That(subject, $"first escrow of {SymbolIn(blueprint, first.Token)}", history.Escrow.GetValueOrDefault(first.Token) >= first.Amount, $"at least {first.Amount}", history.Escrow.GetValueOrDefault(first.Token).ToString());
        var tokens = new List<ProgrammeTokenFacts>();
        foreach (Address token in history.Escrow.Keys.Order())
            tokens.Add(await CheckTokenAsync(subject, blueprint, programme.Address, history, token, cancellationToken));
        return new ProgrammeFacts(true, history.Lists, tokens, history.Claims);
    }

    private async Task CheckStateAsync(string subject, Address programme, ProgrammeHistory history, CancellationToken cancellationToken)
    {
        CumulativeDrop.ActiveResult active = await client.CallAsync(programme, new CumulativeDrop.ActiveCall(), logs.Head, cancellationToken);
        CumulativeDrop.PendingResult pending = await client.CallAsync(programme, new CumulativeDrop.PendingCall(), logs.Head, cancellationToken);
        log.Equal(subject, "active list", Name(history.Active?.Id, history.Active?.Root), Name(active.Id.IsZero ? null : active.Id, active.Root));
        log.Equal(subject, "list that waits", history.Waiting is { } waiting ? $"list {waiting.Id}" : "none", pending.ProposalHash.IsZero ? "none" : $"list {pending.Id}");
    }

    private void CheckActivations(string subject, ProgrammeList[] counted)
    {
        log.Rows(subject, "lists counted after their windows only", [.. counted
            .Where(l => (ulong)l.ActiveSince!.Value.ToUnixTimeSeconds() < l.ReadyAt)
            .Select(l => ($"list {l.Id}", $"from {l.ReadyAt} on", $"{l.ActiveSince!.Value.ToUnixTimeSeconds()}"))]);
        log.Rows(subject, "totals of active lists within the escrow", [.. counted
            .SelectMany(l => l.Totals.Zip(l.EscrowThen).Where(p => p.First.Amount > p.Second.Amount)
                .Select(p => ($"list {l.Id}", $"at most {p.Second.Amount} of {p.First.Token}", p.First.Amount.ToString())))]);
    }

    /// <summary>Computes each list that ever counted from its rows; an amount that fell would take back what somebody had earned.</summary>
    /// <returns>The lists; null when one of them is not there, and nothing can be said of its rows.</returns>
    private List<CumulativeList>? CheckLists(string subject, ProgrammeFolder folder, ProgrammeList[] counted, CancellationToken cancellationToken)
    {
        var lists = new List<CumulativeList>();
        bool complete = true;
        foreach (ProgrammeList stated in counted)
        {
            Result<CumulativeList> read = folder.Find(stated.Root, cancellationToken);
            if (!read.TryGet(out CumulativeList? list, out IReadOnlyList<Fault> faults))
            {
                complete = false;
                log.That(subject, $"rows of list {stated.Id}", ok: false, $"a published list with the root {stated.Root}", faults[0].Message);
                continue;
            }

            log.Equal(subject, $"root of list {stated.Id}", stated.Root, list.Root);
            log.Equal(subject, $"hash of list {stated.Id}", stated.ListHash, list.Hash);
            log.Equal(subject, $"totals of list {stated.Id}", Text(stated.Totals), Text(list.Totals));
            CumulativeList? before = lists.LastOrDefault();
            log.Rows(subject, $"no amount falls with list {stated.Id}", [.. CumulativeDiff.Between(before, list).Changes.Where(c => c.After < c.Before)
                .Select(c => ($"{c.Account}, {c.Token}", $"at least {c.Before}", c.After.ToString()))]);
            lists.Add(list);
        }

        return complete ? lists : null;
    }

    private async Task CheckClaimsAsync(string subject, Address programme, ProgrammeHistory history, IReadOnlyList<CumulativeList>? lists, CancellationToken cancellationToken)
    {
        (Address Account, Address Token, UInt256 Sum)[] paid = [.. history.Claims.GroupBy(c => (c.Account, c.Token))
            .Select(g => (g.Key.Account, g.Key.Token, g.Aggregate(UInt256.Zero, (sum, c) => sum + c.Amount)))];
        IReadOnlyList<UInt256> marked = await client.CallManyAsync<UInt256>(
            [.. paid.Select(p => new ContractCall<UInt256>(programme, new CumulativeDrop.ClaimedCall(p.Account, p.Token)))], logs.Head, cancellationToken);
        log.Rows(subject, $"what {paid.Length} accounts had is marked", [.. paid.Zip(marked).Where(p => p.First.Sum != p.Second)
            .Select(p => ($"{p.First.Account}, {p.First.Token}", p.First.Sum.ToString(), p.Second.ToString()))]);
        if (lists is null)
            return;
        log.Rows(subject, "what each account had is what a list gave it", [.. paid.Where(p => !lists.Any(l => l.AmountOf(p.Account, p.Token) == p.Sum))
            .Select(p => ($"{p.Account}, {p.Token}", lists.Count == 0 ? "nothing" : string.Join(" or ", lists.Select(l => l.AmountOf(p.Account, p.Token)).Distinct()), p.Sum.ToString()))]);
    }

    private async Task<ProgrammeTokenFacts> CheckTokenAsync(
        string subject, Blueprint blueprint, Address programme, ProgrammeHistory history, Address token, CancellationToken cancellationToken)
    {
        TokenBlueprint? known = blueprint.Tokens.FirstOrDefault(t => t.Address == token);
        string symbol = known?.Symbol ?? await TokenText.ReadAsync(client, token, new Erc20.SymbolCall(), logs.Head, cancellationToken) ?? token.ToString();
        byte decimals = known?.Spec.Decimals ?? (await TokenText.TryCallAsync(client, token, new Erc20.DecimalsCall(), logs.Head, cancellationToken) is { } d && d <= Amount.MaxDecimals ? d : (byte)0);
        UInt256 escrow = history.Escrow[token];
        log.Equal(subject, $"escrow of {symbol}", escrow, await client.CallAsync(programme, new CumulativeDrop.EscrowOfCall(token), logs.Head, cancellationToken));
        UInt256 paid = history.Claims.Where(c => c.Token == token).Aggregate(UInt256.Zero, (sum, c) => sum + c.Amount);
        UInt256 back = history.ClawedBack.GetValueOrDefault(token);
        UInt256 transferred = (await _escrow.OutgoingAsync(token, programme, cancellationToken)).Aggregate(UInt256.Zero, (sum, t) => sum + t.Transfer.Value);
        UInt256 balance = await _escrow.BalanceAsync(subject, symbol, token, programme, escrow, paid + back, transferred, cancellationToken);
        UInt256 given = history.Active?.Totals.FirstOrDefault(t => t.Token == token).Amount ?? UInt256.Zero;
        return new ProgrammeTokenFacts(token, symbol, decimals, escrow, given, paid, back, balance);
    }

    private static string SymbolIn(Blueprint blueprint, Address token) => blueprint.Tokens.First(t => t.Address == token).Symbol;

    private static string Name(UInt256? id, Hash32? root) => id is { } number ? $"list {number}, root {root}" : "none";

    private static string Text(IReadOnlyList<TokenTotal> totals) => string.Join(", ", totals.Select(t => $"{t.Amount} of {t.Token}"));
}
