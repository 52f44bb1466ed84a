using System.CommandLine;
using Bursar.App.Networks;
using Bursar.App.Planning;
using Bursar.App.Programmes;
using Bursar.App.Tokens;
using Bursar.Cli.Output;
using Bursar.Core.Faults;
using Bursar.Core.Networks;
using Bursar.Evm.Primitives;

namespace Bursar.Cli.Commands;

/// <summary><c>programme show</c>, <c>veto</c>, <c>activate</c>, <c>fund</c> and <c>clawback</c>.</summary>
internal static class ProgrammeCommands
{
    public static Command Create(CommandFactory factory) => CommandFactory.Group(
        "programme", "Recurring programmes: propose lists, check and stop them, let them count, claim",
        Show(factory), ProgrammeListCommands.Propose(factory), ProgrammeListCommands.Check(factory), Veto(factory), Activate(factory),
        ProgrammeListCommands.Publish(factory), ProgrammeListCommands.Claim(factory), Fund(factory), ClawBack(factory));

    private static Command Show(CommandFactory factory)
    {
        var target = new ProgrammeTarget();
        return ExamplesHelp.With(
            factory.Create("show", "Show a programme: window, watchers, what was paid in, every list and what became of it", async (context, cancellation) =>
            {
                (Address address, _, NetworkProfile network) = target.Resolve(context, cancellation);
                await using ChainConnection chain = await Session.ConnectAsync(context, network, cancellation);
                await ChainGuard.RequireAsync(chain.Client, network, cancellation);
                return ProgrammeView.Show((await new ReadProgramme(chain.Client).RunAsync(address, cancellation)).Value);
            }, target.With()),
            "bursar programme show launch.yaml",
            "bursar programme show 0x… --network base --rpc https://… --json");
    }

    private static Command Veto(CommandFactory factory)
    {
        var target = new ProgrammeTarget();
        var id = new Option<string?>("--list") { Description = "Number of the list (default: the one that waits)", HelpName = "number" };
        var send = new SendOptions("A watcher, who signs and pays the fee: a key's name, an address, or local:N (default on the local chain: local:0)");
        return ExamplesHelp.With(
            factory.Create("veto", "Stop the list that waits", async (context, cancellation) =>
            {
                (Address address, _, NetworkProfile network) = target.Resolve(context, cancellation);
                UInt256? which = context.Get(id) is not { } text ? null
                    : UInt256.TryParse(text, out UInt256 number) ? number
                    : throw new FaultException(new Fault("programme.bad-number", $"'{text}' is no number of a list.", "--list", "'bursar programme show' numbers the lists.") { Kind = FaultKind.Usage });
                await using Sender sender = await send.OpenAsync(context, network, cancellation);
                UsedProgramme used = (await StepProgress.RunAsync(context.Terminal, "sending", 1, p =>
                    new UseProgramme(sender.Send).VetoAsync(address, which, send.Read(context), p, cancellation))).Value;
                return SentView.Of(used.Outcome, network, [("programme", address.ToString()), ("list", (which ?? used.Before.LastId).ToString())]);
            }, target.With(send.WithoutKey(id))),
            "bursar programme veto launch.yaml --from watcher");
    }

    private static Command Activate(CommandFactory factory)
    {
        var target = new ProgrammeTarget();
        var send = new SendOptions("Who signs and pays the fee: anybody may (default on the local chain: local:0)");
        return ExamplesHelp.With(
            factory.Create("activate", "Let the list that waits count, once its window is over", async (context, cancellation) =>
            {
                (Address address, ProgrammeFolder folder, NetworkProfile network) = target.Resolve(context, cancellation);
                await using Sender sender = await send.OpenAsync(context, network, cancellation);
                UsedProgramme used = (await StepProgress.RunAsync(context.Terminal, "sending", 1, p =>
                    new UseProgramme(sender.Send).ActivateAsync(address, folder, DateTimeOffset.UtcNow, send.Read(context), p, cancellation))).Value;
                ProgrammeList? list = used.Before.History.Waiting ?? used.Before.History.Active;
                return SentView.Of(used.Outcome, network, [("programme", address.ToString()), ("list", list?.Id.ToString()), ("root", list?.Root.ToString())]);
            }, target.With(send.WithoutKey())),
            "bursar programme activate launch.yaml");
    }

    private static Command Fund(CommandFactory factory)
    {
        var target = new ProgrammeTarget();
        var token = new Option<string>("--token") { Description = "Address of the token", Required = true, HelpName = "address" };
        var amount = new Option<string>("--amount") { Description = "How much, in whole tokens", Required = true, HelpName = "amount" };
        var send = new SendOptions();
        return ExamplesHelp.With(
            factory.Create("fund", "Pay more of a token into a programme", async (context, cancellation) =>
            {
                (Address address, _, NetworkProfile network) = target.Resolve(context, cancellation);
                Address coin = Accounts.Parse(context.Get(token)!, "--token");
                string key = send.KeyOf(context);
                await using Sender sender = await send.OpenAsync(context, network, cancellation);
                byte decimals = (await new ReadToken(sender.Send.Client).DecimalsAsync(coin, cancellation)).Value;
                if (!Amount.TryParse(context.Get(amount)!, decimals, out Amount units))
                    throw new FaultException(new Fault("programme.bad-amount", $"'{context.Get(amount)}' is no amount of a token with {decimals} decimals.", "--amount", "Write whole tokens, for example 1_000 or 0.25.") { Kind = FaultKind.Usage });
                UsedProgramme used = (await StepProgress.RunAsync(context.Terminal, "sending", 2, p =>
                    new UseProgramme(sender.Send).FundAsync(address, coin, units.BaseUnits, key, DateTimeOffset.UtcNow, send.Read(context), p, cancellation))).Value;
                return SentView.Of(used.Outcome, network, [("programme", address.ToString()), ("token", coin.ToString()), ("amount", units.ToString()), (SentView.UnitsLabel, units.BaseUnits.ToString())], key);
            }, target.With(send.With(token, amount))),
            "bursar programme fund launch.yaml --token 0x… --amount 10_000 --idempotency-key top-up-3 --from treasury");
    }

    private static Command ClawBack(CommandFactory factory)
    {
        var target = new ProgrammeTarget();
        var token = new Option<string>("--token") { Description = "Address of the token", Required = true, HelpName = "address" };
        var to = new Option<string>("--to") { Description = "Who gets what is left: an address, a key's name, or local:N", Required = true, HelpName = "account" };
        var send = new SendOptions("The programme's owner, who signs and pays the fee (default on the local chain: local:0)");
        return ExamplesHelp.With(
            factory.Create("clawback", "Take back what is left of a token, after the end of a programme", async (context, cancellation) =>
            {
                (Address address, _, NetworkProfile network) = target.Resolve(context, cancellation);
                Address coin = Accounts.Parse(context.Get(token)!, "--token");
                Address receiver = Accounts.Resolve(context, context.Get(to)!, network, "--to");
                await using Sender sender = await send.OpenAsync(context, network, cancellation);
                UsedProgramme used = (await StepProgress.RunAsync(context.Terminal, "sending", 1, p =>
                    new UseProgramme(sender.Send).ClawBackAsync(address, coin, receiver, DateTimeOffset.UtcNow, send.Read(context), p, cancellation))).Value;
                return SentView.Of(used.Outcome, network, [("programme", address.ToString()), ("token", coin.ToString()), ("to", receiver.ToString())]);
            }, target.With(send.WithoutKey(token, to))),
            "bursar programme clawback launch.yaml --token 0x… --to treasury --from treasury");
    }
}
