namespace Bursar.Evm.Primitives;

/// <summary>A quantity of a token: base units and the number of decimals that its text has (ERC-20 <c>decimals()</c>).</summary>
/// <param name="BaseUnits">The integer that contracts hold.</param>
/// <param name="Decimals">Digits after the point in human text; 0 to 77.</param>
public readonly record struct Amount(UInt256 BaseUnits, byte Decimals)
{
    /// <summary>The most decimals for which one whole token still fits 256 bits.</summary>
    public const byte MaxDecimals = 77;

    /// <summary>Reads human text such as <c>1234.5</c> or <c>1_000_000</c>.</summary>
    /// <remarks>Digits, at most one point, underscores between digits; no sign, no exponent, no other separator; no more fraction digits than
    /// <paramref name="decimals"/>, so nothing is ever rounded.</remarks>
    public static bool TryParse(ReadOnlySpan<char> text, byte decimals, out Amount amount)
    {
        amount = default;
        if (decimals > MaxDecimals || text.IsEmpty || text.Length > 200)
            return false;
        Span<char> digits = stackalloc char[78];
        int count = 0;
        int fraction = -1;
        char previous = '\0';
        foreach (char c in text)
        {
            if (c == '.')
            {
                if (fraction >= 0 || !char.IsAsciiDigit(previous))
                    return false;
                fraction = 0;
            }
            else if (c == '_')
            {
                if (!char.IsAsciiDigit(previous) || fraction >= 0)
                    return false;
            }
            else if (char.IsAsciiDigit(c))
            {
                if (fraction >= 0 && ++fraction > decimals)
                    return false;
                if (count > 0 || c != '0')
                {
                    if (count == digits.Length)
                        return false;
                    digits[count++] = c;
                }
            }
            else
            {
                return false;
            }

            previous = c;
        }

        if (!char.IsAsciiDigit(previous))
            return false;
        for (int i = Math.Max(fraction, 0); count > 0 && i < decimals; i++)
        {
            if (count == digits.Length)
                return false;
            digits[count++] = '0';
        }

        UInt256 units = UInt256.Zero;
        if (count > 0 && !UInt256.TryParseDecimal(digits[..count], out units))
            return false;
        amount = new Amount(units, decimals);
        return true;
    }

    /// <summary>Reads human text.</summary>
    /// <exception cref="FormatException">The text is no amount with at most that many fraction digits.</exception>
    public static Amount Parse(ReadOnlySpan<char> text, byte decimals) => TryParse(text, decimals, out Amount amount)
        ? amount
        : throw new FormatException($"'{text}' is no amount with at most {decimals} digits after the point");

    /// <summary>The shortest exact human text, for example <c>1234.5</c>.</summary>
    public override string ToString()
    {
        string digits = BaseUnits.ToString();
        if (Decimals == 0)
            return digits;
        digits = digits.PadLeft(Decimals + 1, '0');
        string fraction = digits[^Decimals..].TrimEnd('0');
        string whole = digits[..^Decimals];
        return fraction.Length == 0 ? whole : $"{whole}.{fraction}";
    }
}
