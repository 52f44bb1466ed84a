using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Bursar.Core.Faults;

namespace Bursar.Core.Lists.Formats;

/// <summary>Times in lists of streams: <c>2026-02-14 17:25</c>, with seconds and a zone optional.</summary>
internal static class StreamTime
{
    internal const string AtStart = "at start";
    internal const string EndOfFirstMonth = "end of first month";

    private const string Minutes = "yyyy-MM-dd HH:mm";

    private static readonly string[] Local = [Minutes, "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss"];

    /// <summary>Reads a time; one without a zone is in <paramref name="zone"/>, and refused when that is null.</summary>
    internal static bool TryParse(string text, TimeSpan? zone, string place, out DateTimeOffset time, [NotNullWhen(false)] out Fault? fault)
    {
        fault = null;
        time = default;
        bool zoned = TryZone(text, out string local, out TimeSpan offset);
        if (!DateTime.TryParseExact(local, Local, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime read))
        {
            fault = new Fault("list.bad-time", $"{CellText.Show(text)} is no time.", place, "Write it as in 2026-02-14 17:25, with Z or an offset such as +01:00 behind it.");
            return false;
        }

        if (!zoned && zone is null)
        {
            fault = new Fault("list.no-zone", $"{CellText.Show(text)} does not say in which time zone it is.", place,
                $"Write {text}Z for UTC, or say which zone all times are in: --zone UTC, --zone +02:00. (Sablier's own page takes the zone of the browser.)");
            return false;
        }

        if (read.Year is < 1970 or > 9998)
        {
            fault = new Fault("list.bad-time", $"{CellText.Show(text)} is not between 1970 and 9998.", place, "Check the year.");
            return false;
        }

        time = new DateTimeOffset(read, zoned ? offset : zone!.Value).ToUniversalTime();
        return true;
    }

    /// <summary>Reads <c>UTC</c>, <c>Z</c> or an offset such as <c>+02:00</c>.</summary>
    internal static bool TryParseZone(string text, out TimeSpan zone)
    {
        zone = TimeSpan.Zero;
        return text is "UTC" or "utc" or "Z" || (text.Length == 6 && TryZone(text, out string rest, out zone) && rest.Length == 0);
    }

    /// <summary>The text in Sablier's form, which has neither zone nor seconds; null when seconds would be lost.</summary>
    internal static string? Format(DateTimeOffset time, TimeSpan zone) =>
        time.Ticks % TimeSpan.TicksPerMinute != 0 ? null : time.ToOffset(zone).ToString(Minutes, CultureInfo.InvariantCulture);

    private static bool TryZone(string text, out string local, out TimeSpan offset)
    {
        offset = TimeSpan.Zero;
        local = text;
        if (text.EndsWith('Z'))
        {
            local = text[..^1].TrimEnd();
            return true;
        }

        if (text.Length < 6 || text[^6] is not ('+' or '-') || text[^3] != ':'
            || !TimeSpan.TryParseExact(text[^5..], "hh\\:mm", CultureInfo.InvariantCulture, out offset) || offset > TimeSpan.FromHours(14))
            return false;
        if (text[^6] == '-')
            offset = -offset;
        local = text[..^6].TrimEnd();
        return true;
    }
}
