using System.CommandLine;
using Bursar.App.Networks;
using Bursar.App.Planning;
using Bursar.App.Pools;
using Bursar.Cli.Output;
using Bursar.Core.Faults;
using Bursar.Core.Launch;
using Bursar.Core.Networks;
using Bursar.Evm.Primitives;

namespace Bursar.Cli.Commands;

/// <summary><c>pool show</c>, <c>add</c> and <c>remove</c>.</summary>
internal static class PoolCommands
{
    public static Command Create(CommandFactory factory) => CommandFactory.Group("pool", "Pools of two tokens: look, provide liquidity, take it out", Show(factory), Add(factory), Remove(factory));

    private static Command Show(CommandFactory factory)
    {
        var target = new PoolTarget();
        var account = new Option<string?>("--account") { Description = "Whose part to weigh: an address, a key's name, or local:N", HelpName = "account" };
        return ExamplesHelp.With(
            factory.Create("show", "Show a pool: price, reserves, depth, and what a provider has earned and lost since it came in", async (context, cancellation) =>
            {
                NetworkProfile network = Session.Network(context);
                Address? who = context.Get(account) is { } text ? Accounts.Resolve(context, text, network, "--account") : null;
                await using ChainConnection chain = await Session.ConnectAsync(context, network, cancellation);
                await ChainGuard.RequireAsync(chain.Client, network, cancellation);
                return PoolOutput.Show((await new ReadPool(chain.Client, network).RunAsync(target.TokenOf(context), target.QuoteOf(context), who, cancellation)).Value, who);
            }, target.Token, target.Quote, account),
            "bursar pool show 0x… native",
            "bursar pool show 0x… 0x… --account local:1 --json");
    }

    private static Command Add(CommandFactory factory)
    {
        var target = new PoolTarget();
        var amount = new Argument<string>("amount") { Description = "How much of the first token; what is worth as much of the other goes with it" };
        var send = new SendOptions("The provider, who signs and pays the fee: a key's name, an address, or local:N (default on the local chain: local:0)");
        return ExamplesHelp.With(
            factory.Create("add", "Provide liquidity at the pool's price; under one --idempotency-key it happens once", async (context, cancellation) =>
            {
                NetworkProfile network = Session.Network(context);
                string key = send.KeyOf(context);
                await using Sender sender = await send.OpenAsync(context, network, cancellation);
                Address token = target.TokenOf(context);
                Amount units = await PoolTarget.AmountAsync(sender, network, token, context.Get(amount), "amount", cancellation);
                LiquidityMoved moved = (await StepProgress.RunAsync(context.Terminal, "providing", 3, async p => await new ProvideLiquidity(sender.Send).AddAsync(
                    token, target.QuoteOf(context), target.TermsOf(context, network, units.BaseUnits, key), send.Read(context), p, cancellation))).Value;
                return PoolOutput.Moved(moved, network, key, "provided");
            }, send.With(target.Token, target.Quote, amount, target.Slippage, target.Deadline, target.To)),
            "bursar pool add 0x… native 1_000 --slippage 0.5",
            "bursar pool add 0x… 0x… 250 --network ethereum --from treasury --idempotency-key pool-7");
    }

    private static Command Remove(CommandFactory factory)
    {
        var target = new PoolTarget();
        var amount = new Argument<string?>("amount") { Description = "How many LP tokens to give back", DefaultValueFactory = _ => null };
        var all = new Option<bool>("--all") { Description = "Give all LP tokens of the account back" };
        var send = new SendOptions("The provider, who signs and pays the fee: a key's name, an address, or local:N (default on the local chain: local:0)");
        return ExamplesHelp.With(
            factory.Create("remove", "Take liquidity out, by a permit of the LP token in one transaction; under one --idempotency-key it happens once", async (context, cancellation) =>
            {
                NetworkProfile network = Session.Network(context);
                string? text = context.Get(amount);
                if (text is null != context.Get(all))
                    throw new FaultException(new Fault("pool.what", "it is not clear how much to take out.", "amount", "Give an amount of LP tokens, or --all.") { Kind = FaultKind.Usage });
                string key = send.KeyOf(context);
                await using Sender sender = await send.OpenAsync(context, network, cancellation);
                (Address token, Address quote) = (target.TokenOf(context), target.QuoteOf(context));
                UInt256 liquidity = text is null
                    ? await PoolTarget.LiquidityAsync(sender, network, token, quote, cancellation)
                    : PoolTarget.Parse(text, PoolShareSpec.ShareDecimals, "amount").BaseUnits;
                LiquidityMoved moved = (await StepProgress.RunAsync(context.Terminal, "taking out", 2, async p => await new ProvideLiquidity(sender.Send).RemoveAsync(
                    token, quote, target.TermsOf(context, network, liquidity, key), send.Read(context), p, cancellation))).Value;
                return PoolOutput.Moved(moved, network, key, "taken out");
            }, send.With(target.Token, target.Quote, amount, all, target.Slippage, target.Deadline, target.To)),
            "bursar pool remove 0x… native 12.5",
            "bursar pool remove 0x… native --all --from local:1");
    }
}
