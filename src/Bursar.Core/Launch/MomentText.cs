using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Bursar.Core.Faults;
using Bursar.Core.Launch.Yaml;

namespace Bursar.Core.Launch;

/// <summary>Points in time and durations as launch files write them.</summary>
internal static class MomentText
{
    /// <summary>The last second that a date can name.</summary>
    internal static readonly DateTimeOffset Latest = new(9999, 12, 31, 23, 59, 59, TimeSpan.Zero);

    private const int MaxYears = 100;

    private static readonly string[] Local = ["yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm"];
    private static readonly string[] Zoned = ["yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm"];

    /// <summary>Reads <c>2026-03-01</c> (midnight of UTC) or <c>2026-03-01T12:00:00Z</c> with seconds optional and any offset.</summary>
    internal static bool TryParse(string text, out DateTimeOffset moment, [NotNullWhen(false)] out Fault? fault)
    {
        fault = null;
        if (text.Length == 10 && DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime date))
        {
            moment = new DateTimeOffset(date, TimeSpan.Zero);
        }
        else if (TryZone(text, out string? local, out TimeSpan offset)
            && DateTime.TryParseExact(local, Zoned, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime time) && time.Year is > 1 and < 9999)
        {
            moment = new DateTimeOffset(time, offset).ToUniversalTime();
        }
        else
        {
            moment = default;
            fault = DateTime.TryParseExact(text, Local, CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
                ? new Fault("launch.no-zone", $"{YamlTree.Shown(text)} does not say in which time zone it is.", null, $"Add Z for UTC, or an offset such as +01:00: {text.Replace(' ', 'T')}Z")
                : new Fault("launch.bad-date", $"'{YamlTree.Shown(text)}' is no date.", null, "Write 2026-03-01 (midnight of UTC) or 2026-03-01T12:00:00Z.");
            return false;
        }

        if (moment >= DateTimeOffset.UnixEpoch && moment <= Latest)
            return true;
        fault = new Fault("launch.bad-date", $"{YamlTree.Shown(text)} is before 1970 or after 9999, which the chain's clock cannot say.", null, "Check the year.");
        return false;
    }

    /// <summary>Whether somebody meant a duration: digits, then letters.</summary>
    internal static bool LooksLikeDuration(string text) =>
        text.Length is > 0 and <= 32 && char.IsAsciiLetter(text[^1]) && !text.Contains('-', StringComparison.Ordinal) && !text.Contains(':', StringComparison.Ordinal);

    /// <summary>Reads a number and <c>h</c>, <c>d</c>, <c>w</c> (7 days) or <c>y</c> (365 days); more than nothing, at most a hundred years.</summary>
    internal static bool TryParseDuration(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        if (text.Length is < 2 or > 8 || text.AsSpan(0, text.Length - 1).IndexOfAnyExceptInRange('0', '9') >= 0)
            return false;
        int hours = text[^1] switch { 'h' => 1, 'd' => 24, 'w' => 7 * 24, 'y' => 365 * 24, _ => 0 };
        long total = long.Parse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture) * hours;
        if (total is 0 or > MaxYears * 365 * 24)
            return false;
        duration = TimeSpan.FromHours(total);
        return true;
    }

    private static bool TryZone(string text, [NotNullWhen(true)] out string? local, out TimeSpan offset)
    {
        offset = TimeSpan.Zero;
        local = null;
        if (text.EndsWith('Z'))
        {
            local = text[..^1];
            return true;
        }

        if (text.Length < 6 || text[^6] is not ('+' or '-') || !TimeSpan.TryParseExact(text[^5..], "hh\\:mm", CultureInfo.InvariantCulture, out offset) || offset > TimeSpan.FromHours(14))
            return false;
        if (text[^6] == '-')
            offset = -offset;
        local = text[..^6];
        return true;
    }
}
