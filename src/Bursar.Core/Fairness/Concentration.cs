using System.Numerics;
using Bursar.Core.Lists;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Fairness;

/// <summary>How unevenly amounts are spread over recipients. All figures come from exact integers; doubles are for display only.</summary>
/// <remarks>An account with several rows counts once, with their sum. Accounts with amount 0 count as recipients.</remarks>
public sealed class Concentration
{
    /// <summary>Most points of <see cref="Lorenz"/>.</summary>
    public const int MaxLorenzPoints = 200;

    private Concentration(UInt256[] ascending, UInt256 total)
    {
        Recipients = ascending.Length;
        Total = total;
        if (ascending.Length > 0)
        {
            Smallest = ascending[0];
            Median = ascending[(ascending.Length - 1) / 2];
            Largest = ascending[^1];
        }

        Top1 = new Share(SumOfLast(ascending, 1), total);
        Top10 = new Share(SumOfLast(ascending, 10), total);
        Nakamoto = CountNakamoto(ascending, total);
        GiniTrillionths = ComputeGini(ascending, total);
        Lorenz = ComputeLorenz(ascending, total);
        Histogram = ComputeHistogram(ascending);
    }

    /// <summary>Number of accounts.</summary>
    public int Recipients { get; }

    /// <summary>Sum of all amounts, in base units.</summary>
    public UInt256 Total { get; }

    /// <summary>The smallest amount of a recipient, in base units.</summary>
    public UInt256 Smallest { get; }

    /// <summary>The amount in the middle (the lower one of two), in base units.</summary>
    public UInt256 Median { get; }

    /// <summary>The largest amount of a recipient, in base units.</summary>
    public UInt256 Largest { get; }

    /// <summary>What the largest recipient holds.</summary>
    public Share Top1 { get; }

    /// <summary>What the ten largest recipients hold together (all of them when there are fewer).</summary>
    public Share Top10 { get; }

    /// <summary>Fewest recipients who hold more than half of the total together; 0 when the total is 0.</summary>
    public int Nakamoto { get; }

    /// <summary>The Gini coefficient in parts of 10^12, rounded down: 0 when all hold the same, near 10^12 when one holds everything.</summary>
    public long GiniTrillionths { get; }

    /// <summary>The Gini coefficient from 0 to 1, for display only.</summary>
    public double Gini => GiniTrillionths / (double)Exact.Trillion;

    /// <summary>The Lorenz curve from (0, 0) to (1, 1), at most <see cref="MaxLorenzPoints"/> points.</summary>
    public IReadOnlyList<LorenzPoint> Lorenz { get; }

    /// <summary>Recipients by order of magnitude, without gaps from the smallest to the largest; the bucket of amount 0 first when there is one.</summary>
    public IReadOnlyList<AmountBucket> Histogram { get; }

    /// <summary>Measures <paramref name="rows"/>, which may be in any order.</summary>
    /// <exception cref="OverflowException">The sum of all amounts is above 2^256 − 1.</exception>
    public static Concentration Of(IEnumerable<RecipientRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        RecipientRow[] sorted = [.. rows];
        int[] unused = new int[sorted.Length];
        RowOrder.Sort(sorted, unused);
        var amounts = new List<UInt256>(sorted.Length);
        UInt256 total = UInt256.Zero;
        for (int i = 0; i < sorted.Length; i++)
        {
            if (i > 0 && sorted[i].Account == sorted[i - 1].Account)
                amounts[^1] += sorted[i].Amount;
            else
                amounts.Add(sorted[i].Amount);
            total += sorted[i].Amount;
        }

        UInt256[] ascending = [.. amounts];
        Array.Sort(ascending);
        return new Concentration(ascending, total);
    }

    private static UInt256 SumOfLast(UInt256[] ascending, int count)
    {
        UInt256 sum = UInt256.Zero;
        for (int i = Math.Max(0, ascending.Length - count); i < ascending.Length; i++)
            sum += ascending[i];
        return sum;
    }

    private static int CountNakamoto(UInt256[] ascending, UInt256 total)
    {
        UInt256 held = UInt256.Zero;
        for (int i = ascending.Length - 1; i >= 0; i--)
        {
            held += ascending[i];
            if (held > total - held)
                return ascending.Length - i;
        }

        return 0;
    }

    // G = (2 Σ i·x(i) − (n + 1) Σ x) / (n Σ x), with x ascending and i from 1.
    private static long ComputeGini(UInt256[] ascending, UInt256 total)
    {
        if (total.IsZero)
            return 0;
        BigInteger weighted = BigInteger.Zero;
        for (int i = 0; i < ascending.Length; i++)
            weighted += Exact.Of(ascending[i]) * (i + 1);
        BigInteger sum = Exact.Of(total);
        return Exact.Ratio((2 * weighted) - ((ascending.Length + 1) * sum), ascending.Length * sum);
    }

    private static LorenzPoint[] ComputeLorenz(UInt256[] ascending, UInt256 total)
    {
        if (total.IsZero)
            return [];
        int steps = Math.Min(ascending.Length, MaxLorenzPoints - 1);
        var points = new LorenzPoint[steps + 1];
        points[0] = new LorenzPoint(0, ascending.Length, new Share(UInt256.Zero, total));
        UInt256 held = UInt256.Zero;
        int taken = 0;
        for (int step = 1; step <= steps; step++)
        {
            int upTo = (int)((long)step * ascending.Length / steps);
            while (taken < upTo)
                held += ascending[taken++];
            points[step] = new LorenzPoint(taken, ascending.Length, new Share(held, total));
        }

        return points;
    }

    private static AmountBucket[] ComputeHistogram(UInt256[] ascending)
    {
        var buckets = new List<AmountBucket>();
        int at = 0;
        while (at < ascending.Length && ascending[at].IsZero)
            at++;
        if (at > 0)
            buckets.Add(new AmountBucket(-1, at, UInt256.Zero));
        if (at == ascending.Length)
            return [.. buckets];
        for (int power = ascending[at].ToString().Length - 1; at < ascending.Length; power++)
        {
            int first = at;
            UInt256 sum = UInt256.Zero;
            bool last = power >= 77;
            UInt256 limit = last ? UInt256.MaxValue : UInt256.PowerOfTen(power + 1);
            while (at < ascending.Length && (last || ascending[at] < limit))
                sum += ascending[at++];
            buckets.Add(new AmountBucket(power, at - first, sum));
        }

        return [.. buckets];
    }
}
