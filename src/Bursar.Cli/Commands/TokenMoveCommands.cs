using System.CommandLine;
using Bursar.App.Outbox;
using Bursar.App.Tokens;
using Bursar.Cli.Output;
using Bursar.Core.Faults;
using Bursar.Core.Networks;
using Bursar.Evm.Primitives;

namespace Bursar.Cli.Commands;

/// <summary><c>token transfer</c>, <c>token approve</c> and <c>token transfer-from</c>.</summary>
internal static class TokenMoveCommands
{
    private const string Again = "; under one --idempotency-key it happens once";

    public static Command CreateTransfer(CommandFactory factory)
    {
        var token = new Argument<string>("token") { Description = "The token's address" };
        var to = new Argument<string>("to") { Description = "Who gets it: an address, a key's name, or local:N" };
        var amount = AmountArgument();
        Option<string?> unit = UnitOption();
        var send = new SendOptions();
        return ExamplesHelp.With(
            factory.Create("transfer", $"Give tokens to somebody{Again}", (context, cancellation) =>
            {
                NetworkProfile network = Session.Network(context);
                Address receiver = Accounts.Resolve(context, context.Get(to), network, "to");
                return RunAsync(context, send, context.Get(token), context.Get(amount), context.Get(unit), [("to", receiver.ToString())],
                    (move, address, units, key, progress) => move.TransferAsync(address, receiver, units, key, send.Read(context), progress, cancellation), cancellation);
            }, send.With(token, to, amount, unit)),
            "bursar token transfer 0x… local:1 500",
            "bursar token transfer 0x… 0x… 12.5 --network base --from treasury --idempotency-key invoice-2041");
    }

    public static Command CreateApprove(CommandFactory factory)
    {
        var token = new Argument<string>("token") { Description = "The token's address" };
        var spender = new Argument<string>("spender") { Description = "Who may take it: an address, a key's name, or local:N" };
        var amount = AmountArgument();
        Option<string?> unit = UnitOption();
        var send = new SendOptions();
        return ExamplesHelp.With(
            factory.Create("approve", $"Let somebody take at most an amount, instead of what was allowed before{Again}", (context, cancellation) =>
            {
                NetworkProfile network = Session.Network(context);
                Address taker = Accounts.Resolve(context, context.Get(spender), network, "spender");
                return RunAsync(context, send, context.Get(token), context.Get(amount), context.Get(unit), [("spender", taker.ToString())],
                    (move, address, units, key, progress) => move.ApproveAsync(address, taker, units, key, send.Read(context), progress, cancellation), cancellation);
            }, send.With(token, spender, amount, unit)),
            "bursar token approve 0x… local:1 200",
            "bursar token approve 0x… 0x… 0      # takes an allowance back");
    }

    public static Command CreateTransferFrom(CommandFactory factory)
    {
        var token = new Argument<string>("token") { Description = "The token's address" };
        var owner = new Argument<string>("owner") { Description = "Whose tokens: an address, a key's name, or local:N" };
        var to = new Argument<string>("to") { Description = "Who gets them" };
        var amount = AmountArgument();
        Option<string?> unit = UnitOption();
        var send = new SendOptions("Who was approved, signs and pays the fee: a key's name, an address, or local:N (default on the local chain: local:0)");
        return ExamplesHelp.With(
            factory.Create("transfer-from", $"Give somebody's tokens, as approved by them{Again}", (context, cancellation) =>
            {
                NetworkProfile network = Session.Network(context);
                Address payer = Accounts.Resolve(context, context.Get(owner), network, "owner");
                Address receiver = Accounts.Resolve(context, context.Get(to), network, "to");
                return RunAsync(context, send, context.Get(token), context.Get(amount), context.Get(unit), [("owner", payer.ToString()), ("to", receiver.ToString())],
                    (move, address, units, key, progress) => move.TransferFromAsync(address, payer, receiver, units, key, send.Read(context), progress, cancellation), cancellation);
            }, send.With(token, owner, to, amount, unit)),
            "bursar token transfer-from 0x… local:0 local:2 150 --from local:1");
    }

    private static Argument<string> AmountArgument() => new("amount") { Description = "How much, in tokens, such as 500 or 12.5" };

    private static Option<string?> UnitOption() => new("--unit") { Description = "'base' to give the amount in base units instead of tokens", HelpName = "base" };

    private static async Task<Outcome> RunAsync(
        CommandContext context, SendOptions send, string tokenText, string amountText, string? unit, (string, string?)[] facts,
        Func<MoveTokens, Address, Amount, string, IProgress<OutboxProgress>, Task<Result<OutboxOutcome>>> move, CancellationToken cancellationToken)
    {
        Address token = Accounts.Parse(tokenText, "token");
        if (unit is not null and not "base")
            throw new FaultException(new Fault("cli.bad-unit", $"'{unit}' is no unit.", "--unit", "Leave it out for tokens, or write base for base units.") { Kind = FaultKind.Usage });
        NetworkProfile network = Session.Network(context);
        await using Sender sender = await send.OpenAsync(context, network, cancellationToken);
        byte decimals = unit is null ? (await new ReadToken(sender.Send.Client).DecimalsAsync(token, cancellationToken)).Value : (byte)0;
        if (!Amount.TryParse(amountText, decimals, out Amount amount))
        {
            throw new FaultException(new Fault("cli.bad-amount", $"'{amountText}' is no amount with at most {decimals} digits after the point.", "amount", "Write it like 500 or 12.5."));
        }

        string key = send.KeyOf(context);
        OutboxOutcome outcome = (await StepProgress.RunAsync(context.Terminal, "sending", 1, progress => move(new MoveTokens(sender.Send), token, amount, key, progress))).Value;
        return SentView.Of(outcome, network,
            [("token", token.ToString()), ("from", sender.Send.Sender.ToString()), .. facts, ("amount", amount.ToString()), ("units", amount.BaseUnits.ToString())], key);
    }
}
