using System.Text.Json.Nodes;
using Bursar.App.Safes;
using Bursar.Cli.Output;
using Bursar.Core.Plans;
using Bursar.Core.Safes;
using Bursar.Evm.Primitives;
using Spectre.Console;

namespace Bursar.Cli.Commands;

/// <summary>Safes and proposals, for programs and for people.</summary>
internal static class SafeView
{
    private const int NativeDecimals = 18;
    private const int MostSteps = 30;

    public static JsonObject ToJson(SafeFacts facts) => new()
    {
        ["address"] = facts.Address.ToString(),
        ["version"] = facts.Release.Version,
        ["codeHash"] = facts.Release.ProxyCode.ToString(),
        ["singleton"] = facts.Singleton.Address.ToString(),
        ["singletonName"] = facts.Singleton.Name,
        ["owners"] = new JsonArray([.. facts.Owners.Select(o => (JsonNode)o.ToString())]),
        ["threshold"] = facts.Threshold,
        ["nonce"] = facts.Nonce.ToString(),
        ["modules"] = new JsonArray([.. facts.Modules.Select(m => (JsonNode)m.ToString())]),
        ["guard"] = facts.Guard?.ToString(),
        ["moduleGuard"] = facts.ModuleGuard?.ToString(),
        ["fallbackHandler"] = facts.FallbackHandler?.ToString(),
        ["warnings"] = new JsonArray([.. facts.Dangers.Select(d => (JsonNode)d.Warning)]),
        ["block"] = facts.Block,
    };

    public static void Print(Terminal terminal, SafeFacts facts)
    {
        SentView.Line(terminal, "safe", facts.Address.ToString());
        SentView.Line(terminal, "version", $"{facts.Release.Version}, code {facts.Release.ProxyCode} before {facts.Singleton.Name} at {facts.Singleton.Address}");
        SentView.Line(terminal, "rule", $"{facts.Rule} owners have to sign");
        foreach (Address owner in facts.Owners)
            SentView.Line(terminal, "owner", owner.ToString());
        SentView.Line(terminal, "next", $"transaction {facts.Nonce}");
        SentView.Line(terminal, "modules", facts.Modules.Count == 0 ? "none" : string.Join(", ", facts.Modules));
        SentView.Line(terminal, "guard", facts.Guard?.ToString() ?? "none");
        SentView.Line(terminal, "handler", facts.FallbackHandler?.ToString() ?? "none");
        foreach ((_, string warning) in facts.Dangers)
            terminal.Results.MarkupLineInterpolated($"[red bold]ATTENTION[/] {warning}");
    }

    public static JsonObject ToJson(SafeReview review) => new()
    {
        ["safe"] = review.Proposal.Safe.ToString(),
        ["rule"] = review.Facts?.Rule,
        ["planHash"] = review.Plan.Hash.ToString(),
        ["transactions"] = new JsonArray([.. review.Proposal.Transactions.Select(t => (JsonNode)new JsonObject
        {
            ["nonce"] = t.Nonce.ToString(),
            ["safeTxHash"] = t.Hash.ToString(),
            ["domainHash"] = t.Domain.Separator.ToString(),
            ["messageHash"] = t.StructHash.ToString(),
            ["to"] = t.To.ToString(),
            ["value"] = t.Value.ToString(),
            ["operation"] = t.Operation == SafeOperation.Call ? "call" : "delegatecall",
            ["bytes"] = t.Data.Length,
            ["steps"] = new JsonArray([.. t.Steps.Select(s => (JsonNode)s)]),
            ["executed"] = review.Executed.FirstOrDefault(e => e.Transaction.Nonce == t.Nonce)?.In.ToString(),
        })]),
        ["lists"] = new JsonArray([.. review.Plan.Lists.Select(l => (JsonNode)new JsonObject
        {
            ["resource"] = l.Resource, ["rows"] = l.Rows, ["total"] = l.Total.ToString(), ["hash"] = l.Hash.ToString(),
        })]),
    };

    /// <summary>Everything that an owner agrees to, derived from the plan.</summary>
    public static void Print(Terminal terminal, SafeReview review)
    {
        IAnsiConsole console = terminal.Results;
        console.MarkupLineInterpolated($"[bold]{SafeText.Printable(review.Loaded.Launch.Title)}[/] on {review.Loaded.Network.Title} (chain {review.Proposal.Chain}), by the Safe {review.Proposal.Safe}{(review.Facts is { } facts ? $", {facts.Rule}" : "")}");
        foreach (PlanList list in review.Plan.Lists)
            console.MarkupLineInterpolated($"[bold]{SafeText.Printable(list.Resource)}[/]: {list.Rows:N0} rows, {list.Total} base units in all, list {list.Hash}");
        foreach (SafeTransaction transaction in review.Proposal.Transactions)
        {
            string state = review.Executed.FirstOrDefault(e => e.Transaction.Nonce == transaction.Nonce) is { } done ? $", executed in {done.In}, block {done.Block}" : "";
            console.MarkupLineInterpolated($"[bold]transaction {transaction.Nonce}[/]: {(transaction.Operation == SafeOperation.Call ? "calls" : "sends several calls by")} {transaction.To}{(transaction.Value.IsZero ? "" : $" with {new Amount(transaction.Value, NativeDecimals)} {review.Loaded.Network.NativeSymbol}")}{state}");
            foreach (PlanStep step in review.Plan.Steps.Where(s => transaction.Steps.Contains(s.Id, StringComparer.Ordinal)).Take(MostSteps))
            {
                string value = step.Value.IsZero ? "" : $", with {new Amount(step.Value, NativeDecimals)} {review.Loaded.Network.NativeSymbol}";
                console.MarkupLineInterpolated($"  {SafeText.Printable(step.Title)} [grey]({SafeText.Printable(step.Id)}, to {step.To}{value})[/]");
            }

            if (transaction.Steps.Count > MostSteps)
                console.MarkupLineInterpolated($"  [grey]… and {transaction.Steps.Count - MostSteps:N0} more, all in the plan file[/]");
            console.MarkupLineInterpolated($"  hash    {transaction.Hash}");
            console.MarkupLineInterpolated($"  [grey]domain  {transaction.Domain.Separator}[/]");
            console.MarkupLineInterpolated($"  [grey]message {transaction.StructHash}[/]");
        }

        foreach (string warning in review.Plan.Warnings)
            console.MarkupLineInterpolated($"[yellow]![/] {SafeText.Printable(warning)}");
        foreach ((_, string warning) in review.Facts?.Dangers ?? [])
            console.MarkupLineInterpolated($"[red bold]ATTENTION[/] {warning}");
        console.MarkupLineInterpolated($"plan  [bold]{review.Plan.Hash}[/]");
    }
}
