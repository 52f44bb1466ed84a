using System.CommandLine;
using Bursar.App.Vouchers;
using Bursar.Cli.Output;
using Bursar.Core.Faults;
using Bursar.Core.Networks;
using Bursar.Evm.Primitives;

namespace Bursar.Cli.Commands;

/// <summary><c>voucher budget</c> and <c>voucher clawback</c>: what only the owner of an escrow of vouchers does.</summary>
internal static class VoucherOwnerCommands
{
    public static Command Budget(CommandFactory factory)
    {
        var drop = new Argument<string>("drop") { Description = "Address of the escrow that pays the vouchers" };
        var signer = new Option<string>("--signer") { Description = "Whose budget: an address, a key's name, or local:N", Required = true, HelpName = "account" };
        var amount = new Option<string>("--amount") { Description = "What the signer may give out from now on, in whole tokens; 0 dismisses it", Required = true, HelpName = "amount" };
        var send = new SendOptions("The owner, who signs and pays the fee (default on the local chain: local:0)");
        return ExamplesHelp.With(
            factory.Create("budget", "Set what a signer may still give out; appoints and dismisses signers", async (context, cancellation) =>
            {
                NetworkProfile network = Session.Network(context);
                Address address = Accounts.Parse(context.Get(drop), "drop");
                Address whose = Accounts.Resolve(context, context.Get(signer)!, network, "--signer");
                await using Sender sender = await send.OpenAsync(context, network, cancellation);
                VouchersState state = (await new ReadVouchers(sender.Send.Client).RunAsync(address, cancellation)).Value;
                if (!Amount.TryParse(context.Get(amount)!, state.Decimals, out Amount budget))
                    throw new FaultException(new Fault("voucher.bad-amount", $"'{context.Get(amount)}' is no amount of a token with {state.Decimals} decimals.", "--amount", "Write whole tokens, for example 1_000 or 0.25.") { Kind = FaultKind.Usage });
                UsedVouchers used = (await StepProgress.RunAsync(context.Terminal, "sending", 1, p =>
                    new UseVouchers(sender.Send).SetBudgetAsync(address, whose, budget.BaseUnits, send.Read(context), p, cancellation))).Value;
                return SentView.Of(used.Outcome, network,
                    [("vouchers", address.ToString()), ("signer", whose.ToString()), ("budget", $"{budget} {state.Symbol}".TrimEnd()), (SentView.UnitsLabel, budget.BaseUnits.ToString())]);
            }, send.WithoutKey(drop, signer, amount)),
            "bursar voucher budget 0x… --signer inviter --amount 500 --from treasury");
    }

    public static Command ClawBack(CommandFactory factory)
    {
        var drop = new Argument<string>("drop") { Description = "Address of the escrow" };
        var to = new Option<string>("--to") { Description = "Who gets what is left: an address, a key's name, or local:N", Required = true, HelpName = "account" };
        var send = new SendOptions("The owner, who signs and pays the fee (default on the local chain: local:0)");
        return ExamplesHelp.With(
            factory.Create("clawback", "Take back what no voucher gave out, after the end", async (context, cancellation) =>
            {
                NetworkProfile network = Session.Network(context);
                Address address = Accounts.Parse(context.Get(drop), "drop");
                Address receiver = Accounts.Resolve(context, context.Get(to)!, network, "--to");
                await using Sender sender = await send.OpenAsync(context, network, cancellation);
                UsedVouchers used = (await StepProgress.RunAsync(context.Terminal, "sending", 1, p =>
                    new UseVouchers(sender.Send).ClawBackAsync(address, receiver, DateTimeOffset.UtcNow, send.Read(context), p, cancellation))).Value;
                return SentView.Of(used.Outcome, network,
                    [("vouchers", address.ToString()), ("to", receiver.ToString()), (SentView.UnitsLabel, used.Before.Balance.ToString())]);
            }, send.WithoutKey(drop, to)),
            "bursar voucher clawback 0x… --to treasury --from treasury");
    }
}
