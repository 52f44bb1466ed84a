using System.Text.Json.Nodes;
using Bursar.App.Approval;
using Bursar.Cli.Output;
using Bursar.Core.Approval;
using Bursar.Core.Faults;
using Bursar.Core.Plans;

namespace Bursar.Cli.Commands;

/// <summary>Plans and approvals as approvers read them.</summary>
internal static class ApprovalView
{
    /// <summary>What a plan does, recomputed.</summary>
    public static void PrintPlan(Terminal terminal, AuditedPlan audited, LoadedPolicy? policy)
    {
        Plan plan = audited.Plan;
        SentView.Line(terminal, "launch", $"{plan.Launch} on {plan.Network} (chain {plan.ChainId})");
        SentView.Line(terminal, "operator", plan.Operator.ToString());
        foreach (string words in ApprovalStatement.Words(audited.Moves))
            SentView.Line(terminal, "does", words);
        foreach (PlanStep step in audited.LeftOut)
            SentView.Line(terminal, "left out", $"{step.Id}: whoever planned says that the chain holds it already");
        SentView.Line(terminal, "plan", plan.Hash.ToString());
        if (policy is not null)
            SentView.Line(terminal, "policy", $"{policy.Policy.Name} ({policy.Policy.Hash})");
    }

    /// <summary>Who has approved, and what is missing.</summary>
    public static Outcome State(
        AuditedPlan audited, LoadedPolicy policy, PolicyJudge judge, IReadOnlyList<ApprovalFile> files, IReadOnlyList<ApprovalVerdict> verdicts, DateTimeOffset now)
    {
        ApprovalPaper[] counted = [.. verdicts.Where(v => v.Counts).Select(v => v.Paper)];
        IReadOnlyList<RuleState> rules = judge.Rules(audited.Moves, counted, now);
        IReadOnlyList<Fault> faults = judge.Judge(audited.Moves, counted, now);
        var json = new JsonObject
        {
            ["ok"] = true,
            ["allowed"] = faults.Count == 0,
            ["plan"] = audited.Plan.Hash.ToString(),
            ["policy"] = policy.Policy.Hash.ToString(),
            ["does"] = Array(ApprovalStatement.Words(audited.Moves)),
            ["rules"] = new JsonArray([.. rules.Select(r => (JsonNode)new JsonObject
            {
                ["about"] = r.Rule.Text, ["needs"] = r.Rule.Approvals, ["approved"] = Array(r.Have.Select(a => a.Name)), ["missing"] = Array(r.Missing.Select(a => a.Name)),
            })]),
            ["approvals"] = new JsonArray([.. verdicts.Select(v => (JsonNode)new JsonObject
            {
                ["approver"] = v.Paper.Approver.ToString(), ["name"] = policy.Policy.Find(v.Paper.Approver)?.Name, ["issued"] = ApprovalPaper.Time(v.Paper.Issued),
                ["expires"] = ApprovalPaper.Time(judge.EndOf(v.Paper)), ["counts"] = v.Counts, ["whyNot"] = v.WhyNot,
            })]),
            ["against"] = Array(faults.Select(f => $"{f.Code}: {f.Message}")),
        };
        return new Outcome(json, t =>
        {
            PrintPlan(t, audited, policy);
            foreach (RuleState rule in rules)
                SentView.Line(t, rule.IsMet ? "met" : "not met", $"{rule.Rule.Text}: {rule.Have.Count} of {rule.Rule.Approvals} ({Names(rule.Have)}); open: {Names(rule.Missing)}");
            foreach (ApprovalVerdict verdict in verdicts)
                SentView.Line(t, verdict.Counts ? "counts" : "counts not", $"{policy.Policy.Find(verdict.Paper.Approver)?.Name ?? verdict.Paper.Approver.ToString()} until {ApprovalPaper.Time(judge.EndOf(verdict.Paper))}{(verdict.WhyNot is { } why ? $": {why}" : "")}");
            foreach (ApprovalFile file in files.Where(f => f.Paper is null))
                SentView.Line(t, "unreadable", file.Path);
            foreach (Fault fault in faults)
                SentView.Line(t, "against it", $"{fault.Code}: {fault.Message}");
            SentView.Line(t, "result", faults.Count == 0 ? "may be applied, as far as approvals go; limits are looked at when it is applied" : "may not be applied");
        });
    }

    /// <summary>Texts as JSON.</summary>
    public static JsonArray Array(IEnumerable<string> texts) => new([.. texts.Select(t => (JsonNode)t)]);

    private static string Names(IReadOnlyList<Approver> approvers) => approvers.Count == 0 ? "nobody" : string.Join(", ", approvers.Select(a => a.Name));
}
