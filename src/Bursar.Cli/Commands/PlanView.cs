using System.Text.Json.Nodes;
using Bursar.App.Planning;
using Bursar.Cli.Output;
using Bursar.Core.Fairness;
using Bursar.Core.Lists;
using Bursar.Core.Plans;
using Bursar.Evm.Primitives;
using Spectre.Console;

namespace Bursar.Cli.Commands;

/// <summary>A plan as a reviewer reads it.</summary>
internal static class PlanView
{
    private const int MostSteps = 20;
    private const int MostRecipients = 5;
    private const int NativeDecimals = 18;

    public static void Print(Terminal terminal, PlannedLaunch planned, string file)
    {
        IAnsiConsole console = terminal.Results;
        Plan plan = planned.Plan;
        console.MarkupLineInterpolated($"[bold]{SafeText.Printable(planned.Blueprint.Loaded.Launch.Title)}[/] on {planned.Blueprint.Loaded.Network.Title} (chain {plan.ChainId}), sent by {plan.Operator}");
        if (plan.Steps.Count == 0)
            console.MarkupLineInterpolated($"[green]Nothing to do:[/] the chain already holds all {planned.StepsDone} steps.");
        else
            PrintSteps(console, planned);
        foreach (DropBlueprint drop in planned.Blueprint.Drops)
            PrintList(console, $"drop {drop.Spec.Key}", drop.Token, drop.List, drop.Tree.Root);
        foreach (PayoutBlueprint payout in planned.Blueprint.Payouts)
            PrintList(console, $"payout {payout.Spec.Key}", payout.Token, payout.List, null);
        foreach (NftPayoutBlueprint payout in planned.Blueprint.NftPayouts)
            console.MarkupLineInterpolated($"[bold]payout {payout.Spec.Key}[/]: {payout.List.Rows.Count:N0} NFTs of {payout.Spec.Collection} to {payout.List.Rows.Select(r => r.Account).Distinct().Count():N0} recipients");
        foreach (TokenReview token in planned.Review.Tokens)
            PrintToken(console, token);
        foreach (string trade in planned.Review.Trades)
            console.MarkupLineInterpolated($"{SafeText.Printable(trade)}");
        foreach (string warning in plan.Warnings)
            console.MarkupLineInterpolated($"[yellow]![/] {SafeText.Printable(warning)}");
        PrintCost(console, planned);
        console.MarkupLineInterpolated($"plan  [bold]{plan.Hash}[/]");
        console.MarkupLineInterpolated($"file  {file}");
    }

    public static JsonObject? ToJson(Concentration? concentration) => concentration is null ? null : new JsonObject
    {
        ["holders"] = concentration.Recipients,
        ["gini"] = concentration.Gini,
        ["top1"] = concentration.Top1.ToDouble(),
        ["top10"] = concentration.Top10.ToDouble(),
        ["nakamoto"] = concentration.Nakamoto,
    };

    private static void PrintSteps(IAnsiConsole console, PlannedLaunch planned)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("step", "what it does").AddColumn(new TableColumn("gas, at most").RightAligned());
        foreach (PlanStep step in planned.Plan.Steps.Take(MostSteps))
            table.AddRow(Markup.Escape(step.Id), Markup.Escape(SafeText.Printable(step.Title)), $"{step.Gas:N0}");
        if (planned.Plan.Steps.Count > MostSteps)
            table.AddRow("…", $"and {planned.Plan.Steps.Count - MostSteps:N0} more, all in the plan file", "");
        console.Write(table);
        if (planned.StepsDone > 0)
            console.MarkupLineInterpolated($"{planned.StepsDone} further steps are done already.");
    }

    private static void PrintList(IAnsiConsole console, string name, TokenBlueprint token, RecipientList list, Hash32? root)
    {
        byte decimals = token.Spec.Decimals;
        console.MarkupLineInterpolated($"[bold]{name}[/]: {list.Count:N0} recipients receive {new Amount(list.Total, decimals)} {SafeText.Printable(token.Symbol)}");
        if (root is { } hash)
            console.MarkupLineInterpolated($"  root {hash}");
        foreach (RecipientRow row in list.Rows.OrderByDescending(r => r.Amount).Take(MostRecipients))
            console.MarkupLineInterpolated($"  {row.Account}  {new Amount(row.Amount, decimals)}");
        if (list.Count > MostRecipients)
            console.MarkupLineInterpolated($"  [grey]… and {list.Count - MostRecipients:N0} more[/]");
    }

    private static void PrintToken(IAnsiConsole console, TokenReview review)
    {
        console.MarkupLineInterpolated($"[bold]{SafeText.Printable(review.Token.Symbol)}[/] at {review.Token.Address}");
        foreach (string power in review.Powers)
            console.MarkupLineInterpolated($"  {SafeText.Printable(power)}");
        foreach (string note in review.Rehearsal)
            console.MarkupLineInterpolated($"  {SafeText.Printable(note)}");
        if (review is not { Before: { } before, After: { } after })
            return;
        var table = new Table().Border(TableBorder.Simple).AddColumns("", "holders", "Gini", "largest", "ten largest", "Nakamoto");
        foreach ((string label, Concentration c) in new[] { ("at genesis", before), ("when all is claimed and paid", after) })
            table.AddRow(label, $"{c.Recipients:N0}", $"{c.Gini:0.000}", c.Top1.ToString(), c.Top10.ToString(), $"{c.Nakamoto:N0}");
        console.Write(table);
    }

    private static void PrintCost(IAnsiConsole console, PlannedLaunch planned)
    {
        string symbol = planned.Blueprint.Loaded.Network.NativeSymbol;
        console.MarkupLineInterpolated($"gas   at most {planned.Gas:N0}, at today's price at most {new Amount(planned.MaxCost, NativeDecimals)} {symbol}");
        if (!planned.Value.IsZero)
            console.MarkupLineInterpolated($"pays  {new Amount(planned.Value, NativeDecimals)} {symbol} besides");
        if (!planned.L1Fee.IsZero)
            console.MarkupLineInterpolated($"      of it {new Amount(planned.L1Fee, NativeDecimals)} {symbol} for posting the data to the chain below, which rises and falls with that chain's fees");
        if (planned.Plan.Operator == planned.Blueprint.Loaded.Launch.Safe)
            console.MarkupLineInterpolated($"      paid by whoever executes it: 'bursar safe propose' makes it transactions for the owners to sign");
        else if (planned.NativeBalance < planned.MaxCost + planned.Value)
            console.MarkupLineInterpolated($"[yellow]![/] the operator has only {new Amount(planned.NativeBalance, NativeDecimals)} {symbol}: apply refuses to start until it has enough");
    }
}
