using Bursar.Core.Lists.Formats;
using Bursar.Core.Vesting;
using Xunit;

namespace Bursar.Core.Tests.Vesting;

/// <summary>Schedules of Sablier's CSV as curves.</summary>
public sealed class StreamCurvesTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 31, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_duration_counts_from_the_start_of_all_rows()
    {
        VestingCurve curve = Of(new StreamTerms { Duration = new StreamDuration(1, 0, 0), CliffDuration = new StreamDuration(0, 73, 0) });
        Assert.Equal([0, 200, 200, 1000], Vested(curve, Start.AddDays(73).AddSeconds(-1), Start.AddDays(73), Start.AddDays(73).AddSeconds(1), Start.AddDays(365)));
        Assert.Equal("vesting.no-start", Assert.Single(StreamCurves.Of(new StreamTerms { Duration = new StreamDuration(1, 0, 0) }, 1, null).Faults).Code);
    }

    [Fact]
    public void Amounts_at_the_start_and_the_cliff_are_as_they_are_told_and_the_rest_grows_behind_them()
    {
        VestingCurve curve = Of(new StreamTerms { Start = Start, End = Start.AddDays(100), CliffEnd = Start.AddDays(50), CliffAmount = 300, Unlock = 100 });
        Assert.Equal([0, 100, 100, 400, 700, 1000], Vested(curve, Start.AddSeconds(-1), Start, Start.AddDays(49), Start.AddDays(50), Start.AddDays(75), Start.AddDays(100)));
    }

    [Fact]
    public void A_cliff_without_an_amount_releases_what_has_grown_beside_the_unlock()
    {
        VestingCurve curve = Of(new StreamTerms { Start = Start, End = Start.AddDays(100), CliffEnd = Start.AddDays(50), Unlock = 100 });
        Assert.Equal([100, 100, 550, 1000], Vested(curve, Start, Start.AddDays(50).AddSeconds(-1), Start.AddDays(50), Start.AddDays(100)));
    }

    [Fact]
    public void Months_are_those_of_the_calendar()
    {
        VestingCurve atStart = Of(new StreamTerms { Start = Start, Months = 3, FirstAtStart = true });
        Assert.Equal([Start, new(2026, 2, 28, 0, 0, 0, TimeSpan.Zero), new(2026, 3, 31, 0, 0, 0, TimeSpan.Zero)], atStart.Points.Select(p => p.Time));
        Assert.Equal(["333", "666", "1000"], atStart.Points.Select(p => p.Amount.ToString()));
        Assert.Equal(Start.AddMonths(3), Of(new StreamTerms { Start = Start, Months = 3, FirstAtStart = false }).End);
    }

    [Fact]
    public void Steps_end_with_the_stream()
    {
        VestingCurve curve = Of(new StreamTerms { Start = Start, End = Start.AddDays(10), Steps = 4 });
        Assert.Equal([2.5, 5, 7.5, 10], curve.Points.Select(p => (p.Time - Start).TotalDays));
        Assert.Equal(["250", "500", "750", "1000"], curve.Points.Select(p => p.Amount.ToString()));
    }

    [Fact]
    public void An_end_alone_is_a_timelock()
    {
        VestingPoint point = Assert.Single(StreamCurves.Of(new StreamTerms { End = Start }, 5, null).Value.Points);
        Assert.Equal(new VestingPoint(Start, 5, false), point);
    }

    [Fact]
    public void What_no_schedule_can_say_is_refused()
    {
        Assert.Equal("vesting.bad-points", Code(new StreamTerms { Start = Start, Months = 257, FirstAtStart = true }));
        Assert.Equal("vesting.bad-points", Code(new StreamTerms { Start = Start, End = Start.AddDays(1), Steps = 257 }));
        Assert.Equal("vesting.bad-point", Code(new StreamTerms { Start = Start, End = Start.AddSeconds(3), Steps = 5 }));
        Assert.Equal("vesting.bad-dates", Code(new StreamTerms { Duration = new StreamDuration(9_000, 0, 0) }));
        Assert.Equal("vesting.bad-dates", Code(new StreamTerms { Start = Start.AddYears(7_965), Months = 250, FirstAtStart = true }));
    }

    private static VestingCurve Of(StreamTerms terms) => StreamCurves.Of(terms, 1000, Start).Value;

    private static string Code(StreamTerms terms) => StreamCurves.Of(terms, 1000, Start).Faults[0].Code;

    private static IEnumerable<int> Vested(VestingCurve curve, params DateTimeOffset[] times) => times.Select(t => int.Parse(curve.VestedAt(t).ToString(), System.Globalization.CultureInfo.InvariantCulture));
}
