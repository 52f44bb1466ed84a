using System.CommandLine;
using System.Text.Json.Nodes;
using Bursar.App.Vesting;
using Bursar.Cli.Output;
using Bursar.Core.Faults;
using Bursar.Core.Networks;
using Bursar.Evm.Primitives;

namespace Bursar.Cli.Commands;

/// <summary><c>vest withdraw</c>, <c>revoke</c>, <c>open</c> and <c>delegate</c>.</summary>
internal static class VestUseCommands
{
    public static Command Withdraw(CommandFactory factory)
    {
        var ids = new Argument<string[]>("schedule") { Description = "Ids of schedules (default: all of the account's)", Arity = ArgumentArity.ZeroOrMore, DefaultValueFactory = _ => [] };
        var to = new Option<string?>("--to") { Description = "Who is paid, when not the recipient itself; one schedule at a time", HelpName = "account" };
        var amount = new Option<string?>("--amount") { Description = "With --to: how much, in whole tokens (default: all that has vested)", HelpName = "amount" };
        var send = new SendOptions("The recipient, who signs and pays the fee (default on the local chain: local:0)");
        return ExamplesHelp.With(
            factory.Create("withdraw", "Withdraw what has vested: of one schedule, of several at once, or to somebody else", async (context, cancellation) =>
            {
                NetworkProfile network = Session.Network(context);
                Hash32[] which = [.. context.Get(ids).Select(VestCommands.Id)];
                if (context.Get(to) is not { } receiver)
                {
                    if (context.Get(amount) is not null || context.Get(send.Key) is not null)
                        throw new FaultException(new Fault("cli.usage", "without --to, all that has vested is withdrawn, which needs neither an amount nor a key.", "--to", "Name who is paid, or leave both out.") { Kind = FaultKind.Usage });
                    await using Sender own = await send.OpenAsync(context, network, cancellation);
                    UsedSchedules all = (await StepProgress.RunAsync(context.Terminal, "withdrawing", 1, p =>
                        new UseSchedules(own.Send).WithdrawAsync(which.Length == 0 ? null : which, send.Read(context), p, cancellation))).Value;
                    return Sent(all, network, [("recipient", own.Send.Sender.ToString())]);
                }

                if (which.Length != 1)
                    throw new FaultException(new Fault("cli.usage", $"--to pays out of one schedule, and {which.Length} are named.", "schedule", "Name one schedule.") { Kind = FaultKind.Usage });
                Address payee = Accounts.Resolve(context, receiver, network, "--to");
                await using Sender sender = await send.OpenAsync(context, network, cancellation);
                if (context.Get(send.Key) is not null && context.Get(amount) is null)
                    throw new FaultException(new Fault("cli.usage", "what has vested grows by the second: a payment that can be repeated needs an amount.", "--amount", "Add --amount, or leave --idempotency-key out.") { Kind = FaultKind.Usage });
                UInt256? units = context.Get(amount) is { } text ? await UnitsAsync(sender, which[0], text, cancellation) : null;
                string key = send.KeyOf(context);
                UsedSchedules used = (await StepProgress.RunAsync(context.Terminal, "withdrawing", 1, p =>
                    new UseSchedules(sender.Send).WithdrawToAsync(which[0], payee, units, key, send.Read(context), p, cancellation))).Value;
                ScheduleState before = used.Before[0];
                return Sent(used, network, [("to", payee.ToString()), ("amount", VestCommands.Text(before, units ?? before.Available)), (SentView.UnitsLabel, (units ?? before.Available).ToString())], key);
            }, send.With(ids, to, amount)),
            "bursar vest withdraw --from alice                                   # of all of alice's schedules",
            "bursar vest withdraw 0x… --to exchange --amount 250 --from alice");
    }

    public static Command Revoke(CommandFactory factory)
    {
        var id = new Argument<string>("schedule") { Description = "Id of the schedule" };
        var send = new SendOptions("The revoker, who signs and pays the fee (default on the local chain: local:0)");
        return ExamplesHelp.With(
            factory.Create("revoke", "End a schedule early: what has vested is paid to its recipient, the rest returns to the revoker", async (context, cancellation) =>
            {
                NetworkProfile network = Session.Network(context);
                await using Sender sender = await send.OpenAsync(context, network, cancellation);
                UsedSchedules used = (await StepProgress.RunAsync(context.Terminal, "sending", 1, p =>
                    new UseSchedules(sender.Send).RevokeAsync(VestCommands.Id(context.Get(id)), send.Read(context), p, cancellation))).Value;
                return Sent(used, network, [("recipient", used.Before[0].Schedule.Recipient.ToString())]);
            }, send.WithoutKey(id)),
            "bursar vest revoke 0x… --from treasury");
    }

    public static Command Open(CommandFactory factory)
    {
        var launch = new Argument<string>("launch") { Description = "A launch file that was applied, the folder published beside it, or one of its files of schedules" };
        var account = new Option<string>("--as") { Description = "Whose schedules: an address, a key's name, or local:N", Required = true, HelpName = "account" };
        var send = new SendOptions("Who signs and pays the fee: anybody may (default on the local chain: local:0)");
        return ExamplesHelp.With(
            factory.Create("open", "Open schedules whose tokens are in boxes; rows of a drop are claimed for their boxes first", async (context, cancellation) =>
            {
                NetworkProfile network = Session.Network(context);
                Address whose = Accounts.Resolve(context, context.Get(account)!, network, "--as");
                await using Sender sender = await send.OpenAsync(context, network, cancellation);
                OpenedSchedule opened = (await StepProgress.RunAsync(context.Terminal, "opening", 2, p =>
                    new OpenSchedules(sender.Send).RunAsync(context.Get(launch), whose, DateTimeOffset.UtcNow, send.Read(context), p, cancellation))).Value;
                return With(SentView.Of(opened.Outcome, network, [("recipient", whose.ToString()), ("schedule", string.Join(' ', opened.Ids))]), opened.Ids);
            }, send.WithoutKey(launch, account)),
            "bursar vest open launch.yaml --as alice --from helper");
    }

    public static Command Delegate(CommandFactory factory)
    {
        var id = new Argument<string>("schedule") { Description = "Id of the schedule" };
        var to = new Option<string>("--to") { Description = "Who votes with what is locked: an address, a key's name, or local:N", Required = true, HelpName = "account" };
        var send = new SendOptions("The recipient, who signs and pays the fee (default on the local chain: local:0)");
        return ExamplesHelp.With(
            factory.Create("delegate", "Delegate the votes of what a schedule holds (tokens with votes)", async (context, cancellation) =>
            {
                NetworkProfile network = Session.Network(context);
                Address delegatee = Accounts.Resolve(context, context.Get(to)!, network, "--to");
                await using Sender sender = await send.OpenAsync(context, network, cancellation);
                UsedSchedules used = (await StepProgress.RunAsync(context.Terminal, "sending", 1, p =>
                    new UseSchedules(sender.Send).DelegateAsync(VestCommands.Id(context.Get(id)), delegatee, send.Read(context), p, cancellation))).Value;
                return Sent(used, network, [("delegate", delegatee.ToString())]);
            }, send.WithoutKey(id, to)),
            "bursar vest delegate 0x… --to carol --from alice");
    }

    /// <summary>What was sent, with the schedules that it was about.</summary>
    public static Outcome Sent(UsedSchedules used, NetworkProfile network, IReadOnlyList<(string Label, string? Value)> facts, string? key = null)
    {
        string named = used.Before.Count == 1 ? used.Before[0].Id.ToString() : $"{used.Before.Count} schedules";
        return With(SentView.Of(used.Outcome, network, [("schedule", named), .. facts], key), used.Before.Select(s => s.Id));
    }

    /// <summary>The ids as an array, for programs.</summary>
    public static Outcome With(Outcome outcome, IEnumerable<Hash32> ids)
    {
        ((JsonObject)outcome.Json)["schedules"] = new JsonArray([.. ids.Select(i => (JsonNode)i.ToString())]);
        return outcome;
    }

    private static async Task<UInt256> UnitsAsync(Sender sender, Hash32 id, string text, CancellationToken cancellationToken)
    {
        ScheduleState state = (await new ReadSchedules(sender.Send.Client).ByIdAsync([id], cancellationToken)).Value[0];
        return Amount.TryParse(text, state.Decimals, out Amount amount) && !amount.BaseUnits.IsZero
            ? amount.BaseUnits
            : throw new FaultException(new Fault("vesting.bad-amount", $"'{text}' is no amount of a token with {state.Decimals} decimals.", "--amount", "Write whole tokens, for example 1_000 or 0.25.") { Kind = FaultKind.Usage });
    }
}
