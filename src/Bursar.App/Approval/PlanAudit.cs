using Bursar.App.Planning;
using Bursar.Core.Approval;
using Bursar.Core.Faults;
using Bursar.Core.Launch;
using Bursar.Core.Plans;
using Bursar.Evm.Primitives;

namespace Bursar.App.Approval;

/// <summary>Recomputes a plan from its launch file and lists, without a chain: every step must follow from them, to the byte.</summary>
/// <remarks>What cannot be recomputed is what the chain holds already: which steps are left out as done, and how far an allowance is used. A step
/// that is left out is named; an allowance may be smaller than the launch needs in all, never larger.</remarks>
public static class PlanAudit
{
    /// <summary>Recomputes the plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="loaded">The launch that it says to be made from, with its lists.</param>
    /// <returns>What the plan does; or each step that does not follow, and everything else that differs.</returns>
    public static Result<AuditedPlan> Run(Plan plan, LoadedLaunch loaded)
    {
        if (Inputs(plan, loaded) is { Count: > 0 } changed)
            return Result<AuditedPlan>.Fail(changed);
        var faults = new List<Fault>();
        Blueprint blueprint = BlueprintBuilder.Build(loaded);
        if (plan.Operator != blueprint.Operator)
            faults.Add(Differs(null, $"the plan is sent by {plan.Operator}, the launch says {blueprint.Operator}"));
        if (plan.Launch != loaded.Launch.Name)
            faults.Add(Differs(null, "the plan has another name than the launch"));

        // Which of the existing tokens are Bursar's own, only the chain says. It decides how rows are moved, not which.
        Blueprint bursars = BlueprintBuilder.Build(loaded, loaded.Launch.Tokens.OfType<ExistingTokenSpec>().Select(t => t.Address).ToHashSet());
        Dictionary<string, PlanStep>[] derived = [ById(blueprint), ById(bursars)];
        var matcher = new StepMatcher(blueprint, derived);
        var moves = new List<PlanMove>();
        var known = new PlanMoves(blueprint);
        HashSet<string> ids = [.. plan.Steps.Select(s => s.Id)];
        foreach (PlanStep step in plan.Steps)
        {
            if (matcher.Difference(step, ids) is { } difference)
                faults.Add(Differs(step.Id, difference));
            else
                moves.AddRange(known.Of(step));
        }

        if (faults.Count > 0)
            return Result<AuditedPlan>.Fail(faults);
        return new AuditedPlan(plan, blueprint, moves, [.. derived[0].Values.Where(s => !ids.Contains(s.Id))]);
    }

    /// <summary>Which inputs are not those that were planned and reviewed.</summary>
    public static IReadOnlyList<Fault> Inputs(Plan plan, LoadedLaunch loaded)
    {
        var faults = new List<Fault>();
        const string Hint = "Make the plan again and review it.";
        if (plan.LaunchHash != loaded.Launch.Hash)
            faults.Add(new Fault("apply.launch-changed", "the launch file is not the one that the plan was made from.", Hint: Hint) { Kind = FaultKind.Refused });
        if (plan.ChainId != loaded.Network.ChainId || plan.Network != loaded.Network.Name)
            faults.Add(new Fault("apply.other-network", $"the plan is for {plan.Network} (chain {plan.ChainId}), not for {loaded.Network.Name}.", Hint: Hint) { Kind = FaultKind.Refused });
        if (plan.Policy != loaded.Policy?.Policy.Hash)
            faults.Add(new Fault("apply.policy-changed", "the policy is not the one that the plan was made under.", "policy", Hint) { Kind = FaultKind.Refused });
        foreach (PlanList list in plan.Lists)
        {
            Hash32? now = loaded.Lists.TryGetValue(list.Resource, out Core.Lists.RecipientList? rows) ? rows.Hash
                : loaded.VestingLists.TryGetValue(list.Resource, out Core.Vesting.VestingList? vesting) ? vesting.Hash
                : loaded.NftLists.TryGetValue(list.Resource, out Core.Lists.NftList? nfts) ? nfts.Hash : null;
            if (now != list.Hash)
                faults.Add(new Fault("apply.list-changed", $"the list of {list.Resource} is not the one that was planned.", list.Resource, Hint) { Kind = FaultKind.Refused, File = list.File });
        }

        return faults;
    }

    private static Dictionary<string, PlanStep> ById(Blueprint blueprint) => PlanSteps.All(blueprint).ToDictionary(s => s.Id, StringComparer.Ordinal);

    private static Fault Differs(string? step, string why) => new Fault("plan.not-derived", step is null ? $"the plan does not follow from its launch file: {why}." : $"step {step} of the plan does not follow from the launch file and its lists: {why}.",
        step, "Somebody changed the plan. Make it again with 'bursar plan', and find out who.")
    { Kind = FaultKind.Refused };
}
