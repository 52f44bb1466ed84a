using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Bursar.Evm.Abi;
using Bursar.Evm.Names;
using Bursar.Evm.Primitives;

namespace Bursar.Evm.Uris;

/// <summary>Reads EIP-681's grammar.</summary>
internal static class PaymentRequestReader
{
    private const string Scheme = "ethereum:";
    private const int MaxExponent = 77;

    internal static bool TryRead(string text, [NotNullWhen(true)] out PaymentRequest? request, [NotNullWhen(false)] out string? problem)
    {
        try
        {
            request = Read(text);
            problem = null;
            return true;
        }
        catch (FormatException e)
        {
            request = null;
            problem = e.Message;
            return false;
        }
    }

    private static PaymentRequest Read(string text)
    {
        if (text.Length > PaymentRequest.MaxLength)
            throw new FormatException($"a payment request has at most {PaymentRequest.MaxLength} characters");
        if (!text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            throw new FormatException("a payment request starts with 'ethereum:'");
        string rest = text[Scheme.Length..];
        int question = rest.IndexOf('?', StringComparison.Ordinal);
        string query = question < 0 ? "" : rest[(question + 1)..];
        if (question == rest.Length - 1 && question >= 0)
            throw new FormatException("nothing follows the question mark");
        string path = question < 0 ? rest : rest[..question];
        int slash = path.IndexOf('/', StringComparison.Ordinal);
        string? function = slash < 0 ? null : Function(path[(slash + 1)..]);
        string target = slash < 0 ? path : path[..slash];
        int at = target.IndexOf('@', StringComparison.Ordinal);
        PaymentRequest request = Target(at < 0 ? target : target[..at]) with { Function = function, ChainId = at < 0 ? null : Chain(target[(at + 1)..]) };
        return query.Length == 0 ? request : Parameters(request, query);
    }

    private static PaymentRequest Target(string text)
    {
        const string Prefix = "pay-";
        string target = text.StartsWith(Prefix, StringComparison.Ordinal) ? text[Prefix.Length..] : text;
        if (target.StartsWith("0x", StringComparison.Ordinal) && !target.Contains('.', StringComparison.Ordinal))
            return new PaymentRequest { Target = ReadAddress(target) };
        return new PaymentRequest { TargetName = Name(target) };
    }

    private static EnsName Name(string text) => text.Contains('.', StringComparison.Ordinal)
        ? EnsName.Parse(text)
        : throw new FormatException("the target is neither an address nor a name with a dot");

    private static Address ReadAddress(string text)
    {
        if (Address.TryParse(text, out Address address, out AddressError error))
            return address;
        throw new FormatException(error == AddressError.Checksum ? "an address has a wrong checksum" : "an address is 0x and 40 hexadecimal digits");
    }

    private static ChainId Chain(string text) => ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong id) && (text[0] != '0' || text.Length == 1)
        ? new ChainId(id)
        : throw new FormatException("a chain id is a decimal number of at most 64 bits");

    private static string Function(string text)
    {
        string name = Unescape(text);
        bool sound = name.Length is > 0 and <= 128 && !char.IsAsciiDigit(name[0]) && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '$');
        return sound ? name : throw new FormatException("a function's name is an identifier, without its types");
    }

    private static PaymentRequest Parameters(PaymentRequest request, string query)
    {
        var arguments = new List<PaymentArgument>();
        foreach (string pair in query.Split('&'))
        {
            int equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0)
                throw new FormatException("a parameter is a key, an equals sign and a value");
            string key = Unescape(pair[..equals]);
            string value = Unescape(pair[(equals + 1)..]);
            switch (key)
            {
                case "value":
                    request = request with { Value = Once(request.Value, key, value) };
                    break;
                case "gas" or "gasLimit":
                    request = request with { GasLimit = Once(request.GasLimit, key, value) };
                    break;
                case "gasPrice":
                    request = request with { GasPrice = Once(request.GasPrice, key, value) };
                    break;
                default:
                    arguments.Add(new PaymentArgument(key, Argument(key, value)));
                    break;
            }
        }

        if (arguments.Count > 0 && request.Function is null)
            throw new FormatException("there are arguments, and no function that takes them");
        return request with { Arguments = arguments };
    }

    private static UInt256 Once(UInt256? before, string key, string value) =>
        before is null ? Number(value, signed: false, 256).Bits : throw new FormatException($"'{key}' is there twice");

    private static string Argument(string type, string value)
    {
        switch (Kind(type))
        {
            case "uint":
                return Number(value, signed: false, Bits(type, 4)).Bits.ToString();
            case "int":
                return Number(value, signed: true, Bits(type, 3)).ToString();
            case "address":
                return value.StartsWith("0x", StringComparison.Ordinal) && !value.Contains('.', StringComparison.Ordinal) ? ReadAddress(value).ToString() : Name(value).Text;
            case "bool":
                return value is "true" or "false" ? value : throw new FormatException("a bool is true or false");
            case "bytes":
                return value.StartsWith("0x", StringComparison.Ordinal) && Hex.TryDecode(value, out byte[]? bytes) && (type.Length == 5 || bytes.Length == Bits(type, 5))
                    ? Hex.Encode(bytes)
                    : throw new FormatException($"'{type}' takes as many bytes in hexadecimal, with 0x");
            case "string":
                return value;
            default:
                throw new FormatException("a parameter is neither 'value', 'gas', 'gasLimit' or 'gasPrice' nor an elementary ABI type");
        }
    }

    private static string? Kind(string type) => type switch
    {
        "address" or "bool" or "string" or "bytes" => type,
        _ when type.StartsWith("uint", StringComparison.Ordinal) && IsWidth(type[4..], 8, 256) => "uint",
        _ when type.StartsWith("int", StringComparison.Ordinal) && IsWidth(type[3..], 8, 256) => "int",
        _ when type.StartsWith("bytes", StringComparison.Ordinal) && IsWidth(type[5..], 1, 32) => "bytes",
        _ => null,
    };

    private static bool IsWidth(string text, int step, int max) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int width) && text[0] != '0' && width <= max && width % step == 0;

    private static int Bits(string type, int stem) => int.Parse(type.AsSpan(stem), CultureInfo.InvariantCulture);

    /// <summary>A number with an optional sign, fraction and exponent, that comes out whole.</summary>
    private static Int256 Number(string text, bool signed, int bits)
    {
        bool negative = text.StartsWith('-');
        string digits = text.Length > 0 && text[0] is '-' or '+' ? text[1..] : text;
        int e = digits.IndexOfAny(['e', 'E']);
        int exponent = 0;
        if (e >= 0 && (!int.TryParse(digits.AsSpan(e + 1), NumberStyles.None, CultureInfo.InvariantCulture, out exponent) || exponent > MaxExponent))
            throw new FormatException("the exponent of a number is a whole number up to 77");
        string mantissa = e < 0 ? digits : digits[..e];
        int dot = mantissa.IndexOf('.', StringComparison.Ordinal);
        string fraction = dot < 0 ? "" : mantissa[(dot + 1)..].TrimEnd('0');
        string whole = dot < 0 ? mantissa : mantissa[..dot];
        if (whole.Length == 0 || (dot == mantissa.Length - 1) || fraction.Length > exponent || mantissa.Any(static c => !char.IsAsciiDigit(c) && c != '.') || mantissa.Count('.') > 1)
            throw new FormatException("a number is decimal digits, and whole when its exponent is worked out");
        string all = (whole + fraction.PadRight(exponent, '0')).TrimStart('0');
        if (!UInt256.TryParseDecimal(all.Length == 0 ? "0" : all, out UInt256 magnitude) || (negative && !signed))
            throw new FormatException(signed ? "a number is too large" : "a number is negative or too large");
        bool fits = signed
            ? (negative ? magnitude <= UInt256.One << (bits - 1) : magnitude < UInt256.One << (bits - 1))
            : magnitude.BitLength <= bits;
        if (!fits)
            throw new FormatException($"a number does not fit {bits} bits");
        return negative && !magnitude.IsZero ? Int256.FromMagnitude(true, magnitude) : Int256.FromBits(magnitude);
    }

    /// <summary>Works percent escapes out: of whole UTF-8 characters only.</summary>
    private static string Unescape(string text)
    {
        if (text.Any(static c => c is <= ' ' or >= (char)0x7f or '#' or '"' or '<' or '>'))
            throw new FormatException("characters that links cannot have must be written as percent escapes");
        if (!text.Contains('%', StringComparison.Ordinal))
            return text;
        byte[] bytes = new byte[text.Length];
        int length = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != '%')
            {
                bytes[length++] = (byte)text[i];
                continue;
            }

            if (i + 2 >= text.Length || !byte.TryParse(text.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out bytes[length]))
                throw new FormatException("a percent sign is followed by two hexadecimal digits");
            length++;
            i += 2;
        }

        ReadOnlySpan<byte> utf8 = bytes.AsSpan(0, length);
        return System.Text.Unicode.Utf8.IsValid(utf8) ? Encoding.UTF8.GetString(utf8) : throw new FormatException("the percent escapes are not UTF-8");
    }
}
