using System.CommandLine;
using System.Text;
using Bursar.App.Execution;
using Bursar.App.Outbox;
using Bursar.App.Planning;
using Bursar.App.Tokens;
using Bursar.Cli.Output;
using Bursar.Core.Faults;
using Bursar.Core.Networks;
using Bursar.Evm.Primitives;

namespace Bursar.Cli.Commands;

/// <summary><c>vest create</c>: the launch file of one vesting, written, planned and applied at once.</summary>
/// <remarks>The file stays under the home folder, where <c>verify</c> and <c>report</c> take it like any other.</remarks>
internal static class VestCreateCommand
{
    private const int MaxKey = 64;

    public static Command Create(CommandFactory factory)
    {
        var token = new Option<string>("--token") { Description = "Address of the token", Required = true, HelpName = "address" };
        var to = new Option<string?>("--to") { Description = "The recipient: an address, a key's name, or local:N", HelpName = "account" };
        var amount = new Option<string?>("--amount") { Description = "How much it gets, in whole tokens", HelpName = "amount" };
        var list = new Option<string?>("--list") { Description = "Instead of --to: a list of recipients, or of streams that say when they vest", HelpName = "file" };
        var zone = new Option<string?>("--zone") { Description = "Zone of times in the list that name none: UTC, or an offset such as +02:00", HelpName = "zone" };
        var terms = new (string Key, Option<string?> Option)[]
        {
            ("start", new("--start") { Description = "Where the line begins: a date such as 2026-03-01", HelpName = "date" }),
            ("cliff", new("--cliff") { Description = "Before when nothing can be withdrawn: a date, or a duration such as 1y", HelpName = "time" }),
            ("duration", new("--duration") { Description = "How long the line takes: 90d, 4y", HelpName = "duration" }),
            ("end", new("--end") { Description = "Where the line ends, in place of a duration", HelpName = "date" }),
            ("first", new("--first") { Description = "Equal steps instead of a line: when the first vests", HelpName = "date" }),
            ("every", new("--every") { Description = "How far apart the steps are: month, quarter, year, or a duration", HelpName = "distance" }),
            ("count", new("--count") { Description = "How many steps", HelpName = "number" }),
        };
        var revoker = new Option<string?>("--revoker") { Description = "Who may end it early (default: nobody, ever)", HelpName = "account" };
        var send = new SendOptions();
        Symbol[] symbols = send.With([token, to, amount, list, zone, .. terms.Select(t => t.Option), revoker]);
        return ExamplesHelp.With(
            factory.Create("create", "Promise tokens of yours to somebody, or to everybody of a list, over time", async (context, cancellation) =>
            {
                NetworkProfile network = Session.Network(context);
                string key = send.KeyOf(context);
                if (key.Length > MaxKey || key.Any(c => !char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-'))
                    throw new FaultException(new Fault("launch.bad-name", $"'{key}' is no name: it has 1 to {MaxKey} characters of a–z, 0–9 and -.", "--idempotency-key", "It is part of what the chain enforces, so it is short and plain, for example team-2026.") { Kind = FaultKind.Usage });
                Address contract = Accounts.Parse(context.Get(token)!, "--token");
                await using Sender sender = await send.OpenAsync(context, network, cancellation);
                await ChainGuard.RequireAsync(sender.Send.Client, network, cancellation);
                byte decimals = (await new ReadToken(sender.Send.Client).DecimalsAsync(contract, cancellation)).Value;
                string folder = Path.Combine(context.Home, "vesting", network.Name, sender.Send.Sender.ToString(), key);
                Directory.CreateDirectory(folder);
                StringBuilder text = Head(key, network, sender.Send.Sender, contract, decimals);
                Who(context, text, folder, to, amount, list, zone, network);
                When(context, text, terms);
                if (context.Get(revoker) is { } who)
                    text.Append($"    revoker: {Quoted(Accounts.Resolve(context, who, network, "--revoker").ToString())}\n");
                string file = Path.Combine(folder, "launch.yaml");
                await File.WriteAllTextAsync(file, text.ToString(), cancellation);
                return await ApplyAsync(context, sender, network, file, key, send.Read(context), cancellation);
            }, symbols),
            "bursar vest create --token 0x… --to alice --amount 24_000 --start 2026-03-01 --cliff 1y --duration 4y --revoker treasury --idempotency-key alice-2026",
            "bursar vest create --token 0x… --list streams.csv --zone UTC --idempotency-key investors");
    }

    private static async Task<Outcome> ApplyAsync(CommandContext context, Sender sender, NetworkProfile network, string file, string key, OutboxOptions options, CancellationToken cancellationToken)
    {
        LoadedLaunch loaded = new LaunchLoader(Session.Networks(context)).Load(file, network.Name, cancellationToken).Value;
        PlannedLaunch planned = (await new PlanLaunch(sender.Send.Client).RunAsync(loaded, cancellationToken)).Value;
        var apply = new ApplyPlan(sender.Send.Client, sender.Signer, sender.Journal, sender.Send.Pins, TimeProvider.System);
        OutboxOutcome outcome = (await StepProgress.RunAsync(context.Terminal, "sending", planned.Plan.Steps.Count, p => apply.RunAsync(planned.Plan, loaded, options, p, cancellationToken))).Value;
        VestingBlueprint vesting = planned.Blueprint.Vesting[0];
        string total = $"{new Amount(vesting.Total, vesting.Token.Spec.Decimals)}";
        string who = vesting.Schedules.Count == 1 ? vesting.Schedules[0].Schedule.Recipient.ToString() : $"{vesting.Schedules.Count} recipients";
        string which = vesting.Schedules.Count == 1 ? vesting.Schedules[0].Id.ToString() : $"{vesting.Schedules.Count} schedules";
        return VestUseCommands.With(SentView.Of(outcome, network,
            [("schedule", which), ("recipient", who), ("amount", total), (SentView.UnitsLabel, vesting.Total.ToString()), ("launch file", file)], key), vesting.Schedules.Select(s => s.Id));
    }

    private static StringBuilder Head(string key, NetworkProfile network, Address sender, Address token, byte decimals)
    {
        var text = new StringBuilder("# Written by 'bursar vest create'. With this file, 'bursar verify' derives everything again from the chain.\n");
        text.Append($"bursar: 1\nname: {Quoted(key)}\nnetwork: {Quoted(network.Name)}\noperator: {Quoted(sender.ToString())}\n");
        text.Append($"tokens:\n  token:\n    address: {Quoted(token.ToString())}\n    decimals: {decimals}\n");
        return text.Append($"vesting:\n  {Quoted(key)}:\n    token: token\n");
    }

    private static void Who(
        CommandContext context, StringBuilder text, string folder, Option<string?> to, Option<string?> amount, Option<string?> list, Option<string?> zone, NetworkProfile network)
    {
        if (context.Get(list) is { } source)
        {
            if (context.Get(to) is not null || context.Get(amount) is not null)
                throw new FaultException(new Fault("launch.vesting-recipients", "--to and --list both say who the recipients are.", "--list", "Keep one of them.") { Kind = FaultKind.Usage });
            if (!File.Exists(source))
                throw new FaultException(new Fault("launch.list-not-found", $"the list '{source}' does not exist.", "--list", "Name an existing file.") { Kind = FaultKind.Usage });
            string name = "recipients" + (source.EndsWith(".gz", StringComparison.Ordinal) ? ".csv.gz" : Path.GetExtension(source));
            File.Copy(source, Path.Combine(folder, name), overwrite: true);
            text.Append($"    from: {{ file: {Quoted(name)}{(context.Get(zone) is { } offset ? $", zone: {Quoted(offset)}" : "")} }}\n");
            return;
        }

        if (context.Get(to) is not { } receiver || context.Get(amount) is not { } units)
            throw new FaultException(new Fault("launch.vesting-recipients", "nobody is named who gets what vests.", "--to", "Name a recipient and an amount (--to, --amount), or a list (--list).") { Kind = FaultKind.Usage });
        text.Append($"    to: {Quoted(Accounts.Resolve(context, receiver, network, "--to").ToString())}\n    amount: {Quoted(units)}\n");
    }

    private static void When(CommandContext context, StringBuilder text, (string Key, Option<string?> Option)[] terms)
    {
        (string Key, string Value)[] given = [.. terms.Where(t => context.Get(t.Option) is not null).Select(t => (t.Key, context.Get(t.Option)!))];
        foreach ((string key, string value) in given.Where(g => g.Key is "start" or "cliff" or "duration" or "end"))
            text.Append($"    {key}: {Quoted(value)}\n");
        (string Key, string Value)[] steps = [.. given.Where(g => g.Key is "first" or "every" or "count")];
        if (steps.Length > 0)
            text.Append($"    steps: {{ {string.Join(", ", steps.Select(s => s.Key == "count" && s.Value.All(char.IsAsciiDigit) ? $"count: {s.Value}" : $"{s.Key}: {Quoted(s.Value)}"))} }}\n");
    }

    private static string Quoted(string value) => $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
