using System.Numerics;
using Bursar.Core.Faults;
using Bursar.Core.Vesting;
using Bursar.Evm.Primitives;
using Bursar.Tests.Shared;
using Xunit;

namespace Bursar.Core.Tests.Vesting;

/// <summary>Curves against the formula of docs/vesting.md, computed with big integers from the words that the contract takes.</summary>
public sealed class VestingCurveTests
{
    private static readonly DateTimeOffset Day = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Any_curve_is_what_the_formula_says_at_any_time()
    {
        var random = new Random(Seeds.Next("vesting curves"));
        for (int round = 0; round < 400; round++)
        {
            VestingCurve curve = RandomCurves.Next(random);
            BigInteger[] words = [.. curve.ToWords().Select(Big)];
            long first = curve.Points[0].Time.ToUnixTimeSeconds();
            long last = curve.End.ToUnixTimeSeconds();
            foreach (long time in curve.Points.Select(p => p.Time.ToUnixTimeSeconds()).SelectMany(t => (long[])[t - 1, t, t + 1]).Append(first - 1_000_000).Append(last + 1_000_000)
                .Concat(Enumerable.Range(0, 20).Select(_ => random.NextInt64(first, last + 2))))
            {
                Assert.Equal(Formula(words, time), Big(curve.VestedAt(DateTimeOffset.FromUnixTimeSeconds(Math.Max(time, 0)))));
            }
        }
    }

    [Fact]
    public void Words_are_read_as_they_were_written()
    {
        var random = new Random(Seeds.Next("vesting words"));
        for (int round = 0; round < 200; round++)
        {
            VestingCurve curve = RandomCurves.Next(random);
            Assert.Equal(curve.Points, VestingCurve.FromWords(curve.ToWords()).Value.Points);
        }
    }

    [Theory]
    [InlineData("1000", 365, 1_460, 364, "0")]
    [InlineData("1000", 365, 1_460, 365, "250")]
    [InlineData("1000", 365, 1_460, 366, "250")] // 250.68…: rounded down
    [InlineData("1000", 365, 1_460, 730, "500")]
    [InlineData("1000", 365, 1_460, 1_459, "999")]
    [InlineData("1000", 365, 1_460, 1_460, "1000")]
    [InlineData("1000", 365, 1_460, 9_999, "1000")]
    [InlineData("1329227995784915872903807060280344575", 0, 3, 1, "443075998594971957634602353426781525")] // 2^120 − 1
    [InlineData("1", 1, 2, 1, "0")]
    [InlineData("1", 2, 2, 2, "1")]
    public void A_line_with_a_cliff_vests_by_days(string total, int cliff, int length, int days, string vested)
    {
        VestingCurve curve = VestingCurve.Linear(Day, Day.AddDays(cliff), Day.AddDays(length), UInt256.Parse(total)).Value;
        Assert.Equal(UInt256.Parse(vested), curve.VestedAt(Day.AddDays(days)));
        Assert.Equal(UInt256.Zero, curve.VestedAt(Day.AddSeconds(-1)));
    }

    [Fact]
    public void Equal_parts_lose_nothing_to_rounding()
    {
        DateTimeOffset[] months = [.. Enumerable.Range(0, 7).Select(Day.AddMonths)];
        VestingCurve curve = VestingCurve.Equal(months, 100).Value;
        Assert.Equal(["14", "28", "42", "57", "71", "85", "100"], months.Select(m => curve.VestedAt(m).ToString()));
        Assert.Equal((Day, months[^1]), (curve.Start, curve.End));
    }

    [Fact]
    public void Each_point_that_is_wrong_is_named()
    {
        Result<VestingCurve> curve = VestingCurve.Create(
            [new(Day, 5, true), new(Day, 7, false), new(Day.AddSeconds(0.5), 8, false), new(Day.AddDays(1), 1, false), new(Day.AddDays(2), UInt256.One << 120, true)], "here");
        Assert.Equal(["point 1 is the end of a line that begins nowhere.", "point 2 is not later than the one before.", "point 3 is at no whole second since 1970.", "point 4 has less than the one before.",
            "point 5 has more than 2^120 − 1 base units."], curve.Faults.Select(f => f.Message));
        Assert.All(curve.Faults, f => Assert.Equal(("vesting.bad-point", "here"), (f.Code, f.Field)));
        Assert.Equal("vesting.bad-points", Assert.Single(VestingCurve.Create([]).Faults).Code);
        Assert.Equal("point 1 is the last and has nothing.", Assert.Single(VestingCurve.Create([new(Day, 0, false)]).Faults).Message);
        Assert.Equal("vesting.bad-dates", Assert.Single(VestingCurve.Linear(Day, Day.AddDays(3), Day.AddDays(2), 1).Faults).Code);
        Assert.Equal("vesting.bad-point", Assert.Single(VestingCurve.Linear(Day, Day, Day.AddDays(2), UInt256.One << 200).Faults).Code);
    }

    [Fact]
    public void A_word_with_bits_that_mean_nothing_is_refused()
    {
        UInt256 word = VestingCurve.Linear(Day, Day, Day.AddDays(2), 9).Value.ToWords()[1];
        Assert.Equal("vesting.bad-point", Assert.Single(VestingCurve.FromWords([word + (UInt256.One << 121)]).Faults).Code);
        Assert.Equal("vesting.bad-point", Assert.Single(VestingCurve.FromWords([word + (UInt256.One << 193)]).Faults).Code);
    }

    /// <summary>vested(t) by the words of the contract: bit 255 line, bits 128–191 time, bits 0–119 amount.</summary>
    private static BigInteger Formula(BigInteger[] words, long time)
    {
        (BigInteger Time, BigInteger Amount, bool Line)[] points =
            [.. words.Select(w => ((w >> 128) & ulong.MaxValue, w & ((BigInteger.One << 120) - 1), !(w >> 255).IsZero))];
        if (time < points[0].Time)
            return 0;
        int last = Array.FindLastIndex(points, p => p.Time <= time);
        if (last == points.Length - 1 || !points[last + 1].Line)
            return points[last].Amount;
        return points[last].Amount + ((points[last + 1].Amount - points[last].Amount) * (time - points[last].Time) / (points[last + 1].Time - points[last].Time));
    }

    private static BigInteger Big(UInt256 value) => BigInteger.Parse(value.ToString(), System.Globalization.CultureInfo.InvariantCulture);
}
