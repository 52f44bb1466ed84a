using Bursar.Contracts;
using Bursar.Core.Plans;
using Bursar.Evm.Primitives;

namespace Bursar.App.Planning;

/// <summary>The transactions that open vesting schedules.</summary>
public static class VestingSteps
{
    internal const string Vault = "contracts/vesting-vault";
    private const int MostNamed = 3;

    /// <summary>The step that puts the vault on a chain.</summary>
    public static PlanStep DeployVault() => PlanSteps.Deploy(
        Vault, "Deploy the vault of vesting schedules (the same address on every chain)", Deployments.VestingVaultAddress, Deployments.Salt,
        VestingVault.CreationCode(), GasModel.Of(VestingVault.RuntimeCode));

    /// <summary>Id of the step that opens a batch of schedules with the operator's tokens.</summary>
    public static string CreateId(VestingBlueprint vesting, int batch) => $"{vesting.Spec.Path}/create-{batch}";

    /// <summary>Id of the step that opens a schedule whose tokens are in its box.</summary>
    public static string OpenId(VestingBlueprint vesting, int schedule) => $"{vesting.Path}/vest-{vesting.Spec.Key}-{schedule}";

    /// <summary>Id of the step that lets the vault take the tokens of all schedules of a token.</summary>
    public static string ApproveId(TokenBlueprint token) => $"{token.Spec.Path}/approve-vesting";

    /// <summary>The step that lets the vault take <paramref name="sum"/> from the operator.</summary>
    public static PlanStep Approve(Blueprint blueprint, TokenBlueprint token, UInt256 sum) => PlanSteps.Approve(
        ApproveId(token), $"Let the vault of vesting schedules take {PlanSteps.Text(token, sum)}", blueprint, token, Deployments.VestingVaultAddress, sum, [Vault, PlanSteps.ReadyId(token)]);

    /// <summary>The step that opens <paramref name="schedules"/>, which are a batch or what is missing of it.</summary>
    public static PlanStep Create(VestingBlueprint vesting, int batch, IReadOnlyList<ScheduleBlueprint> schedules)
    {
        ArgumentNullException.ThrowIfNull(vesting);
        ArgumentNullException.ThrowIfNull(schedules);
        byte[] data = new VestingVault.CreateCall([.. schedules.Select(s => s.Schedule)]).Encode();
        UInt256 sum = schedules.Aggregate(UInt256.Zero, (total, s) => total + s.Curve.Total);
        string who = schedules.Count <= MostNamed
            ? string.Join(" and ", schedules.Select(s => s.Label is { } label ? $"{label} ({s.Schedule.Recipient})" : s.Schedule.Recipient.ToString()))
            : $"{schedules.Count} recipients";
        string which = vesting.Batches.Count > 1 ? $" (batch {batch + 1} of {vesting.Batches.Count})" : "";
        return new PlanStep
        {
            Id = CreateId(vesting, batch),
            Title = $"Vest {PlanSteps.Text(vesting.Token, sum)} to {who}, {VestingTexts.When(schedules)}{which}",
            To = Deployments.VestingVaultAddress,
            Data = data,
            Gas = GasModel.Vesting(data, schedules.Count),
            Check = CheckOf(schedules[^1].Id),
            After = [Vault, ApproveId(vesting.Token)],
        };
    }

    /// <summary>The step that opens a schedule whose tokens are in its box.</summary>
    public static PlanStep Open(VestingBlueprint vesting, int number)
    {
        ArgumentNullException.ThrowIfNull(vesting);
        ScheduleBlueprint schedule = vesting.Schedules[number];
        byte[] data = new VestingVault.OpenCall(schedule.Schedule).Encode();
        return new PlanStep
        {
            Id = OpenId(vesting, number),
            Title = $"Open the schedule of {schedule.Label ?? schedule.Schedule.Recipient.ToString()}, whose {PlanSteps.Text(vesting.Token, schedule.Curve.Total)} were born in its box, {VestingTexts.When([schedule])}",
            To = Deployments.VestingVaultAddress,
            Data = data,
            Gas = GasModel.Vesting(data, 1) + GasModel.VestingBox,
            Check = CheckOf(schedule.Id),
            After = [Vault, PlanSteps.ReadyId(vesting.Token)],
        };
    }

    /// <summary>How the chain tells that a schedule is open.</summary>
    internal static StepCheck CheckOf(Hash32 id) => new(Deployments.VestingVaultAddress, new VestingVault.StateOfCall(id).Encode(), UInt256.One.ToBigEndian());

    /// <summary>All steps, each after those that it needs.</summary>
    internal static IEnumerable<PlanStep> Of(Blueprint blueprint)
    {
        foreach (VestingBlueprint vesting in blueprint.Vesting.Where(v => v.Source == VestingSource.Genesis))
        {
            for (int i = 0; i < vesting.Schedules.Count; i++)
                yield return Open(vesting, i);
        }

        foreach (IGrouping<Address, VestingBlueprint> group in blueprint.Vesting.Where(v => v.Source == VestingSource.Operator).GroupBy(v => v.Token.Address))
        {
            yield return Approve(blueprint, group.First().Token, group.Aggregate(UInt256.Zero, (sum, v) => sum + v.Total));
            foreach (VestingBlueprint vesting in group)
            {
                for (int i = 0; i < vesting.Batches.Count; i++)
                    yield return Create(vesting, i, vesting.Batches[i]);
            }
        }
    }
}
