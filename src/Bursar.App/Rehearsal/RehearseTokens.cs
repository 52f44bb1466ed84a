using Bursar.App.Planning;
using Bursar.App.Tokens;
using Bursar.Contracts;
using Bursar.Core.Faults;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Rehearsal;

/// <summary>
/// Tries out, on the chain's state and without sending anything, every movement of foreign tokens that a plan is to make: a token that takes a fee,
/// changes balances by itself, lies, is paused or refuses somebody is recognised before money moves.
/// </summary>
/// <remarks>It tells what the token does now, with these accounts and amounts. What it will do tomorrow is up to whoever has powers over it.</remarks>
public sealed class RehearseTokens(EthereumClient client)
{
    private const int MostSymbol = 20;
    private const int MostName = 64;
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(30);

    /// <summary>Rehearses what is still to be done.</summary>
    /// <param name="blueprint">What the launch leads to.</param>
    /// <param name="open">Ids of the steps that are not done.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    public async Task<RehearsedTokens> RunAsync(Blueprint blueprint, IReadOnlySet<string> open, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(blueprint);
        TokenTrial[] trials = [.. TokenTrials.Of(blueprint, open)];
        if (trials.Length == 0)
            return RehearsedTokens.None;
        BlockHeader head = await client.GetBlockAsync(BlockTag.Latest, cancellationToken)
            ?? throw new FaultException(new Fault("rpc.no-head", "the node has no block yet", Hint: "Wait until it is in step with its network.") { Kind = FaultKind.Refused });
        var faults = new List<Fault>();
        var warnings = new List<string>();
        var notes = new Dictionary<Address, IReadOnlyList<string>>();
        var resets = new HashSet<(Address, Address)>();
        foreach (IGrouping<Address, TokenTrial> group in trials.GroupBy(t => t.Token.Address))
        {
            bool isCoin = group.Key.IsZero;
            var judge = new TrialJudge(group.First().Token, !isCoin && await IsPausedAsync(group.Key, head.Number, cancellationToken), head.GasLimit);
            if (!isCoin)
            {
                judge.Name(await TokenText.ReadAsync(client, group.Key, new Erc20.NameCall(), head.Number, cancellationToken), MostName, "name");
                judge.Name(await TokenText.ReadAsync(client, group.Key, new Erc20.SymbolCall(), head.Number, cancellationToken), MostSymbol, "symbol");
                await LookAheadAsync(judge, group.Key, blueprint.Operator, head, cancellationToken);
            }

            foreach (TokenTrial trial in group)
                await TryAsync(judge, trial, blueprint.Operator, head.Number, cancellationToken);
            faults.AddRange(judge.Faults);
            warnings.AddRange(judge.Warnings);
            notes[group.Key] = judge.Notes;
            resets.UnionWith(judge.Resets);
        }

        return new RehearsedTokens(faults, warnings, notes, resets);
    }

    private async Task TryAsync(TrialJudge judge, TokenTrial trial, Address from, ulong block, CancellationToken cancellationToken)
    {
        if (await new TokenProbe(client).RehearseAsync(trial, from, block, cancellationToken) is { } found)
        {
            foreach ((int firstRow, TokenRehearsal.Findings findings) in found)
                judge.Weigh(trial, firstRow, findings);
            judge.Conclude(trial, found.Sum(f => f.Findings.Outcomes.Length));
        }
        else
        {
            judge.Weigh(trial, await new PlainTrials(client).RunAsync(trial, from, block, cancellationToken));
        }
    }

    private async Task<bool> IsPausedAsync(Address token, ulong block, CancellationToken cancellationToken) =>
        await TokenText.TryCallAsync(client, token, new ManagedToken.PausedCall(), block, cancellationToken) == true;

    /// <summary>Balances that move without a transfer, by the clock or because they are shares of something.</summary>
    private async Task LookAheadAsync(TrialJudge judge, Address token, Address account, BlockHeader head, CancellationToken cancellationToken)
    {
        var probe = new TokenProbe(client);
        ulong later = head.Timestamp + (ulong)Ahead.TotalSeconds;
        UInt256? now = await TokenText.TryCallAsync(client, token, new Erc20.BalanceOfCall(account), head.Number, cancellationToken);
        UInt256? then = await probe.BalanceAtAsync(token, account, later, head.Number, cancellationToken);
        judge.Compare(now, then, Ahead);
        foreach (string sign in await RebasingSigns.FindAsync(client, token, head.Number, cancellationToken))
            judge.Rebases(sign);
    }
}
