using System.Globalization;
using System.Text.Json;
using Bursar.Evm.Primitives;

namespace Bursar.Evm.Eip712;

/// <summary>Hashes JSON values by their EIP-712 types.</summary>
internal sealed class TypedDataJson(TypedDataTypes types)
{
    internal static Eip712Domain ReadDomain(JsonElement json, TypedDataTypes types)
    {
        var domain = new Eip712Domain();
        foreach (JsonProperty field in json.EnumerateObject())
        {
            string path = $"domain.{field.Name}";
            domain = field.Name switch
            {
                "name" => domain with { Name = Text(field.Value, path) },
                "version" => domain with { Version = Text(field.Value, path) },
                "chainId" => domain with { ChainId = Unsigned(field.Value, 256, path) },
                "verifyingContract" => domain with { VerifyingContract = ReadAddress(field.Value, path) },
                "salt" => domain with { Salt = TypedDataWord.OfFixedBytes(Bytes(field.Value, 32, path)) },
                _ => throw new TypedDataException(path, "not a field of a domain"),
            };
        }

        if (!domain.Fields().SequenceEqual(types.Structs[TypedDataTypes.DomainName]))
            throw new TypedDataException("types.EIP712Domain", $"does not fit the domain, whose type is {domain.TypeText}");
        return domain;
    }

    internal Hash32 HashStruct(string type, JsonElement value, string path)
    {
        if (value.ValueKind != JsonValueKind.Object)
            throw new TypedDataException(path, $"not an object of type {type}");
        IReadOnlyList<TypedDataField> fields = types.Structs[type];
        var words = new Hash32[fields.Count];
        for (int i = 0; i < words.Length; i++)
        {
            string inner = $"{path}.{fields[i].Name}";
            if (!value.TryGetProperty(fields[i].Name, out JsonElement member))
                throw new TypedDataException(inner, "missing");
            words[i] = Word(fields[i].Type, member, inner);
        }

        if (value.GetPropertyCount() != fields.Count)
            throw new TypedDataException(path, $"has members that {type} does not sign");
        return TypedDataHash.Struct(types.Hash(type), words);
    }

    private static string Text(JsonElement value, string path) => value.ValueKind == JsonValueKind.String
        ? value.GetString()!
        : throw new TypedDataException(path, "not a string");

    private static Address ReadAddress(JsonElement value, string path)
    {
        if (Address.TryParse(Text(value, path), out Address address, out AddressError error))
            return address;
        throw new TypedDataException(path, error == AddressError.Checksum ? "the address has a wrong checksum" : "not an address");
    }

    private static byte[] Bytes(JsonElement value, int? length, string path)
    {
        string text = Text(value, path);
        if (!text.StartsWith("0x", StringComparison.Ordinal) || !Hex.TryDecode(text, out byte[]? bytes))
            throw new TypedDataException(path, "not hexadecimal bytes with 0x");
        if (length is { } expected && bytes.Length != expected)
            throw new TypedDataException(path, $"{bytes.Length} bytes instead of {expected}");
        return bytes;
    }

    private static UInt256 Unsigned(JsonElement value, int bits, string path)
    {
        string text = Digits(value, path);
        if (!UInt256.TryParse(text, out UInt256 number) || number.BitLength > bits)
            throw new TypedDataException(path, string.Create(CultureInfo.InvariantCulture, $"not an unsigned integer of at most {bits} bits"));
        return number;
    }

    private static Hash32 Signed(JsonElement value, int bits, string path)
    {
        string text = Digits(value, path);
        bool negative = text.StartsWith('-');
        UInt256 limit = UInt256.One << (bits - 1);
        if (!UInt256.TryParse(text.AsSpan(negative ? 1 : 0), out UInt256 number) || (negative ? number > limit : number >= limit))
            throw new TypedDataException(path, string.Create(CultureInfo.InvariantCulture, $"not a signed integer of at most {bits} bits"));
        return TypedDataWord.Of(negative && !number.IsZero ? UInt256.MaxValue - number + UInt256.One : number);
    }

    private static string Digits(JsonElement value, string path) => value.ValueKind switch
    {
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.String => value.GetString()!,
        _ => throw new TypedDataException(path, "not an integer, as a number or as text"),
    };

    private Hash32 Word(string type, JsonElement value, string path)
    {
        if (type.EndsWith(']'))
            return HashArray(type, value, path);
        if (types.IsStruct(type))
            return HashStruct(type, value, path);
        TypedDataTypes.TryElementary(type, out TypedDataTypes.ElementaryKind kind, out int size);
        return kind switch
        {
            TypedDataTypes.ElementaryKind.Bool => value.ValueKind is JsonValueKind.True or JsonValueKind.False
                ? TypedDataWord.Of(value.GetBoolean())
                : throw new TypedDataException(path, "neither true nor false"),
            TypedDataTypes.ElementaryKind.Address => TypedDataWord.Of(ReadAddress(value, path)),
            TypedDataTypes.ElementaryKind.Text => TypedDataWord.OfText(Text(value, path)),
            TypedDataTypes.ElementaryKind.Bytes => TypedDataWord.OfBytes(Bytes(value, null, path)),
            TypedDataTypes.ElementaryKind.FixedBytes => TypedDataWord.OfFixedBytes(Bytes(value, size, path)),
            TypedDataTypes.ElementaryKind.Signed => Signed(value, size, path),
            _ => TypedDataWord.Of(Unsigned(value, size, path)),
        };
    }

    private Hash32 HashArray(string type, JsonElement value, string path)
    {
        int open = type.LastIndexOf('[');
        if (value.ValueKind != JsonValueKind.Array)
            throw new TypedDataException(path, $"not an array of type {type}");
        ReadOnlySpan<char> count = type.AsSpan(open + 1, type.Length - open - 2);
        int length = value.GetArrayLength();
        if (!count.IsEmpty && int.Parse(count, CultureInfo.InvariantCulture) != length)
            throw new TypedDataException(path, $"{length} items instead of {count}");
        var items = new Hash32[length];
        int at = 0;
        foreach (JsonElement item in value.EnumerateArray())
        {
            items[at] = Word(type[..open], item, $"{path}[{at}]");
            at++;
        }

        return TypedDataWord.OfArray(items);
    }
}
