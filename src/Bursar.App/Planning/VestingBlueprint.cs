using Bursar.Contracts;
using Bursar.Core.Launch;
using Bursar.Core.Vesting;
using Bursar.Evm.Primitives;

namespace Bursar.App.Planning;

/// <summary>Schedules of one token that a launch opens, all from the same source and on terms of one vesting.</summary>
/// <param name="Spec">The vesting.</param>
/// <param name="Source">Where the tokens come from.</param>
/// <param name="Path">The resource that has the recipients: the vesting itself, a token whose first holders take its terms, or a drop.</param>
/// <param name="Token">The token.</param>
/// <param name="Schedules">The schedules, in the order of the file.</param>
public sealed record VestingBlueprint(VestingSpec Spec, VestingSource Source, string Path, TokenBlueprint Token, IReadOnlyList<ScheduleBlueprint> Schedules)
{
    private const int MostPointsOfBatch = 2_000;

    /// <summary>What all schedules promise, in base units.</summary>
    public UInt256 Total => Schedules.Aggregate(UInt256.Zero, (sum, s) => sum + s.Curve.Total);

    /// <summary>The schedules that one transaction opens, in order.</summary>
    /// <remarks>Curves of many points are dear to announce: a batch ends early when it has <c>2,000</c> points.</remarks>
    public IReadOnlyList<IReadOnlyList<ScheduleBlueprint>> Batches { get; } = Cut(Spec.Batch, Schedules);

    /// <summary>Name for people.</summary>
    public string Name => Source switch
    {
        VestingSource.Operator => Spec.Key,
        VestingSource.Genesis => $"{Spec.Key}, first holders of {Token.Symbol}",
        _ => $"{Spec.Key}, {Path}",
    };

    private static List<IReadOnlyList<ScheduleBlueprint>> Cut(int most, IReadOnlyList<ScheduleBlueprint> schedules)
    {
        var batches = new List<IReadOnlyList<ScheduleBlueprint>>();
        var batch = new List<ScheduleBlueprint>();
        int points = 0;
        foreach (ScheduleBlueprint schedule in schedules)
        {
            if (batch.Count == most || (batch.Count > 0 && points + schedule.Curve.Points.Count > MostPointsOfBatch))
            {
                batches.Add(batch);
                (batch, points) = ([], 0);
            }

            batch.Add(schedule);
            points += schedule.Curve.Points.Count;
        }

        if (batch.Count > 0)
            batches.Add(batch);
        return batches;
    }
}

/// <summary>A schedule of a launch.</summary>
/// <param name="Place">Where its recipient stands, for example <c>vesting.team.recipients[2]</c> or <c>streams.csv:17</c>.</param>
/// <param name="Label">What it is for, in the operator's words; null when the file does not say.</param>
/// <param name="Schedule">The schedule, as the contract takes it.</param>
/// <param name="Curve">Its curve.</param>
public sealed record ScheduleBlueprint(string Place, string? Label, VestingVault.Schedule Schedule, VestingCurve Curve)
{
    /// <summary>Its id.</summary>
    public Hash32 Id { get; } = VestingKeys.IdOf(Schedule);

    /// <summary>Its box, which the tokens of other sources than the operator go to.</summary>
    public Address Box { get; } = VestingKeys.BoxOf(Schedule);
}

/// <summary>Where the tokens of schedules come from.</summary>
public enum VestingSource
{
    /// <summary>From the operator, who opens the schedules.</summary>
    Operator,

    /// <summary>From the token's birth: the boxes are among its first holders.</summary>
    Genesis,

    /// <summary>From a drop: each row is of a box, and is opened when it has been claimed.</summary>
    Drop,
}
