namespace Bursar.Evm.Primitives;

public readonly partial struct UInt256 : ISpanParsable<UInt256>
{
    private const ulong TenToThe19 = 10_000_000_000_000_000_000;

    /// <summary>Reads decimal digits only: no sign, no separator, no blank, at most 78 digits.</summary>
    /// <returns>False for any other character or a value above 2^256 − 1.</returns>
    public static bool TryParseDecimal(ReadOnlySpan<char> text, out UInt256 value)
    {
        value = default;
        if (text.IsEmpty || text.Length > 78)
            return false;
        UInt256 result = Zero;
        int at = 0;
        while (at < text.Length)
        {
            int take = Math.Min(19, text.Length - at);
            ulong chunk = 0;
            ulong scale = 1;
            for (int i = 0; i < take; i++)
            {
                uint digit = unchecked((uint)(text[at + i] - '0'));
                if (digit > 9)
                    return false;
                chunk = (chunk * 10) + digit;
                scale *= 10;
            }

            at += take;
            if (!TryMultiply(result, scale, out result) || !TryAdd(result, chunk, out result))
                return false;
        }

        value = result;
        return true;
    }

    /// <summary>Reads <c>0x</c> and 1 to 64 hexadecimal digits.</summary>
    public static bool TryParseHex(ReadOnlySpan<char> text, out UInt256 value)
    {
        value = default;
        if (text.Length is < 3 or > 66 || text[0] != '0' || text[1] != 'x')
            return false;
        ReadOnlySpan<char> digits = text[2..];
        Span<ulong> limbs = [0, 0, 0, 0];
        for (int i = 0; i < digits.Length; i++)
        {
            char c = digits[digits.Length - 1 - i];
            if (!char.IsAsciiHexDigit(c))
                return false;
            ulong nibble = (ulong)(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
            limbs[i >> 4] |= nibble << ((i & 15) * 4);
        }

        value = new UInt256(limbs[0], limbs[1], limbs[2], limbs[3]);
        return true;
    }

    /// <summary>Reads decimal digits, or <c>0x</c> and hexadecimal digits.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out UInt256 value) =>
        text.Length > 2 && text[1] == 'x' ? TryParseHex(text, out value) : TryParseDecimal(text, out value);

    /// <summary>Reads decimal digits, or <c>0x</c> and hexadecimal digits.</summary>
    /// <exception cref="FormatException">The text is no unsigned integer of at most 256 bits.</exception>
    public static UInt256 Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out UInt256 value) ? value : throw new FormatException("not an unsigned integer of at most 256 bits");

    /// <inheritdoc/>
    public static UInt256 Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => Parse(s);

    /// <inheritdoc/>
    public static UInt256 Parse(string s, IFormatProvider? provider) => Parse(s.AsSpan());

    /// <inheritdoc/>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out UInt256 result) => TryParse(s, out result);

    /// <inheritdoc/>
    public static bool TryParse([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] string? s, IFormatProvider? provider, out UInt256 result) =>
        TryParse(s.AsSpan(), out result);

    /// <summary>The shortest hexadecimal text with <c>0x</c>, as JSON-RPC writes quantities.</summary>
    public string ToHexQuantity()
    {
        if (IsZero)
            return "0x0";
        Span<byte> bytes = stackalloc byte[32];
        WriteBigEndian(bytes);
        return "0x" + Convert.ToHexStringLower(bytes).TrimStart('0');
    }

    private string FormatDecimal()
    {
        if (FitsUInt64)
            return _l0.ToString(System.Globalization.CultureInfo.InvariantCulture);
        Span<char> digits = stackalloc char[80];
        int at = digits.Length;
        UInt256 rest = this;
        while (!rest.IsZero)
        {
            rest = DivideBySmall(rest, TenToThe19, out ulong chunk);
            for (int i = 0; i < 19 && (chunk != 0 || !rest.IsZero); i++)
            {
                digits[--at] = (char)('0' + (chunk % 10));
                chunk /= 10;
            }
        }

        return new string(digits[at..]);
    }
}
