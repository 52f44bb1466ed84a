using System.CommandLine;
using System.Text.Json.Nodes;
using Bursar.App.Networks;
using Bursar.App.Planning;
using Bursar.App.Vesting;
using Bursar.Cli.Output;
using Bursar.Contracts;
using Bursar.Core.Faults;
using Bursar.Core.Networks;
using Bursar.Evm.Primitives;
using Spectre.Console;

namespace Bursar.Cli.Commands;

/// <summary><c>vest</c>: schedules of vesting, one at a time.</summary>
internal static class VestCommands
{
    public static Command Create(CommandFactory factory) => CommandFactory.Group(
        "vest", "Promise tokens over time, withdraw what has vested, end schedules early, move them",
        VestCreateCommand.Create(factory), Show(factory), VestUseCommands.Withdraw(factory), VestUseCommands.Revoke(factory), VestUseCommands.Open(factory), VestUseCommands.Delegate(factory),
        VestMoveCommands.Agree(factory), VestMoveCommands.Move(factory));

    /// <summary>An id as it was typed.</summary>
    public static Hash32 Id(string text) => Hash32.TryParse(text, out Hash32 id)
        ? id
        : throw new FaultException(new Fault("vesting.bad-id", $"'{text}' is no id of a schedule.", "schedule", "An id is 0x and 64 hexadecimal digits; 'bursar vest show' with an account names its schedules.") { Kind = FaultKind.Usage });

    /// <summary>An amount of a schedule's token, for people.</summary>
    public static string Text(ScheduleState state, UInt256 units) => $"{new Amount(units, state.Decimals)} {state.Symbol}".TrimEnd();

    private static Command Show(CommandFactory factory)
    {
        var what = new Argument<string>("schedule") { Description = "Id of a schedule, an account (address, key's name or local:N), or a launch file that was applied" };
        return ExamplesHelp.With(
            factory.Create("show", "Show schedules: what has vested, what can be withdrawn, who can end them", async (context, cancellation) =>
            {
                string text = context.Get(what);
                NetworkProfile network = Session.Network(context);
                if (File.Exists(text))
                {
                    LoadedLaunch loaded = Session.LoadLaunch(context, text, cancellation);
                    network = loaded.Network;
                    await using ChainConnection chain = await Session.ConnectAsync(context, network, cancellation);
                    await ChainGuard.RequireAsync(chain.Client, network, cancellation);
                    return await OfLaunchAsync(chain, loaded, cancellation);
                }

                await using ChainConnection connection = await Session.ConnectAsync(context, network, cancellation);
                await ChainGuard.RequireAsync(connection.Client, network, cancellation);
                var read = new ReadSchedules(connection.Client);
                IReadOnlyList<ScheduleState> states = Hash32.TryParse(text, out Hash32 id)
                    ? (await read.ByIdAsync([id], cancellation)).Value
                    : await read.OfAsync(Accounts.Resolve(context, text, network, "schedule"), cancellation);
                return Of(states);
            }, what),
            "bursar vest show alice",
            "bursar vest show 0x… --network base --rpc https://… --json",
            "bursar vest show launch.yaml");
    }

    private static async Task<Outcome> OfLaunchAsync(ChainConnection chain, LoadedLaunch loaded, CancellationToken cancellationToken)
    {
        Blueprint blueprint = BlueprintBuilder.Build(loaded);
        Hash32[] ids = [.. blueprint.Vesting.SelectMany(v => v.Schedules).Select(s => s.Id)];
        IReadOnlyList<ScheduleState> states = await new ReadSchedules(chain.Client).FindAsync(ids, cancellationToken);
        int missing = ids.Length - states.Count;
        Outcome outcome = Of(states);
        ((JsonObject)outcome.Json)["notOpen"] = missing;
        return outcome with
        {
            Human = t =>
            {
                outcome.Human(t);
                if (missing > 0)
                    t.Results.MarkupLineInterpolated($"{missing} schedules of the launch are not open under their own id: not yet, or they were moved");
            },
        };
    }

    private static Outcome Of(IReadOnlyList<ScheduleState> states) => new(
        new JsonObject { ["ok"] = true, ["schedules"] = new JsonArray([.. states.Select(s => (JsonNode)ToJson(s))]) },
        t =>
        {
            if (states.Count == 0)
                t.Results.MarkupLineInterpolated($"no schedule");
            foreach ((int i, ScheduleState state) in states.Index())
            {
                if (i > 0)
                    t.Results.WriteLine();
                Print(t, state);
            }
        });

    private static void Print(Terminal terminal, ScheduleState s)
    {
        SentView.Line(terminal, "schedule", s.Id.ToString());
        SentView.Line(terminal, "recipient", s.Schedule.Recipient.ToString());
        SentView.Line(terminal, "promised", Text(s, s.Promised));
        SentView.Line(terminal, "vested", $"{Text(s, s.Vested)} by {Time(s.Time)}");
        SentView.Line(terminal, "withdrawn", Text(s, s.Withdrawn));
        SentView.Line(terminal, "available", Text(s, s.Available));
        SentView.Line(terminal, "curve", $"{Time(s.Curve.Start)} to {Time(s.Curve.End)}, {s.Curve.Points.Count} point{(s.Curve.Points.Count == 1 ? "" : "s")}");
        if (s.Next is { } next && next > s.Time)
            SentView.Line(terminal, "next", Time(next));
        SentView.Line(terminal, "revoker", s.Revoker is { } revoker ? $"{revoker} can end it early" : "nobody can end it early");
        if (s.RevokedAt is { } end)
            SentView.Line(terminal, "ended", Time(end));
        if (s.Boxed)
            SentView.Line(terminal, "box", VestingKeys.BoxOf(s.Schedule).ToString());
    }

    private static JsonObject ToJson(ScheduleState s) => new()
    {
        ["id"] = s.Id.ToString(),
        ["token"] = s.Schedule.Token.ToString(),
        ["symbol"] = s.Symbol,
        ["decimals"] = s.Decimals,
        ["recipient"] = s.Schedule.Recipient.ToString(),
        ["revoker"] = s.Revoker?.ToString(),
        ["salt"] = s.Schedule.Salt.ToString(),
        ["promised"] = s.Promised.ToString(),
        ["vested"] = s.Vested.ToString(),
        ["withdrawn"] = s.Withdrawn.ToString(),
        ["available"] = s.Available.ToString(),
        ["boxed"] = s.Boxed,
        ["revokedAt"] = s.RevokedAt is { } end ? Iso(end) : null,
        ["time"] = Iso(s.Time),
        ["points"] = new JsonArray([.. s.Curve.Points.Select(p => (JsonNode)new JsonObject { ["time"] = Iso(p.Time), ["total"] = p.Amount.ToString(), ["line"] = p.IsLine })]),
    };

    private static string Time(DateTimeOffset time) => $"{time:yyyy-MM-dd HH:mm:ss} UTC";

    private static string Iso(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
