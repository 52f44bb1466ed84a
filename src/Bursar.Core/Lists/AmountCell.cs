using System.Buffers;
using Bursar.Core.Faults;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Lists;

/// <summary>Reads a cell that holds an amount, and says what is wrong with one that does not.</summary>
internal static class AmountCell
{
    private const int MostDigits = 78;

    private static readonly SearchValues<byte> MantissaBytes = SearchValues.Create("0123456789.,"u8);

    // Digits with separators between them: comma, point, apostrophe, underscore, blank, no-break and thin blanks, ’.
    private static readonly SearchValues<byte> GroupedBytes = SearchValues.Create("0123456789.,'_ \u00A0\u202F\u2009\u2019"u8);

    /// <summary>Reads decimal digits (base units), or with <paramref name="decimals"/> human text with at most that many digits after the point.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> cell, byte? decimals, out UInt256 amount)
    {
        amount = default;
        ReadOnlySpan<byte> whole = cell;
        ReadOnlySpan<byte> fraction = [];
        int scale = decimals ?? 0;
        if (decimals is not null && cell.IndexOf((byte)'.') is int point && point >= 0)
        {
            whole = cell[..point];
            fraction = cell[(point + 1)..];
            if (fraction.IsEmpty || fraction.Length > scale)
                return false;
        }

        if (whole.IsEmpty)
            return false;
        whole = whole[..^1].TrimStart((byte)'0') is { IsEmpty: false } trimmed ? whole[^(trimmed.Length + 1)..] : whole[^1..];
        if (whole.Length + scale > MostDigits + 1)
            return false;
        Span<char> digits = stackalloc char[MostDigits + 1];
        if (!Widen(whole, digits) || !Widen(fraction, digits[whole.Length..]))
            return false;
        digits[(whole.Length + fraction.Length)..(whole.Length + scale)].Fill('0');
        ReadOnlySpan<char> text = digits[..(whole.Length + scale)];
        if (text.Length > 1 && text[0] == '0')
            text = text[1..];
        return UInt256.TryParseDecimal(text, out amount);
    }

    /// <summary>The reason why <see cref="TryRead"/> refused <paramref name="cell"/>.</summary>
    internal static Fault Explain(ReadOnlySpan<byte> cell, byte? decimals, string place)
    {
        string shown = CellText.Show(cell);
        if (cell.IsEmpty)
            return new Fault("list.empty-amount", "The amount is empty.", place, "Fill it in, or remove the row.");
        if (IsPlain(cell, out int fraction))
        {
            if (fraction > 0 && decimals is null)
            {
                return new Fault("list.fraction-digits", $"{shown} has digits after the point, but the amounts of this list are base units.", place,
                    "Name the token's decimals as the unit if the amounts are human ones.");
            }

            if (fraction > (decimals ?? 0))
            {
                return new Fault("list.fraction-digits", $"{shown} has {fraction} digits after the point; the unit allows {decimals}.", place,
                    "Round the amount yourself: nothing is rounded here.");
            }

            return new Fault("list.amount-too-large", $"{shown} is above 2^256 − 1 base units.", place, "Check the unit of the amounts.");
        }

        ReadOnlySpan<byte> unsigned = cell[0] is (byte)'-' or (byte)'+' ? cell[1..] : cell;
        if (cell[0] == '-' && !unsigned.IsEmpty && char.IsAsciiDigit((char)unsigned[0]))
            return new Fault("list.negative-amount", $"{shown} is negative.", place, "A list can only give.");
        if (IsScientific(unsigned))
        {
            return new Fault("list.scientific-amount", $"{shown} is in scientific notation, which has lost digits.", place,
                "Format the column as text or as a plain number and export again.");
        }

        if (IsGrouped(unsigned))
        {
            return new Fault("list.grouped-amount", $"{shown} has thousands separators or a decimal comma.", place,
                "Write digits only, and a point before the fraction.");
        }

        return new Fault("list.bad-amount", $"{shown} is no amount.", place,
            decimals is null ? "Write digits only." : "Write digits, and a point before the fraction, for example 0.5.");
    }

    private static bool Widen(ReadOnlySpan<byte> from, Span<char> to)
    {
        for (int i = 0; i < from.Length; i++)
        {
            if (!char.IsAsciiDigit((char)from[i]))
                return false;
            to[i] = (char)from[i];
        }

        return true;
    }

    private static bool IsPlain(ReadOnlySpan<byte> cell, out int fraction)
    {
        int point = cell.IndexOf((byte)'.');
        fraction = point < 0 ? 0 : cell.Length - point - 1;
        return AreDigits(point < 0 ? cell : cell[..point]) && (point < 0 || AreDigits(cell[(point + 1)..]));
    }

    private static bool IsScientific(ReadOnlySpan<byte> cell)
    {
        int e = cell.IndexOfAny((byte)'e', (byte)'E');
        if (e <= 0 || e == cell.Length - 1)
            return false;
        ReadOnlySpan<byte> exponent = cell[e + 1] is (byte)'+' or (byte)'-' ? cell[(e + 2)..] : cell[(e + 1)..];
        return AreDigits(exponent) && !cell[..e].ContainsAnyExcept(MantissaBytes);
    }

    private static bool IsGrouped(ReadOnlySpan<byte> cell) =>
        cell.Length > 2 && char.IsAsciiDigit((char)cell[0]) && char.IsAsciiDigit((char)cell[^1]) &&
        !cell.ContainsAnyExcept(GroupedBytes);

    private static bool AreDigits(ReadOnlySpan<byte> cell) => !cell.IsEmpty && !cell.ContainsAnyExceptInRange((byte)'0', (byte)'9');
}
