namespace Bursar.App.Reporting.Plots;

/// <summary>Thins out the points of a rising curve to what the eye can tell apart, so that a page stays small whatever the list.</summary>
internal static class Thinning
{
    /// <summary>Drops points that are nearer than <paramref name="distance"/> to the last one kept; the first and the last stay.</summary>
    /// <remarks>A curve that only rises keeps at most (width + height) / distance points.</remarks>
    public static IReadOnlyList<(double X, double Y)> Of(IEnumerable<(double X, double Y)> points, double distance = 2)
    {
        var kept = new List<(double X, double Y)>();
        (double X, double Y)? skipped = null;
        foreach ((double X, double Y) point in points)
        {
            if (kept.Count == 0 || Math.Abs(point.X - kept[^1].X) >= distance || Math.Abs(point.Y - kept[^1].Y) >= distance)
            {
                kept.Add(point);
                skipped = null;
            }
            else
            {
                skipped = point;
            }
        }

        if (skipped is { } last)
            kept.Add(last);
        return kept;
    }
}
