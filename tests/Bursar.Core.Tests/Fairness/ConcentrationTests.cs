using System.Numerics;
using Bursar.Core.Fairness;
using Bursar.Core.Lists;
using Bursar.Core.Tests.Lists;
using Bursar.Evm.Primitives;
using Bursar.Tests.Shared;
using Xunit;

namespace Bursar.Core.Tests.Fairness;

public sealed class ConcentrationTests
{
    [Theory]
    [InlineData(new ulong[] { 5 }, 0, 1.0, 1)]
    [InlineData(new ulong[] { 7, 7, 7, 7 }, 0, 0.25, 3)]
    [InlineData(new ulong[] { 0, 0, 0, 12 }, 0.75, 1.0, 1)]
    [InlineData(new ulong[] { 4, 1, 3, 2 }, 0.25, 0.4, 2)]
    [InlineData(new ulong[] { 50, 50 }, 0, 0.5, 2)]
    [InlineData(new ulong[] { 51, 49 }, 0.01, 0.51, 1)]
    [InlineData(new ulong[] { 0, 0 }, 0, 0, 0)]
    public void Measures_small_lists_as_by_hand(ulong[] amounts, double gini, double top1, int nakamoto)
    {
        Concentration measured = Of(amounts);
        Assert.Equal(gini, measured.Gini, 12);
        Assert.Equal(top1, measured.Top1.ToDouble(), 12);
        Assert.Equal(nakamoto, measured.Nakamoto);
        Assert.Equal(amounts.Length, measured.Recipients);
    }

    [Fact]
    public void Has_nothing_to_say_about_no_rows()
    {
        Concentration measured = Concentration.Of([]);
        Assert.Equal((0, 0, 0L), (measured.Recipients, measured.Nakamoto, measured.GiniTrillionths));
        Assert.Empty(measured.Lorenz);
        Assert.Empty(measured.Histogram);
    }

    [Fact]
    public void Gini_is_the_mean_difference_of_all_pairs()
    {
        int seed = Seeds.Next("ConcentrationTests");
        var random = new Random(seed);
        byte[] bytes = new byte[32];
        for (int round = 0; round < 20; round++)
        {
            var amounts = new List<UInt256>();
            for (int i = 0; i < 60; i++)
            {
                random.NextBytes(bytes);
                amounts.Add(new UInt256(bytes.AsSpan(random.Next(1, 32)))); // up to 2^248, so that products need more than 256 bits
            }

            BigInteger[] big = [.. amounts.Select(a => BigInteger.Parse(a.ToString()))];
            BigInteger differences = big.Aggregate(BigInteger.Zero, (sum, x) => sum + big.Aggregate(BigInteger.Zero, (s, y) => s + BigInteger.Abs(x - y)));
            BigInteger whole = 2 * big.Length * big.Aggregate(BigInteger.Zero, (s, x) => s + x);
            long expected = (long)(differences * 1_000_000_000_000 / whole);
            Concentration measured = Concentration.Of(amounts.Select((a, i) => new RecipientRow(RealLists.AddressOf((ulong)i), a)));
            Assert.True(expected == measured.GiniTrillionths, $"seed {seed}, round {round}");

            BigInteger half = 0;
            int fewest = 0;
            foreach (BigInteger x in big.OrderDescending().TakeWhile(_ => 2 * half * 2 * big.Length <= whole))
                (half, fewest) = (half + x, fewest + 1);
            Assert.True(fewest == measured.Nakamoto, $"seed {seed}, round {round}");
        }
    }

    [Fact]
    public void Holds_at_the_greatest_amounts()
    {
        UInt256 third = UInt256.MaxValue / 3UL;
        Concentration measured = Concentration.Of(Enumerable.Range(1, 3).Select(i => new RecipientRow(RealLists.AddressOf((ulong)i), third)));
        Assert.Equal((0L, 2, UInt256.MaxValue), (measured.GiniTrillionths, measured.Nakamoto, measured.Total));
        Assert.Equal(333_333_333_333, measured.Top1.Trillionths);
        Assert.Equal("33.33 %", measured.Top1.ToString());
        Assert.Equal(77, Assert.Single(Concentration.Of([new(RealLists.AddressOf(1), UInt256.MaxValue)]).Histogram).PowerOfTen);
        RecipientRow[] beyond = [new(RealLists.AddressOf(1), UInt256.MaxValue), RealLists.Row(2, 1)];
        Assert.Throws<OverflowException>(() => Concentration.Of(beyond));
    }

    [Fact]
    public void An_account_with_several_rows_counts_once()
    {
        Concentration measured = Concentration.Of([RealLists.Row(1, 5), RealLists.Row(2, 10), RealLists.Row(1, 5)]);
        Assert.Equal((2, 0L), (measured.Recipients, measured.GiniTrillionths));
        Assert.Equal((10UL, 10UL, 10UL), ((ulong)measured.Smallest, (ulong)measured.Median, (ulong)measured.Largest));
    }

    [Fact]
    public void Top_ten_is_ten_recipients()
    {
        Concentration measured = Of([.. Enumerable.Range(1, 100).Select(i => (ulong)i)]);
        Assert.Equal(new Share(955UL, 5_050UL), measured.Top10);
        Assert.Equal(1.0, Of([1, 2, 3]).Top10.ToDouble());
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(10, 11)]
    [InlineData(199, 200)]
    [InlineData(200, 200)]
    [InlineData(10_000, 200)]
    public void The_lorenz_curve_rises_from_nothing_to_everything(int count, int points)
    {
        Concentration measured = Of([.. Enumerable.Range(1, count).Select(i => (ulong)i * 3)]);
        Assert.Equal(points, measured.Lorenz.Count);
        Assert.Equal((0, UInt256.Zero), (measured.Lorenz[0].Recipients, measured.Lorenz[0].Held.Part));
        Assert.Equal((1.0, 1.0), (measured.Lorenz[^1].X, measured.Lorenz[^1].Y));
        Assert.Equal((count, measured.Total), (measured.Lorenz[^1].Recipients, measured.Lorenz[^1].Held.Part));
        Assert.All(measured.Lorenz.Zip(measured.Lorenz.Skip(1)), pair =>
        {
            Assert.True(pair.First.Recipients < pair.Second.Recipients);
            Assert.True(pair.First.Y <= pair.Second.Y);
        });
        Assert.All(measured.Lorenz, p => Assert.Equal((ulong)p.Recipients * ((ulong)p.Recipients + 1) / 2 * 3, p.Held.Part));
    }

    [Fact]
    public void The_histogram_has_a_bucket_for_each_order_of_magnitude() =>
        Assert.Equal(
            [new(-1, 2, 0UL), new(0, 2, 10UL), new(1, 2, 109UL), new(2, 1, 100UL), new(3, 0, 0UL), new(4, 1, 10_000UL)],
            Of([0, 1, 9, 10, 99, 100, 10_000, 0]).Histogram);

    [Fact]
    public void The_figures_of_ens_agree_with_themselves()
    {
        Concentration ens = Concentration.Of(RealLists.Ens().Rows);
        Assert.Equal(137_689, ens.Histogram.Sum(b => b.Recipients));
        Assert.Equal(ens.Total, ens.Histogram.Aggregate(UInt256.Zero, (sum, b) => sum + b.Total));

        // The area under the curve gives Gini again, as near as 200 points allow.
        double area = ens.Lorenz.Zip(ens.Lorenz.Skip(1)).Sum(p => (p.Second.X - p.First.X) * (p.First.Y + p.Second.Y) / 2);
        Assert.Equal(1 - (2 * area), ens.Gini, 3);
    }

    private static Concentration Of(ulong[] amounts) => Concentration.Of(amounts.Select((a, i) => RealLists.Row((ulong)i + 1, a)));
}
