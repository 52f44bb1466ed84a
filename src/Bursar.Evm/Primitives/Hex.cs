using System.Diagnostics.CodeAnalysis;

namespace Bursar.Evm.Primitives;

/// <summary>Hexadecimal text with the <c>0x</c> prefix, as Ethereum's JSON-RPC writes bytes ("unformatted data").</summary>
public static class Hex
{
    /// <summary>Writes bytes as <c>0x</c> followed by two lower-case digits a byte.</summary>
    public static string Encode(ReadOnlySpan<byte> bytes) => string.Concat("0x", Convert.ToHexStringLower(bytes));

    /// <summary>Reads <c>0x</c>-prefixed (or bare) hexadecimal text of an even number of digits.</summary>
    /// <returns>False for an odd number of digits or any other character.</returns>
    public static bool TryDecode(ReadOnlySpan<char> text, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;
        text = StripPrefix(text);
        if ((text.Length & 1) != 0)
            return false;
        byte[] result = new byte[text.Length / 2];
        if (!TryDecode(text, result.AsSpan()))
            return false;
        bytes = result;
        return true;
    }

    /// <summary>Reads exactly <paramref name="destination"/>.Length bytes.</summary>
    /// <returns>False when the length differs or a character is not a hexadecimal digit.</returns>
    public static bool TryDecode(ReadOnlySpan<char> text, Span<byte> destination)
    {
        text = StripPrefix(text);
        if (text.Length != destination.Length * 2)
            return false;
        return Convert.FromHexString(text, destination, out int read, out int written) == System.Buffers.OperationStatus.Done
            && read == text.Length && written == destination.Length;
    }

    /// <summary>Reads hexadecimal text.</summary>
    /// <exception cref="FormatException">The text is not hexadecimal or has an odd number of digits.</exception>
    public static byte[] Decode(ReadOnlySpan<char> text) =>
        TryDecode(text, out byte[]? bytes) ? bytes : throw new FormatException("not hexadecimal: expected 0x and an even number of digits");

    internal static ReadOnlySpan<char> StripPrefix(ReadOnlySpan<char> text) =>
        text.Length >= 2 && text[0] == '0' && (text[1] | 0x20) == 'x' ? text[2..] : text;
}
