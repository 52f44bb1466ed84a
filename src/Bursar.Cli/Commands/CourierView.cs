using System.Text.Json.Nodes;
using Bursar.App.Approval;
using Bursar.App.Courier;
using Bursar.Cli.Output;
using Bursar.Core.Approval;
using Bursar.Core.Plans;
using Bursar.Evm.Primitives;

namespace Bursar.Cli.Commands;

/// <summary>An export as it is read before it is signed.</summary>
internal static class CourierView
{
    private const byte NativeDecimals = 18;
    private const byte GweiDecimals = 9;

    /// <summary>Everything that was recomputed, and what only the export says.</summary>
    public static void Print(Terminal terminal, OpenedExport opened)
    {
        AuditedPlan audited = opened.Audited;
        CourierExport export = opened.Export;
        LoadedPolicy? policy = audited.Blueprint.Loaded.Policy;
        string coin = audited.Blueprint.Loaded.Network.NativeSymbol;
        foreach ((_, string symbol, byte decimals, Address account, UInt256 amount) in audited.RecipientTotals())
            SentView.Line(terminal, "gets", $"{account} {new Amount(amount, decimals)} {symbol}");
        foreach (MoveTotal total in audited.Totals)
            SentView.Line(terminal, "total", $"{total.Text} ({(total.Asset.IsNative ? "the chain's coin" : total.Asset.ToString())}) to {total.Recipients:N0} recipients");
        ApprovalView.PrintPlan(terminal, audited, policy);
        foreach (ApprovalVerdict verdict in opened.Verdicts)
            SentView.Line(terminal, verdict.Counts ? "approved by" : "counts not", $"{policy?.Policy.Find(verdict.Paper.Approver)?.Name ?? verdict.Paper.Approver.ToString()}{(verdict.WhyNot is { } why ? $": {why}" : "")}");
        foreach (PolicyLimit limit in policy?.Policy.Limits ?? [])
            SentView.Line(terminal, "limit", $"{limit.PerDay} of {limit.Asset} in 24 hours; what else was spent is not known here");
        foreach (string warning in audited.Plan.Warnings)
            SentView.Line(terminal, "warning", warning);
        Print(terminal, export, audited.Plan, coin, opened.MaxFees);
    }

    /// <summary>What only the chain could say: nonces, gas, offers.</summary>
    public static void Print(Terminal terminal, CourierExport export, Plan plan, string coin, UInt256 maxFees)
    {
        SentView.Line(terminal, "signs", $"{export.Steps.Count} of {plan.Steps.Count} steps, nonces {export.Steps[0].Nonce} to {export.Steps[^1].Nonce}");
        SentView.Line(terminal, "offers", string.Join(", ", export.Fees.Select(f => $"{new Amount(f.MaxFee, GweiDecimals)} gwei")));
        SentView.Line(terminal, "fees", $"at most {new Amount(maxFees, NativeDecimals)} {coin}, at the highest offer");
        SentView.Line(terminal, "export", $"{export.Hash}: compare it with the other screen");
        SentView.Line(terminal, "plan", plan.Hash.ToString());
    }

    /// <summary>The same for programs.</summary>
    public static JsonObject Json(OpenedExport opened) => new()
    {
        ["ok"] = true,
        ["plan"] = opened.Audited.Plan.Hash.ToString(),
        ["export"] = opened.Export.Hash.ToString(),
        ["chainId"] = opened.Audited.Plan.ChainId.ToString(),
        ["operator"] = opened.Audited.Plan.Operator.ToString(),
        ["does"] = ApprovalView.Array(ApprovalStatement.Words(opened.Audited.Moves)),
        ["recipients"] = new JsonArray([.. opened.Audited.RecipientTotals().Select(r => (JsonNode)new JsonObject
        {
            ["account"] = r.Account.ToString(), ["token"] = r.Asset?.ToString(), ["units"] = r.Amount.ToString(),
        })]),
        ["nonces"] = new JsonArray([.. opened.Export.Steps.Select(s => (JsonNode)new JsonObject { ["step"] = s.Id, ["nonce"] = s.Nonce, ["gas"] = s.Gas })]),
        ["maxFees"] = opened.MaxFees.ToString(),
        ["policy"] = opened.Audited.Plan.Policy?.ToString(),
    };
}
