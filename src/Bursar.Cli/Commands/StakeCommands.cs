using System.CommandLine;
using Bursar.App.Networks;
using Bursar.App.Outbox;
using Bursar.App.Planning;
using Bursar.App.Staking;
using Bursar.Cli.Output;
using Bursar.Core.Faults;
using Bursar.Core.Networks;
using Bursar.Evm.Primitives;

namespace Bursar.Cli.Commands;

/// <summary><c>stake add</c>, <c>remove</c>, <c>claim</c> and <c>show</c>.</summary>
internal static class StakeCommands
{
    private const string Staker = "The staker, who signs and pays the fee: a key's name, an address, or local:N (default on the local chain: local:0)";

    public static Command Create(CommandFactory factory) => CommandFactory.Group(
        "stake", "Staking pools: stake, take back, claim rewards, look", Show(factory), Add(factory), Remove(factory), Claim(factory));

    private static Command Show(CommandFactory factory)
    {
        var target = new StakeTarget();
        var account = new Option<string?>("--account") { Description = "Whose stake: an address, a key's name, or local:N", HelpName = "account" };
        return ExamplesHelp.With(
            factory.Create("show", "Show a pool: what is staked, what each reward gives and has given, and an account's part", async (context, cancellation) =>
            {
                (Address address, NetworkProfile network) = target.Resolve(context, cancellation);
                Address? who = context.Get(account) is { } text ? Accounts.Resolve(context, text, network, "--account") : null;
                await using ChainConnection chain = await Session.ConnectAsync(context, network, cancellation);
                await ChainGuard.RequireAsync(chain.Client, network, cancellation);
                StakingState state = (await new ReadStakingPool(chain.Client).RunAsync(address, cancellation)).Value;
                Contracts.StakingPool.CoolingOfResult? cooling = who is { } whose && !state.Nfts ? await chain.Client.CallAsync(address, new Contracts.StakingPool.CoolingOfCall(whose), state.Block, cancellation) : null;
                return StakeView.Show(state, who, cooling);
            }, target.Pool, account, target.Key),
            "bursar stake show launch.yaml",
            "bursar stake show 0x… --account local:1 --json");
    }

    private static Command Add(CommandFactory factory)
    {
        var target = new StakeTarget();
        var send = new SendOptions(Staker);
        return ExamplesHelp.With(
            factory.Create("add", "Stake: by a permit in one transaction where the token takes permits; under one --idempotency-key it happens once", async (context, cancellation) =>
            {
                (Address address, NetworkProfile network) = target.Resolve(context, cancellation);
                IReadOnlyList<UInt256>? nfts = target.ReadNfts(context);
                int tier = context.Get(target.Tier) ?? 0;
                string key = send.KeyOf(context);
                await using Sender sender = await send.OpenAsync(context, network, cancellation);
                Amount amount = nfts is null ? await AmountAsync(context, target, address, sender, cancellation) : default;
                UsedStake used = await SendAsync(context, 2, p => nfts is null
                    ? new UseStaking(sender.Send).AddAsync(address, amount.BaseUnits, tier, key, send.Read(context), p, cancellation)
                    : new UseStaking(sender.Send).AddNftsAsync(address, nfts, tier, key, send.Read(context), p, cancellation));
                return SentView.Of(used.Outcome, network, [.. What(used, sender, nfts, amount), ("tier", $"{tier}")], key);
            }, send.With(target.Pool, target.Amount, target.Tier, target.Nfts, target.Key)),
            "bursar stake add launch.yaml 1_000 --from local:1",
            "bursar stake add 0x… 250.5 --tier 1 --network base --from treasury --idempotency-key stake-7",
            "bursar stake add 0x… --nft 12,13 --from local:1");
    }

    private static Command Remove(CommandFactory factory)
    {
        var target = new StakeTarget();
        var all = new Option<bool>("--all") { Description = "Take all of the tier, and claim its rewards, in one transaction" };
        var emergency = new Option<bool>("--emergency") { Description = "Take all of the tier and give up its rewards: no reward token is called" };
        var collect = new Option<bool>("--collect") { Description = "Collect what has cooled down" };
        var send = new SendOptions(Staker);
        return ExamplesHelp.With(
            factory.Create("remove", "Take a stake back; in a pool with a cooldown it is collected later, with --collect", async (context, cancellation) =>
            {
                (Address address, NetworkProfile network) = target.Resolve(context, cancellation);
                IReadOnlyList<UInt256>? nfts = target.ReadNfts(context);
                int? tier = context.Get(target.Tier);
                (bool exits, bool gives, bool collects) = (context.Get(all), context.Get(emergency), context.Get(collect));
                if (new[] { exits && nfts is null, gives, collects, context.Parsed.GetValue(target.Amount) is not null, nfts is not null }.Count(c => c) != 1)
                    throw StakeTarget.Usage(new Fault("stake.what", "it is not clear what to take back.", "amount", "Give an amount, or one of --all, --emergency, --collect and --nft (with --all its rewards are claimed too)."));
                bool needsKey = nfts is not null || !(exits || gives || collects);
                string? key = needsKey ? send.KeyOf(context) : null;
                await using Sender sender = await send.OpenAsync(context, network, cancellation);
                Amount amount = needsKey && nfts is null ? await AmountAsync(context, target, address, sender, cancellation) : default;
                UsedStake used = await SendAsync(context, 1, p =>
                {
                    var use = new UseStaking(sender.Send);
                    OutboxOptions options = send.Read(context);
                    return nfts is not null ? use.RemoveNftsAsync(address, nfts, tier, exits, key!, DateTimeOffset.UtcNow, options, p, cancellation)
                        : collects ? use.CollectAsync(address, DateTimeOffset.UtcNow, options, p, cancellation)
                        : key is null ? use.ExitAsync(address, tier, gives, DateTimeOffset.UtcNow, options, p, cancellation)
                        : use.RemoveAsync(address, amount.BaseUnits, tier, key, DateTimeOffset.UtcNow, options, p, cancellation);
                });
                return SentView.Of(used.Outcome, network, [.. What(used, sender, nfts, amount), ("took", gives ? "all, without its rewards" : exits ? "all, and its rewards" : collects ? "what had cooled down" : null)], key);
            }, send.With(target.Pool, target.Amount, all, emergency, collect, target.Tier, target.Nfts, target.Key)),
            "bursar stake remove launch.yaml 250 --from local:1",
            "bursar stake remove 0x… --all --from local:1",
            "bursar stake remove 0x… --collect --from local:1");
    }

    private static Command Claim(CommandFactory factory)
    {
        var target = new StakeTarget();
        var send = new SendOptions(Staker);
        return ExamplesHelp.With(
            factory.Create("claim", "Claim the rewards of a tier, or of every tier", async (context, cancellation) =>
            {
                (Address address, NetworkProfile network) = target.Resolve(context, cancellation);
                await using Sender sender = await send.OpenAsync(context, network, cancellation);
                UsedStake used = await SendAsync(context, 1, p => new UseStaking(sender.Send).ClaimAsync(address, context.Get(target.Tier), send.Read(context), p, cancellation));
                return SentView.Of(used.Outcome, network, [("pool", address.ToString()), ("account", sender.Send.Sender.ToString())]);
            }, send.WithoutKey(target.Pool, target.Tier, target.Key)),
            "bursar stake claim launch.yaml --from local:1");
    }

    private static async Task<UsedStake> SendAsync(CommandContext context, int steps, Func<IProgress<OutboxProgress>, Task<Result<UsedStake>>> send) =>
        (await StepProgress.RunAsync(context.Terminal, "sending", steps, send)).Value;

    private static async Task<Amount> AmountAsync(CommandContext context, StakeTarget target, Address pool, Sender sender, CancellationToken cancellationToken)
    {
        StakingState state = (await new ReadStakingPool(sender.Send.Client).RunAsync(pool, cancellationToken)).Value;
        string? text = context.Parsed.GetValue(target.Amount);
        return text is not null && Amount.TryParse(text, state.Token.Decimals, out Amount amount) ? amount
            : throw StakeTarget.Usage(new Fault("stake.bad-amount", text is null ? "no amount is given." : $"'{text}' is no amount with at most {state.Token.Decimals} digits after the point.", "amount", "Write whole tokens, for example 1_000 or 0.25."));
    }

    private static IEnumerable<(string Label, string? Value)> What(UsedStake used, Sender sender, IReadOnlyList<UInt256>? nfts, Amount amount)
    {
        yield return ("pool", used.Before.Address.ToString());
        yield return ("account", sender.Send.Sender.ToString());
        yield return ("nfts", nfts is null ? null : string.Join(',', nfts));
        if (nfts is null && !amount.BaseUnits.IsZero)
        {
            yield return ("amount", amount.ToString());
            yield return (SentView.UnitsLabel, amount.BaseUnits.ToString());
        }
    }
}
