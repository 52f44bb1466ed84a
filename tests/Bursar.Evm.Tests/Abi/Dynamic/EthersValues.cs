using System.Text.Json;
using Bursar.Evm.Abi;
using Bursar.Evm.Primitives;

namespace Bursar.Evm.Tests.Abi.Dynamic;

/// <summary>Turns the values of @ethersproject/testcases into those that <see cref="DynamicCodec"/> takes.</summary>
internal static class EthersValues
{
    public static string[] Types(JsonElement test)
    {
        JsonElement types = test.GetProperty("types");
        return (types.ValueKind == JsonValueKind.String ? JsonSerializer.Deserialize<string[]>(types.GetString()!) : types.Deserialize<string[]>())!;
    }

    public static object[] Values(JsonElement test, string property, DynamicType tuple)
    {
        JsonElement values = test.GetProperty(property);
        if (values.ValueKind == JsonValueKind.String)
            values = JsonDocument.Parse(values.GetString()!).RootElement;
        return [.. values.EnumerateArray().Select((value, i) => Value(value, tuple.Parts[i]))];
    }

    private static object Value(JsonElement value, DynamicType type)
    {
        if (value.ValueKind == JsonValueKind.Object)
            value = value.GetProperty("value");
        return type.Kind switch
        {
            "uint" => (object)UInt256.Parse(value.GetString()),
            "int" => Integer(value.GetString()!),
            "bool" => value.GetBoolean(),
            "address" => Address.Parse(value.GetString()),
            "bytesN" => Fixed(Hex.Decode(value.GetString()), type.Size),
            "bytes" => Hex.Decode(value.GetString()),
            "string" => value.GetString()!,
            "tuple" => value.EnumerateArray().Select((item, i) => Value(item, type.Parts[i])).ToArray(),
            _ => value.EnumerateArray().Select(item => Value(item, type.Parts[0])).ToArray(),
        };
    }

    private static FixedBytes Fixed(byte[] bytes, int length)
    {
        Assert(bytes.Length <= length);
        byte[] padded = new byte[length];
        bytes.CopyTo(padded, 0);
        return new FixedBytes(padded);
    }

    private static Int256 Integer(string text)
    {
        bool negative = text.StartsWith('-');
        return Int256.FromMagnitude(negative, UInt256.Parse(negative ? text[1..] : text));
    }

    private static void Assert(bool condition) => Xunit.Assert.True(condition, "a published value is longer than its type");
}
