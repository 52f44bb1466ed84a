namespace Bursar.App.Reporting.Plots;

/// <summary>Round numbers for an axis that starts at 0.</summary>
internal static class NiceTicks
{
    /// <summary>The end of the axis and its ticks, at most about <paramref name="most"/>.</summary>
    public static (double End, IReadOnlyList<double> Ticks) UpTo(double max, int most = 5, bool whole = false)
    {
        if (!double.IsFinite(max) || max <= 0)
            max = 1;
        double raw = max / most;
        double power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        double step = (raw / power) switch { <= 1 => 1, <= 2 => 2, <= 2.5 => 2.5, <= 5 => 5, _ => 10 } * power;
        if (whole)
            step = Math.Max(1, Math.Ceiling(step));
        int count = (int)Math.Ceiling((max / step) - 1e-9);
        return (count * step, [.. Enumerable.Range(0, count + 1).Select(i => i * step)]);
    }
}
