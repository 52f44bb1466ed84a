using System.Globalization;
using System.Text;

namespace Bursar.Core.Lists.Formats;

/// <summary>A length of time as Sablier writes it: <c>1 year 20 days 4 hours</c>, each part optional.</summary>
/// <param name="Years">Years.</param>
/// <param name="Days">Days.</param>
/// <param name="Hours">Hours.</param>
public readonly record struct StreamDuration(int Years, int Days, int Hours)
{
    private const int MostOfAPart = 1_000_000;

    /// <summary>The length in hours, with years of 365 days; for comparing.</summary>
    public long ApproximateHours => (((Years * 365L) + Days) * 24) + Hours;

    /// <summary>Reads the text; false when it is none, names a part twice or out of order, or is nothing at all.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out StreamDuration duration)
    {
        duration = default;
        Span<int> parts = stackalloc int[3];
        int next = 0;
        int number = -1;
        foreach (Range range in text.Split(' '))
        {
            ReadOnlySpan<char> word = text[range];
            if (word.IsEmpty)
                continue;
            if (number < 0)
            {
                if (!int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out number) || number > MostOfAPart)
                    return false;
                continue;
            }

            int part = word switch { "year" or "years" => 0, "day" or "days" => 1, "hour" or "hours" => 2, _ => -1 };
            if (part < next)
                return false;
            parts[part] = number;
            next = part + 1;
            number = -1;
        }

        duration = new StreamDuration(parts[0], parts[1], parts[2]);
        return number < 0 && duration != default;
    }

    /// <summary>The text.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        Append(text, Years, "year");
        Append(text, Days, "day");
        Append(text, Hours, "hour");
        return text.ToString();
    }

    private static void Append(StringBuilder text, int count, string word)
    {
        if (count == 0)
            return;
        text.Append(text.Length == 0 ? "" : " ").Append(CultureInfo.InvariantCulture, $"{count} {word}").Append(count == 1 ? "" : "s");
    }
}
