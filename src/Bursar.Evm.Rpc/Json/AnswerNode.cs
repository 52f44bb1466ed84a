using System.Text.Json;
using Bursar.Evm.Primitives;

namespace Bursar.Evm.Rpc.Json;

/// <summary>A place in an answer that knows its path, so that whatever is wrong there can be named.</summary>
internal readonly struct AnswerNode(string method, string path, JsonElement element)
{
    public bool IsObject => element.ValueKind == JsonValueKind.Object;

    public bool IsNull => element.ValueKind == JsonValueKind.Null;

    public static AnswerNode Result(string method, RpcAnswer answer) => new(method, "result", answer.Result);

    public AnswerNode Member(string name)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw Wrong("is not an object");
        return element.TryGetProperty(name, out JsonElement value)
            ? new AnswerNode(method, $"{path}.{name}", value)
            : throw new RpcException(method, $"{path}.{name}", "is missing");
    }

    /// <summary>The member, or null when it is absent or null.</summary>
    public AnswerNode? OptionalMember(string name)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw Wrong("is not an object");
        return element.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null
            ? new AnswerNode(method, $"{path}.{name}", value)
            : null;
    }

    public UInt256 Quantity() => UInt256.TryParseHex(Text(), out UInt256 value) ? value : throw Wrong("is not a quantity (0x and up to 64 digits)");

    public ulong Number()
    {
        UInt256 value = Quantity();
        return value.FitsUInt64 ? (ulong)value : throw Wrong("is above 2^64 - 1");
    }

    public Hash32 Hash() => Hash32.TryParse(Text(), out Hash32 hash) ? hash : throw Wrong("is not 32 bytes in hexadecimal");

    public Address Address() =>
        Primitives.Address.TryParse(Text(), out Address address) ? address : throw Wrong("is not an address, or its checksum is wrong");

    public byte[] Bytes()
    {
        string text = Text();
        return text.StartsWith("0x", StringComparison.Ordinal) && Hex.TryDecode(text, out byte[]? bytes) ? bytes : throw Wrong("is not bytes in hexadecimal");
    }

    public double Fraction() =>
        element.ValueKind == JsonValueKind.Number && element.TryGetDouble(out double value) && double.IsFinite(value) && value >= 0
            ? value
            : throw Wrong("is not a number of at least 0");

    public bool IsTrue() => element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Wrong("is neither true nor false"),
    };

    public T[] Items<T>(Func<AnswerNode, T> read, int max = int.MaxValue)
    {
        if (element.ValueKind != JsonValueKind.Array)
            throw Wrong("is not a list");
        int count = element.GetArrayLength();
        if (count > max)
            throw Wrong($"has {count} items, more than {max}");
        var items = new T[count];
        int i = 0;
        foreach (JsonElement item in element.EnumerateArray())
        {
            items[i] = read(new AnswerNode(method, $"{path}[{i}]", item));
            i++;
        }

        return items;
    }

    public RpcException Wrong(string problem) => new(method, path, problem);

    private string Text() => element.ValueKind == JsonValueKind.String ? element.GetString()! : throw Wrong("is not a text");
}
