using System.CommandLine;
using System.Text.Json.Nodes;
using Bursar.App.Networks;
using Bursar.App.Planning;
using Bursar.Cli.Output;
using Bursar.Core.Plans;

namespace Bursar.Cli.Commands;

/// <summary><c>plan</c>: shows everything that would happen and writes it down.</summary>
internal static class PlanCommand
{
    public static Command Create(CommandFactory factory)
    {
        var launch = new Argument<string>("launch") { Description = "The launch file" };
        var output = new Option<string?>("--out", "-o") { Description = "Where to write the plan (default: beside the launch file, as <name>.plan.json)", HelpName = "file" };
        return ExamplesHelp.With(
            factory.Create("plan", "Show everything that a launch would do, and write it to a plan file; nothing is sent", (context, cancellation) =>
                RunAsync(context, context.Get(launch), context.Get(output), cancellation), launch, output),
            "bursar plan launch.yaml",
            "bursar plan launch.yaml --network base --rpc https://… --json");
    }

    private static async Task<Outcome> RunAsync(CommandContext context, string path, string? output, CancellationToken cancellationToken)
    {
        LoadedLaunch loaded = Session.LoadLaunch(context, path, cancellationToken);
        await using ChainConnection chain = await Session.ConnectAsync(context, loaded.Network, cancellationToken);
        PlannedLaunch planned = (await new PlanLaunch(chain.Client).RunAsync(loaded, cancellationToken)).Value;
        string file = output ?? loaded.Beside(".plan.json");
        await File.WriteAllBytesAsync(file, PlanCodec.Write(planned.Plan), cancellationToken);
        return new Outcome(ToJson(planned, file), t => PlanView.Print(t, planned, file));
    }

    private static JsonObject ToJson(PlannedLaunch planned, string file) => new()
    {
        ["ok"] = true,
        ["file"] = file,
        ["hash"] = planned.Plan.Hash.ToString(),
        ["network"] = planned.Plan.Network,
        ["operator"] = planned.Plan.Operator.ToString(),
        ["steps"] = new JsonArray([.. planned.Plan.Steps.Select(s => (JsonNode)new JsonObject
        {
            ["id"] = s.Id, ["title"] = s.Title, ["to"] = s.To.ToString(), ["gas"] = s.Gas,
        })]),
        ["stepsDone"] = planned.StepsDone,
        ["gas"] = planned.Gas.ToString(),
        ["l1Fee"] = planned.L1Fee.ToString(),
        ["maxCost"] = planned.MaxCost.ToString(),
        ["value"] = planned.Value.ToString(),
        ["balance"] = planned.NativeBalance.ToString(),
        ["lists"] = new JsonArray([.. planned.Plan.Lists.Select(l => (JsonNode)new JsonObject
        {
            ["resource"] = l.Resource, ["rows"] = l.Rows, ["total"] = l.Total.ToString(), ["hash"] = l.Hash.ToString(), ["root"] = l.Root?.ToString(),
        })]),
        ["tokens"] = new JsonArray([.. planned.Review.Tokens.Select(TokenJson)]),
        ["trades"] = new JsonArray([.. planned.Review.Trades.Select(t => (JsonNode)t)]),
        ["warnings"] = new JsonArray([.. planned.Plan.Warnings.Select(w => (JsonNode)w)]),
    };

    private static JsonObject TokenJson(TokenReview review) => new()
    {
        ["symbol"] = review.Token.Symbol,
        ["address"] = review.Token.Address.ToString(),
        ["before"] = PlanView.ToJson(review.Before),
        ["after"] = PlanView.ToJson(review.After),
        ["powers"] = new JsonArray([.. review.Powers.Select(p => (JsonNode)p)]),
        ["rehearsal"] = new JsonArray([.. review.Rehearsal.Select(n => (JsonNode)n)]),
    };
}
