using Bursar.App.Planning;
using Bursar.App.Verification;
using Bursar.Contracts;
using Bursar.Core.Vesting;
using Bursar.Evm.Primitives;

namespace Bursar.App.Reporting;

/// <summary>What a report says of vesting. All of it follows from the curves and from what each schedule promises by now.</summary>
internal static class VestingReports
{
    private const int MostBends = 400;
    private static readonly int[] LaterDays = [30, 90, 365, 730];

    /// <summary>The schedules of one source.</summary>
    public static ReportVesting Of(VestingBlueprint vesting, VestingFacts found, ChainFacts facts)
    {
        DateTimeOffset now = Now(facts);
        DateTimeOffset[] later = [.. LaterDays.Select(d => now.AddDays(d))];
        return new ReportVesting
        {
            Name = vesting.Name,
            Source = vesting.Source.ToString().ToLowerInvariant(),
            Token = vesting.Token.Address,
            Vault = Deployments.VestingVaultAddress,
            Revoker = vesting.Spec.Revoker,
            Later = later,
            Schedules = [.. vesting.Schedules.Zip(found.Schedules).Select(p => new ReportSchedule(
                p.Second.Id, p.First.Label, p.Second.Recipient, p.Second.Opened, Promised(p.First, p.Second), Unlocks.Vested(p.First.Curve, Promised(p.First, p.Second), now), p.Second.Withdrawn,
                p.First.Curve.Start, p.First.Curve.End, p.Second.RevokedAt, [.. later.Select(t => Unlocks.Vested(p.First.Curve, Promised(p.First, p.Second), t))]))],
        };
    }

    /// <summary>How much of each token that vests is free when.</summary>
    public static IEnumerable<ReportUnlocks> UnlocksOf(Blueprint blueprint, ChainFacts facts)
    {
        DateTimeOffset now = Now(facts);
        foreach (IGrouping<Address, (VestingBlueprint Vesting, VestingFacts Found)> group in blueprint.Vesting.Zip(facts.Vesting).GroupBy(v => v.First.Token.Address))
        {
            // Schedules that the operator did not open yet hold nothing back.
            var unlocks = new Unlocks(group.SelectMany(g => g.Vesting.Schedules.Zip(g.Found.Schedules)
                .Where(p => p.Second.Opened || g.Vesting.Source != VestingSource.Operator)
                .Select(p => (p.First.Curve, Promised(p.First, p.Second)))));
            yield return new ReportUnlocks
            {
                Token = group.Key,
                Supply = facts.Supplies.TryGetValue(group.Key, out UInt256 supply) ? supply : null,
                Dates = [.. unlocks.Dates(now).Select(t => At(unlocks, t))],
                Curve = [.. unlocks.Bends(MostBends).Select(t => At(unlocks, t))],
            };
        }
    }

    private static UInt256 Promised(ScheduleBlueprint planned, ScheduleFacts found) => found.Opened ? found.Promised : planned.Curve.Total;

    private static ReportUnlock At(Unlocks unlocks, DateTimeOffset time) => new(time, unlocks.VestedAt(time), unlocks.LockedAt(time));

    private static DateTimeOffset Now(ChainFacts facts) => DateTimeOffset.FromUnixTimeSeconds((long)facts.Head.Timestamp);
}
