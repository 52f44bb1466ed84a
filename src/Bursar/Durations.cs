namespace Bursar;

/// <summary>Durations as one says them: <c>90.Days()</c>.</summary>
public static class Durations
{
    /// <summary>So many hours.</summary>
    public static TimeSpan Hours(this int count) => TimeSpan.FromHours(count);

    /// <summary>So many days of 24 hours.</summary>
    public static TimeSpan Days(this int count) => TimeSpan.FromDays(count);

    /// <summary>So many weeks of 7 days.</summary>
    public static TimeSpan Weeks(this int count) => TimeSpan.FromDays(7 * count);
}
