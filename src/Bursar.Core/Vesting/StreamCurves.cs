using Bursar.Core.Faults;
using Bursar.Core.Lists.Formats;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Vesting;

/// <summary>Turns the schedules of Sablier's CSV into curves.</summary>
/// <remarks>
/// A cliff without an amount releases what has grown since the start; with <see cref="StreamTerms.CliffAmount"/> it releases that, and the rest grows from the cliff on.
/// A year has 365 days; a month is one of the calendar, and the last day of a shorter one stands for days that it lacks.
/// </remarks>
public static class StreamCurves
{
    /// <summary>The curve of a row.</summary>
    /// <param name="stream">Its schedule.</param>
    /// <param name="amount">Its amount, in base units.</param>
    /// <param name="start">When streams begin that only say how long they take; null when nobody said.</param>
    /// <param name="place">Where the row stands, for faults.</param>
    /// <returns>The curve; <c>vesting.no-start</c>, or what <see cref="VestingCurve.Create"/> finds.</returns>
    public static Result<VestingCurve> Of(StreamTerms stream, UInt256 amount, DateTimeOffset? start, string? place = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (stream.Months is { } months)
            return Monthly(stream.Start!.Value, months, stream.FirstAtStart == true, amount, place);
        if (stream is { Start: null, End: { } lockedUntil })
            return VestingCurve.Create([new VestingPoint(lockedUntil, amount, false)], place);
        if ((stream.Start ?? start) is not { } from)
            return new Fault("vesting.no-start", "the stream says how long it takes, and nobody says from when.", place, "Say it for all rows with 'start' in the launch file, or give the row a start and an end.");
        long seconds = stream.End is { } until ? (long)(until - from).TotalSeconds : SecondsOf(stream.Duration!.Value);
        if (from > DateTimeOffset.MaxValue.AddSeconds(-seconds - 1))
            return new Fault("vesting.bad-dates", "the stream ends after the year 9999.", place, "Check its duration.");
        DateTimeOffset end = from.AddSeconds(seconds);
        if (stream.Steps is { } steps)
            return Stepped(from, seconds, steps, amount, place);
        DateTimeOffset? cliff = stream.CliffEnd ?? (stream.CliffDuration is { } wait ? from.AddSeconds(SecondsOf(wait)) : null);
        UInt256 unlock = stream.Unlock ?? UInt256.Zero;
        return cliff is { } at && stream.CliffAmount is { } atCliff
            ? VestingCurve.Create(Told(from, at, end, unlock, atCliff, amount), place)
            : cliff is { } grown && !unlock.IsZero ? UnlockedThenCliff(from, grown, end, amount, unlock, place)
            : VestingCurve.Linear(from, cliff ?? from, end, amount, unlock, place);
    }

    private static Result<VestingCurve> Monthly(DateTimeOffset start, int months, bool atStart, UInt256 amount, string? place)
    {
        if (months > VestingCurve.MaxPoints)
            return VestingCurve.BadCount(months, place);
        int first = atStart ? 0 : 1;
        if (start.Year + ((months + first) / 12) + 1 > 9998)
            return new Fault("vesting.bad-dates", "the stream ends after the year 9999.", place, "Check its months.");
        return VestingCurve.Equal([.. Enumerable.Range(first, months).Select(start.AddMonths)], amount, place);
    }

    private static Result<VestingCurve> Stepped(DateTimeOffset start, long seconds, int steps, UInt256 amount, string? place) => steps > VestingCurve.MaxPoints
        ? VestingCurve.BadCount(steps, place)
        : VestingCurve.Equal([.. Enumerable.Range(1, steps).Select(i => start.AddSeconds((long)((Int128)seconds * i / steps)))], amount, place);

    /// <summary>The amounts at the start and at the cliff are told; the rest grows from the cliff on.</summary>
    private static List<VestingPoint> Told(DateTimeOffset start, DateTimeOffset cliff, DateTimeOffset end, UInt256 unlock, UInt256 atCliff, UInt256 amount)
    {
        var points = new List<VestingPoint>();
        if (!unlock.IsZero)
            points.Add(new VestingPoint(start, unlock, false));
        points.Add(new VestingPoint(cliff, unlock + atCliff, false));
        points.Add(new VestingPoint(end, amount, true));
        return points;
    }

    /// <summary>Something is there at the start; what grows beside it waits for the cliff.</summary>
    private static Result<VestingCurve> UnlockedThenCliff(DateTimeOffset start, DateTimeOffset cliff, DateTimeOffset end, UInt256 amount, UInt256 unlock, string? place) =>
        VestingCurve.Linear(start, cliff, end, amount, unlock, place).TryGet(out VestingCurve? line, out IReadOnlyList<Fault> faults)
            ? VestingCurve.Create([new VestingPoint(start, unlock, false), .. line.Points], place)
            : Result<VestingCurve>.Fail(faults);

    private static long SecondsOf(StreamDuration duration) => duration.ApproximateHours * 3600L;
}
