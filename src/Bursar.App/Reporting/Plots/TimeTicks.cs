using System.Globalization;

namespace Bursar.App.Reporting.Plots;

/// <summary>Round instants for a time axis.</summary>
internal static class TimeTicks
{
    private const int Most = 5;
    private const long Minute = 60;
    private const long Hour = 3600;
    private const long Day = 86400;

    private static readonly long[] Steps =
    [
        1, 2, 5, 10, 15, 30, Minute, 2 * Minute, 5 * Minute, 10 * Minute, 15 * Minute, 30 * Minute, Hour, 2 * Hour, 3 * Hour, 6 * Hour, 12 * Hour,
        Day, 2 * Day, 7 * Day, 14 * Day, 28 * Day, 56 * Day, 91 * Day, 182 * Day, 365 * Day, 2 * 365 * Day, 5 * 365 * Day, 10 * 365 * Day, 100 * 365 * Day,
    ];

    /// <summary>Positions 0..1 between two instants, with labels.</summary>
    public static IEnumerable<(double At, string Label)> Of(DateTimeOffset from, DateTimeOffset to)
    {
        double length = (to - from).TotalSeconds;
        long step = Steps.FirstOrDefault(s => length / s <= Most, 1000 * 365 * Day);
        string format = step < Minute ? "HH:mm:ss" : step < Day ? length > Day ? "d MMM HH:mm" : "HH:mm" : step < 91 * Day ? "d MMM" : step < 365 * Day ? "MMM yyyy" : "yyyy";
        if (step >= 365 * Day)
        {
            // Years of the calendar: a tick stands where the year begins.
            int years = (int)(step / (365 * Day));
            for (int year = (from.Year / years * years) + years; year <= to.Year && year <= DateTimeOffset.MaxValue.Year; year += years)
                yield return ((new DateTimeOffset(year, 1, 1, 0, 0, 0, TimeSpan.Zero) - from).TotalSeconds / length, year.ToString(CultureInfo.InvariantCulture));
            yield break;
        }

        long start = from.ToUnixTimeSeconds();
        long first = (long)Math.Ceiling(start / (double)step) * step;
        for (long at = first; at <= to.ToUnixTimeSeconds(); at += step)
        {
            yield return ((at - from.ToUnixTimeMilliseconds() / 1000.0) / length,
                DateTimeOffset.FromUnixTimeSeconds(at).UtcDateTime.ToString(format, CultureInfo.InvariantCulture));
        }
    }
}
