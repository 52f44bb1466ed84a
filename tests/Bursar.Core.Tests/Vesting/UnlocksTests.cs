using Bursar.Core.Vesting;
using Bursar.Evm.Primitives;
using Bursar.Tests.Shared;
using Xunit;

namespace Bursar.Core.Tests.Vesting;

/// <summary>What several schedules release together.</summary>
public sealed class UnlocksTests
{
    private static readonly DateTimeOffset Day = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_sum_is_the_sum_of_the_curves_and_what_is_locked_is_the_rest()
    {
        var random = new Random(Seeds.Next("unlocks"));
        VestingCurve[] curves = [.. Enumerable.Range(0, 20).Select(_ => RandomCurves.Next(random, 100))];
        var unlocks = new Unlocks(curves.Select(c => (c, c.Total)));
        foreach (DateTimeOffset time in unlocks.Bends(1_000))
        {
            UInt256 sum = curves.Aggregate(UInt256.Zero, (all, c) => all + c.VestedAt(time));
            Assert.Equal(sum, unlocks.VestedAt(time));
            Assert.Equal(unlocks.Total - sum, unlocks.LockedAt(time));
        }

        Assert.Equal(UInt256.Zero, unlocks.LockedAt(unlocks.End!.Value));
    }

    [Fact]
    public void A_schedule_that_ended_early_releases_no_more_than_it_promises_by_then()
    {
        VestingCurve curve = VestingCurve.Linear(Day, Day, Day.AddDays(100), 1_000).Value;
        var unlocks = new Unlocks([(curve, 300)]);
        Assert.Equal([100, 300, 300], new[] { 10, 30, 90 }.Select(d => int.Parse(unlocks.VestedAt(Day.AddDays(d)).ToString(), System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void Dates_are_few_and_end_when_all_has_vested()
    {
        foreach (int days in (int[])[1, 40, 1_000, 3_000, 36_000])
        {
            VestingCurve curve = VestingCurve.Linear(Day, Day, Day.AddDays(days), 1_000).Value;
            IReadOnlyList<DateTimeOffset> dates = new Unlocks([(curve, curve.Total)]).Dates(Day.AddHours(3));
            Assert.Equal((Day.AddHours(3), Day.AddDays(days)), (dates[0], dates[^1]));
            Assert.Equal(dates.Order(), dates);
            Assert.Equal(dates.Count, dates.Distinct().Count());
            Assert.InRange(dates.Count, 2, 45);
        }

        Assert.Single(new Unlocks([]).Dates(Day));
        VestingCurve over = VestingCurve.Linear(Day, Day, Day.AddDays(1), 1).Value;
        Assert.Single(new Unlocks([(over, 1)]).Dates(Day.AddDays(2)));
    }

    [Fact]
    public void Bends_show_jumps_and_are_no_more_than_asked_for()
    {
        VestingCurve step = VestingCurve.Equal([Day, Day.AddDays(7)], 10).Value;
        Assert.Equal([Day.AddSeconds(-1), Day, Day.AddDays(7).AddSeconds(-1), Day.AddDays(7)], new Unlocks([(step, 10)]).Bends(10));
        VestingCurve many = VestingCurve.Equal([.. Enumerable.Range(0, 250).Select(i => Day.AddDays(i))], 1_000).Value;
        IReadOnlyList<DateTimeOffset> bends = new Unlocks([(many, 1_000)]).Bends(100);
        Assert.Equal((100, Day.AddSeconds(-1), Day.AddDays(249)), (bends.Count, bends[0], bends[^1]));
    }
}
