using Bursar.Evm.Primitives;

namespace Bursar.Core.Vesting;

/// <summary>What several schedules of one token release together, from the curves alone.</summary>
public sealed class Unlocks
{
    private readonly (VestingCurve Curve, UInt256 Promised)[] _schedules;

    /// <summary>Takes schedules.</summary>
    /// <param name="schedules">Their curves, and what each still promises in all: less than the curve's whole when it was ended early.</param>
    public Unlocks(IEnumerable<(VestingCurve Curve, UInt256 Promised)> schedules) => _schedules = [.. schedules];

    /// <summary>What they promise together, in base units.</summary>
    public UInt256 Total => _schedules.Aggregate(UInt256.Zero, (sum, s) => sum + s.Promised);

    /// <summary>When the last of it has vested; null when there is no schedule.</summary>
    public DateTimeOffset? End => _schedules.Length == 0 ? null : _schedules.Max(s => s.Curve.End);

    /// <summary>What has vested of one schedule by <paramref name="time"/>, in base units.</summary>
    public static UInt256 Vested(VestingCurve curve, UInt256 promised, DateTimeOffset time)
    {
        ArgumentNullException.ThrowIfNull(curve);
        UInt256 vested = curve.VestedAt(time);
        return vested < promised ? vested : promised;
    }

    /// <summary>What has vested of all by <paramref name="time"/>, in base units.</summary>
    public UInt256 VestedAt(DateTimeOffset time) => _schedules.Aggregate(UInt256.Zero, (sum, s) => sum + Vested(s.Curve, s.Promised, time));

    /// <summary>What is still locked at <paramref name="time"/>, in base units.</summary>
    public UInt256 LockedAt(DateTimeOffset time) => Total - VestedAt(time);

    /// <summary>Dates that a person looks at: beginnings of months, quarters or years, so far apart that there are at most about forty until all has vested.</summary>
    /// <param name="now">The first date.</param>
    public IReadOnlyList<DateTimeOffset> Dates(DateTimeOffset now)
    {
        List<DateTimeOffset> dates = [now];
        if (End is not { } end || end <= now)
            return dates;
        double years = (end - now).TotalDays / 365;
        int months = years <= 3 ? 1 : years <= 10 ? 3 : 12 * (int)Math.Ceiling(years / 40);
        var first = new DateTimeOffset(now.Year, 1, 1, 0, 0, 0, TimeSpan.Zero);
        for (DateTimeOffset at = first; at < end; at = at.AddMonths(months))
        {
            if (at > now)
                dates.Add(at);
            if (at.Year > 9_990 - (months / 12))
                break;
        }

        dates.Add(end);
        return dates;
    }

    /// <summary>Times at which the sum bends or jumps, with the second before each jump; when there are more than <paramref name="most"/>, times at even distances.</summary>
    public IReadOnlyList<DateTimeOffset> Bends(int most)
    {
        var bends = new SortedSet<DateTimeOffset>();
        foreach ((VestingCurve curve, _) in _schedules)
        {
            foreach (VestingPoint point in curve.Points)
            {
                bends.Add(point.Time);
                if (!point.IsLine && point.Time > DateTimeOffset.UnixEpoch)
                    bends.Add(point.Time.AddSeconds(-1));
            }
        }

        if (bends.Count <= most)
            return [.. bends];
        long from = bends.Min.ToUnixTimeSeconds();
        long length = bends.Max.ToUnixTimeSeconds() - from;
        return [.. Enumerable.Range(0, most).Select(i => DateTimeOffset.FromUnixTimeSeconds(from + (long)((Int128)length * i / (most - 1))))];
    }
}
