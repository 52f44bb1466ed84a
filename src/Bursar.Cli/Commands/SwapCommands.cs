using System.CommandLine;
using Bursar.App.Networks;
using Bursar.App.Planning;
using Bursar.App.Pools;
using Bursar.Cli.Output;
using Bursar.Core.Networks;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.Cli.Commands;

/// <summary><c>swap quote</c> and <c>swap run</c>.</summary>
internal static class SwapCommands
{
    public static Command Create(CommandFactory factory) => CommandFactory.Group("swap", "Exchange tokens in pools", Quote(factory), Run(factory));

    private static Argument<string> Amount => new("amount") { Description = "How much is given, in whole tokens" };

    private static Argument<string> Given => new("from-token") { Description = "What is given: a token's address, or native" };

    private static Argument<string> Wanted => new("to-token") { Description = "What is wanted: a token's address, or native" };

    private static Option<string?> Via => new("--via") { Description = "The token between (default: the direct pool or the wrapped coin, whichever gives more)", HelpName = "token" };

    private static Command Quote(CommandFactory factory)
    {
        (Argument<string> amount, Argument<string> given, Argument<string> wanted, Option<string?> via) = (Amount, Given, Wanted, Via);
        return ExamplesHelp.With(
            factory.Create("quote", "Say what a swap would give; nothing is sent", async (context, cancellation) =>
            {
                NetworkProfile network = Session.Network(context);
                await using ChainConnection chain = await Session.ConnectAsync(context, network, cancellation);
                await ChainGuard.RequireAsync(chain.Client, network, cancellation);
                Address from = PoolTarget.TokenOf(context.Get(given), "from-token");
                PoolSide side = (await PoolSide.ReadAsync(chain.Client, network, from, BlockTag.Latest, cancellation)).Value;
                UInt256 units = PoolTarget.Parse(context.Get(amount), side.Decimals, "amount").BaseUnits;
                return PoolOutput.Quote((await new QuoteSwap(chain.Client, network).RunAsync(from, PoolTarget.TokenOf(context.Get(wanted), "to-token"), units, Between(context, via), cancellation)).Value);
            }, amount, given, wanted, via),
            "bursar swap quote 100 0x… native",
            "bursar swap quote 0.5 native 0x… --via 0x… --json");
    }

    private static Command Run(CommandFactory factory)
    {
        (Argument<string> amount, Argument<string> given, Argument<string> wanted, Option<string?> via) = (Amount, Given, Wanted, Via);
        var least = new Option<string?>("--least") { Description = "The least that has to arrive, in whole tokens, instead of --slippage", HelpName = "amount" };
        var target = new PoolTarget();
        var send = new SendOptions("Who swaps, signs and pays the fee: a key's name, an address, or local:N (default on the local chain: local:0)");
        return ExamplesHelp.With(
            factory.Create("run", "Swap, by a permit in one transaction where the token takes permits; under one --idempotency-key it happens once", async (context, cancellation) =>
            {
                NetworkProfile network = Session.Network(context);
                string key = send.KeyOf(context);
                await using Sender sender = await send.OpenAsync(context, network, cancellation);
                (Address from, Address to) = (PoolTarget.TokenOf(context.Get(given), "from-token"), PoolTarget.TokenOf(context.Get(wanted), "to-token"));
                Evm.Primitives.Amount units = await PoolTarget.AmountAsync(sender, network, from, context.Get(amount), "amount", cancellation);
                UInt256? bound = context.Get(least) is { } text ? (await PoolTarget.AmountAsync(sender, network, to, text, "--least", cancellation)).BaseUnits : null;
                var terms = new SwapTerms
                {
                    AmountIn = units.BaseUnits,
                    Slippage = target.SlippageOf(context),
                    LeastOut = bound,
                    Deadline = target.DeadlineOf(context),
                    Via = Between(context, via),
                    To = target.ToOf(context, network),
                    Key = key,
                };
                SwapResult result = (await StepProgress.RunAsync(context.Terminal, "swapping", 2, async p => await new SwapTokens(sender.Send).RunAsync(from, to, terms, send.Read(context), p, cancellation))).Value;
                return PoolOutput.Swapped(result, network, key);
            }, send.With(amount, given, wanted, via, least, target.Slippage, target.Deadline, target.To)),
            "bursar swap run 100 0x… native --slippage 0.5",
            "bursar swap run 0.5 native 0x… --least 900 --deadline 5 --network ethereum --from treasury --idempotency-key swap-12");
    }

    private static Address? Between(CommandContext context, Option<string?> via) => context.Get(via) is { } text ? PoolTarget.TokenOf(text, "--via") : null;
}
