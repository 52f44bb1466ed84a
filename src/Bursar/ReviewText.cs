using System.Text;
using Bursar.App.Planning;
using Bursar.Core.Fairness;
using Bursar.Core.Plans;
using Bursar.Evm.Primitives;

namespace Bursar;

/// <summary>A plan in plain text.</summary>
internal static class ReviewText
{
    private const int MostSteps = 20;
    private const byte NativeDecimals = 18;

    public static string Of(PlannedLaunch planned)
    {
        var text = new StringBuilder();
        LoadedLaunch loaded = planned.Blueprint.Loaded;
        Line(text, $"{loaded.Launch.Title} on {loaded.Network.Title} (chain {planned.Plan.ChainId}), sent by {planned.Plan.Operator}");
        Line(text, planned.Plan.Steps.Count == 0
            ? $"Nothing to do: the chain already holds all {planned.StepsDone} steps."
            : $"{planned.Plan.Steps.Count} steps to do, {planned.StepsDone} done already:");
        foreach (PlanStep step in planned.Plan.Steps.Take(MostSteps))
            Line(text, $"  {step.Title}");
        if (planned.Plan.Steps.Count > MostSteps)
            Line(text, $"  … and {planned.Plan.Steps.Count - MostSteps} more");
        foreach (PlanList list in planned.Plan.Lists)
            Line(text, $"{list.Resource}: {list.Rows} rows, {list.Total} base units in all, list {list.Hash}{(list.Root is { } root ? $", root {root}" : "")}");
        foreach (TokenReview token in planned.Review.Tokens)
            Token(text, token);
        foreach (string warning in planned.Plan.Warnings)
            Line(text, $"! {warning}");
        string coin = loaded.Network.NativeSymbol;
        Line(text, $"Cost: at most {planned.Gas} gas, {new Amount(planned.MaxCost, NativeDecimals)} {coin} at today's price; the account has {new Amount(planned.NativeBalance, NativeDecimals)} {coin}.");
        return Line(text, $"Plan {planned.Plan.Hash}").ToString();
    }

    private static void Token(StringBuilder text, TokenReview review)
    {
        Line(text, $"{review.Token.Symbol} at {review.Token.Address}");
        foreach (string power in review.Powers)
            Line(text, $"  {power}");
        foreach ((string when, Concentration? c) in ((string, Concentration?)[])[("at genesis", review.Before), ("when all is claimed and paid", review.After)])
        {
            if (c is not null)
                Line(text, $"  {when}: {c.Recipients} holders, Gini {c.Gini:0.000}, the largest has {c.Top1}, the ten largest {c.Top10}, Nakamoto coefficient {c.Nakamoto}");
        }
    }

    // Names in files may hold anything; nothing of them may move the cursor of a terminal.
    private static StringBuilder Line(StringBuilder text, string line) =>
        text.Append(string.Concat(line.Select(c => char.IsControl(c) ? '\uFFFD' : c))).Append('\n');
}
