using Bursar.App.Planning;
using Bursar.Contracts;
using Bursar.Core.Plans;
using Bursar.Evm.Primitives;

namespace Bursar.App.Approval;

/// <summary>Compares the steps of a plan with those that follow from its inputs.</summary>
internal sealed class StepMatcher(Blueprint blueprint, IReadOnlyList<IReadOnlyDictionary<string, PlanStep>> derived)
{
    private const string Reset = "-zero";

    /// <summary>How a step differs from every step that it could be; null when it is one of them.</summary>
    /// <param name="step">The step.</param>
    /// <param name="ids">Ids of all steps of the plan.</param>
    public string? Difference(PlanStep step, IReadOnlySet<string> ids)
    {
        string? first = null;
        foreach (IReadOnlyDictionary<string, PlanStep> steps in derived)
        {
            string? difference = Difference(step, steps, ids);
            if (difference is null)
                return null;
            first ??= difference;
        }

        return first;
    }

    private string? Difference(PlanStep step, IReadOnlyDictionary<string, PlanStep> steps, IReadOnlySet<string> ids)
    {
        bool reset = false;
        if (!steps.TryGetValue(step.Id, out PlanStep? own))
        {
            if (!step.Id.EndsWith(Reset, StringComparison.Ordinal) || !steps.TryGetValue(step.Id[..^Reset.Length], out own))
                return "there is no such step";
            reset = true;
        }

        if (step.To != own.To)
            return $"it goes to {step.To} instead of {own.To}";
        if (step.Value != own.Value)
            return $"it sends {step.Value} wei instead of {own.Value}";
        string[] after = [.. own.After.Where(ids.Contains), .. !reset && ids.Contains(step.Id + Reset) ? [step.Id + Reset] : (string[])[]];
        if (!step.After.ToHashSet(StringComparer.Ordinal).SetEquals(after))
            return "it waits for other steps";
        if (!reset && step.Data.AsSpan().SequenceEqual(own.Data))
            return step.Title == own.Title && step.Gas == own.Gas && Same(step.Check, own.Check) ? null : "its words, its gas or its check are others";
        if (Erc20.ApproveCall.TryDecode(own.Data, out Erc20.ApproveCall whole))
            return Allowance(step, whole, reset);
        return reset ? "there is nothing to reset" : Schedules(step);
    }

    /// <summary>An allowance may be smaller: the plan gives what is still to come, and takes an old one back where the token asks for that.</summary>
    private string? Allowance(PlanStep step, Erc20.ApproveCall whole, bool reset)
    {
        if (!Erc20.ApproveCall.TryDecode(step.Data, out Erc20.ApproveCall given) || given.Spender != whole.Spender)
            return "it lets somebody else take tokens";
        if (!step.Data.AsSpan().SequenceEqual(given.Encode()))
            return "its data have something behind the call";
        if (reset ? !given.Value.IsZero : given.Value > whole.Value)
            return $"it lets {given.Spender} take {given.Value} base units instead of at most {(reset ? UInt256.Zero : whole.Value)}";
        var check = new StepCheck(step.To, new Erc20.AllowanceCall(blueprint.Operator, given.Spender).Encode(), given.Value.ToBigEndian());
        return Same(step.Check, check) ? null : "its check is another";
    }

    /// <summary>A batch of schedules may lack those that are open already.</summary>
    private string? Schedules(PlanStep step)
    {
        const string Other = "its data are others";
        if (!VestingVault.CreateCall.TryDecode(step.Data, out VestingVault.CreateCall create))
            return Other;
        foreach (VestingBlueprint vesting in blueprint.Vesting.Where(v => v.Source == VestingSource.Operator))
        {
            for (int i = 0; i < vesting.Batches.Count; i++)
            {
                if (VestingSteps.CreateId(vesting, i) != step.Id)
                    continue;
                Dictionary<Hash32, ScheduleBlueprint> batch = vesting.Batches[i].ToDictionary(s => s.Id);
                Hash32[] given = [.. create.Schedules.Select(VestingKeys.IdOf)];
                if (given.Length == 0 || given.Distinct().Count() != given.Length || given.FirstOrDefault(id => !batch.ContainsKey(id)) is { } foreign && foreign != Hash32.Zero)
                    return "it opens a schedule that the launch does not have";
                PlanStep made = VestingSteps.Create(vesting, i, [.. given.Select(id => batch[id])]);
                return step.Data.AsSpan().SequenceEqual(made.Data) && Same(step.Check, made.Check) ? null : Other;
            }
        }

        return Other;
    }

    private static bool Same(StepCheck left, StepCheck right) => left.Target == right.Target && Same(left.CallData, right.CallData) && Same(left.Expect, right.Expect);

    private static bool Same(byte[]? left, byte[]? right) => left is null ? right is null : right is not null && left.AsSpan().SequenceEqual(right);
}
