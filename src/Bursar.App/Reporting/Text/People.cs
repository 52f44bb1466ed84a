using System.Globalization;
using System.Text;
using Bursar.Evm.Primitives;

namespace Bursar.App.Reporting.Text;

/// <summary>Numbers as people read them. Amounts are rounded down, so a page never shows more than there is.</summary>
internal static class People
{
    private const int LongestWhole = 15;
    private const int FractionDigits = 4;

    /// <summary>A count with groups of three.</summary>
    public static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>A count with groups of three.</summary>
    public static string Count(UInt256 count) => Amount(count, 0);

    /// <summary>The exact amount without groups, as other software reads it.</summary>
    public static string Exact(UInt256 baseUnits, byte decimals) => new Amount(baseUnits, decimals).ToString();

    /// <summary>An amount in short: <c>1,143.5442</c>, <c>0.0000012</c>, <c>5.789 × 10⁵⁸</c>.</summary>
    public static string Amount(UInt256 baseUnits, byte decimals)
    {
        string exact = Exact(baseUnits, decimals);
        int point = exact.IndexOf('.', StringComparison.Ordinal);
        string whole = point < 0 ? exact : exact[..point];
        string fraction = point < 0 ? "" : exact[(point + 1)..];
        if (whole.Length > LongestWhole)
            return $"{Mantissa(whole)} × 10{Superscript(whole.Length - 1)}";
        if (whole != "0")
            return Group(whole) + Fraction(fraction, whole.Length > 7 ? 0 : whole.Length > 5 ? 2 : FractionDigits);
        int zeros = fraction.Length - fraction.TrimStart('0').Length;
        return zeros >= 12
            ? $"{Mantissa(fraction[zeros..])} × 10⁻{Superscript(zeros + 1)}"
            : "0" + Fraction(fraction, zeros + FractionDigits);
    }

    /// <summary>A tick of an axis: <c>250</c>, <c>10k</c>, <c>2.5M</c>, <c>10¹⁸</c>.</summary>
    public static string Tick(double value)
    {
        if (value == 0)
            return "0";
        if (value < 0.001 || value >= 1e15)
        {
            int exponent = (int)Math.Floor(Math.Log10(value) + 1e-9);
            double mantissa = value / Math.Pow(10, exponent);
            string power = "10" + (exponent < 0 ? "⁻" : "") + Superscript(Math.Abs(exponent));
            string digits = mantissa.ToString("0.#", CultureInfo.InvariantCulture);
            return digits == "1" ? power : $"{digits}×{power}";
        }

        (double scale, string suffix) = value switch { >= 1e12 => (1e12, "T"), >= 1e9 => (1e9, "B"), >= 1e6 => (1e6, "M"), >= 1e4 => (1e3, "k"), _ => (1, "") };
        return (value / scale).ToString(value >= 1 ? "0.##" : "0.####", CultureInfo.InvariantCulture) + suffix;
    }

    /// <summary>A share of 0 to 1 in per cent. What is not all is never shown as 100%, what is not nothing never as 0%.</summary>
    public static string Percent(double share)
    {
        if (!double.IsFinite(share))
            return "–";
        double percent = share * 100;
        return percent switch
        {
            <= 0 => "0%",
            < 0.0001 => "<0.0001%",
            < 0.1 => percent.ToString("0.####", CultureInfo.InvariantCulture) + "%",
            < 10 => percent.ToString("0.##", CultureInfo.InvariantCulture) + "%",
            >= 100 => "100%",
            >= 99.95 => ">99.9%",
            _ => percent.ToString("0.#", CultureInfo.InvariantCulture) + "%",
        };
    }

    /// <summary>A coefficient with three digits.</summary>
    public static string Coefficient(double value) => double.IsFinite(value) ? value.ToString("0.000", CultureInfo.InvariantCulture) : "–";

    /// <summary>An instant in UTC, to the second.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + " UTC";

    /// <summary>An instant in ISO 8601, for machines.</summary>
    public static string Iso(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>A count and its noun.</summary>
    public static string Plural(long count, string one, string many) => $"{Count(count)} {(count == 1 ? one : many)}";

    private static string Group(string digits)
    {
        var grouped = new StringBuilder(digits.Length + (digits.Length / 3));
        for (int i = 0; i < digits.Length; i++)
        {
            if (i > 0 && (digits.Length - i) % 3 == 0)
                grouped.Append(',');
            grouped.Append(digits[i]);
        }

        return grouped.ToString();
    }

    private static string Fraction(string digits, int most)
    {
        string kept = (digits.Length > most ? digits[..most] : digits).TrimEnd('0');
        return kept.Length == 0 ? "" : "." + kept;
    }

    private static string Mantissa(string digits) => digits[..1] + Fraction(digits[1..], 3);

    private static string Superscript(int number)
    {
        const string Digits = "⁰¹²³⁴⁵⁶⁷⁸⁹";
        return string.Concat(number.ToString(CultureInfo.InvariantCulture).Select(static c => Digits[c - '0']));
    }
}
