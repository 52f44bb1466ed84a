using Bursar.Evm.Primitives;

namespace Bursar.Evm.Abi;

/// <summary>Prints decoded values for people: numbers in decimal, bytes in hexadecimal, addresses with their checksum.</summary>
public static class AbiText
{
    /// <summary><c>true</c> or <c>false</c>.</summary>
    public static string Of(bool value) => value ? "true" : "false";

    /// <summary>Decimal digits.</summary>
    public static string Of(ulong value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Decimal digits, with a minus sign below 0.</summary>
    public static string Of(long value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Hexadecimal with <c>0x</c>.</summary>
    public static string Of(byte[] value) => Hex.Encode(value);

    /// <summary>The text itself.</summary>
    public static string Of(string value) => value;

    /// <summary>What the value's own <c>ToString</c> says.</summary>
    public static string Of<T>(T value)
        where T : notnull => value.ToString() ?? "";

    /// <summary>The elements in square brackets.</summary>
    public static string Of<T>(IReadOnlyList<T> values, Func<T, string> element) => $"[{string.Join(", ", values.Select(element))}]";
}
