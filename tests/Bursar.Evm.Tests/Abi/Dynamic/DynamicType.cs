using System.Text.Json.Nodes;

namespace Bursar.Evm.Tests.Abi.Dynamic;

/// <summary>An ABI type read from its text at run time. The library itself has types at compile time only; this exists to run other people's cases.</summary>
/// <param name="Kind">uint, int, bool, address, bytesN, bytes, string, array, fixed or tuple.</param>
/// <param name="Size">Bits, bytes or number of elements.</param>
/// <param name="Parts">The element of an array, the components of a tuple.</param>
internal sealed record DynamicType(string Kind, int Size, IReadOnlyList<DynamicType> Parts)
{
    public bool IsDynamic => Kind switch
    {
        "bytes" or "string" or "array" => true,
        "fixed" => Parts[0].IsDynamic,
        "tuple" => Parts.Any(part => part.IsDynamic),
        _ => false,
    };

    public int HeadSize => IsDynamic ? 32 : BodySize;

    /// <summary>Bytes of the head of what an offset points to, or of the static encoding.</summary>
    public int BodySize => Kind switch
    {
        "fixed" => Size * Parts[0].HeadSize,
        "tuple" => Parts.Sum(part => part.HeadSize),
        _ => 32,
    };

    public bool IsValueType => Kind is "uint" or "int" or "bool" or "address" or "bytesN";

    public static DynamicType Parse(string text)
    {
        if (text.EndsWith(']'))
        {
            int open = text.LastIndexOf('[');
            string length = text[(open + 1)..^1];
            DynamicType element = Parse(text[..open]);
            return length.Length == 0 ? new("array", 0, [element]) : new("fixed", int.Parse(length), [element]);
        }

        return text switch
        {
            "bool" or "address" or "bytes" or "string" => new(text, 0, []),
            "uint" or "int" => new(text, 256, []),
            _ when text.StartsWith("tuple(", StringComparison.Ordinal) => Tuple(text["tuple(".Length..^1]),
            _ when text.StartsWith('(') => Tuple(text[1..^1]),
            _ when text.StartsWith("uint", StringComparison.Ordinal) => new("uint", int.Parse(text[4..]), []),
            _ when text.StartsWith("int", StringComparison.Ordinal) => new("int", int.Parse(text[3..]), []),
            _ when text.StartsWith("bytes", StringComparison.Ordinal) => new("bytesN", int.Parse(text[5..]), []),
            _ => throw new FormatException(text),
        };
    }

    public static DynamicType TupleOf(IEnumerable<string> types) => new("tuple", 0, [.. types.Select(Parse)]);

    /// <summary>The type as a parameter of an ABI's JSON.</summary>
    public JsonObject ToParameter()
    {
        JsonObject element;
        switch (Kind)
        {
            case "array":
            case "fixed":
                element = Parts[0].ToParameter();
                element["type"] = element["type"]!.GetValue<string>() + (Kind == "array" ? "[]" : $"[{Size}]");
                return element;
            case "tuple":
                return new JsonObject { ["type"] = "tuple", ["components"] = new JsonArray([.. Parts.Select(static p => (JsonNode)p.ToParameter())]) };
            default:
                return new JsonObject { ["type"] = Kind switch { "uint" or "int" => Kind + Size, "bytesN" => "bytes" + Size, _ => Kind } };
        }
    }

    private static DynamicType Tuple(string inner)
    {
        var parts = new List<DynamicType>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i <= inner.Length; i++)
        {
            if (i == inner.Length || (inner[i] == ',' && depth == 0))
            {
                parts.Add(Parse(inner[from..i]));
                from = i + 1;
            }
            else if (inner[i] is '(' or ')')
            {
                depth += inner[i] == '(' ? 1 : -1;
            }
        }

        return new("tuple", 0, parts);
    }
}
