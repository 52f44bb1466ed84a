using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Bursar.Evm.Primitives;

namespace Bursar.Evm.Eip712;

/// <summary>
/// Typed data as wallets take it with <c>eth_signTypedData_v4</c>: <c>types</c> (with <c>EIP712Domain</c>), <c>primaryType</c>, <c>domain</c>
/// and <c>message</c>. Read strictly: every member must be there, and nothing that is not signed.
/// </summary>
public sealed class TypedData
{
    /// <summary>Longest document, in characters.</summary>
    public const int MaxLength = 256 * 1024;

    /// <summary>Most struct types in a document.</summary>
    public const int MaxTypes = 64;

    /// <summary>How deep JSON values may be nested.</summary>
    public const int MaxDepth = 32;

    private readonly TypedDataTypes _types;

    private TypedData(TypedDataTypes types, string primaryType, Eip712Domain domain, Hash32 structHash, string json)
    {
        _types = types;
        PrimaryType = primaryType;
        Json = json;
        Hash = new TypedDataHash(domain, structHash, this);
    }

    /// <summary>Name of the struct that the message is.</summary>
    public string PrimaryType { get; }

    /// <summary>The struct types by name, <c>EIP712Domain</c> included.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<TypedDataField>> Types => _types.Structs;

    /// <summary>The type of the message with everything that it refers to (<c>encodeType</c>).</summary>
    public string EncodedType => _types.Encode(PrimaryType);

    /// <summary>The document as it was read.</summary>
    public string Json { get; }

    /// <summary>What a signer needs.</summary>
    public TypedDataHash Hash { get; }

    /// <summary>Reads a document.</summary>
    /// <exception cref="TypedDataException">It is no JSON, breaks a rule or a limit; the message says where.</exception>
    public static TypedData Parse(string json)
    {
        if (json.Length > MaxLength)
            throw new TypedDataException("document", $"longer than {MaxLength} characters");
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = MaxDepth, AllowDuplicateProperties = false });
            return Read(document.RootElement, json);
        }
        catch (JsonException e)
        {
            throw new TypedDataException("document", $"not usable JSON: {e.Message}");
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            // How System.Text.Json reports half of a surrogate pair, in an escape or in the text itself.
            throw new TypedDataException("document", "a text in it is not valid Unicode");
        }
    }

    /// <summary>Reads a document.</summary>
    /// <returns>False, and the reason in <paramref name="problem"/>, when it breaks a rule or a limit.</returns>
    public static bool TryParse(string json, [NotNullWhen(true)] out TypedData? data, [NotNullWhen(false)] out string? problem)
    {
        try
        {
            data = Parse(json);
            problem = null;
            return true;
        }
        catch (TypedDataException e)
        {
            data = null;
            problem = e.Message;
            return false;
        }
    }

    private static TypedData Read(JsonElement root, string json)
    {
        if (root.ValueKind != JsonValueKind.Object)
            throw new TypedDataException("document", "not an object");
        TypedDataTypes types = ReadTypes(Member(root, "types", JsonValueKind.Object));
        string primary = Member(root, "primaryType", JsonValueKind.String).GetString()!;
        if (!types.IsStruct(primary) || primary == TypedDataTypes.DomainName)
            throw new TypedDataException("primaryType", "not one of the struct types");
        foreach (JsonProperty property in root.EnumerateObject())
        {
            if (property.Name is not ("types" or "primaryType" or "domain" or "message"))
                throw new TypedDataException("document", $"the member '{property.Name}' is not signed: remove it");
        }

        Eip712Domain domain = TypedDataJson.ReadDomain(Member(root, "domain", JsonValueKind.Object), types);
        Hash32 hash = new TypedDataJson(types).HashStruct(primary, Member(root, "message", JsonValueKind.Object), "message");
        return new TypedData(types, primary, domain, hash, json);
    }

    private static JsonElement Member(JsonElement parent, string name, JsonValueKind kind) =>
        parent.TryGetProperty(name, out JsonElement value) && value.ValueKind == kind
            ? value
            : throw new TypedDataException(name, $"missing, or not a JSON {kind.ToString().ToLowerInvariant()}");

    private static TypedDataTypes ReadTypes(JsonElement types)
    {
        var structs = new Dictionary<string, IReadOnlyList<TypedDataField>>(StringComparer.Ordinal);
        foreach (JsonProperty type in types.EnumerateObject())
        {
            if (structs.Count == MaxTypes)
                throw new TypedDataException("types", $"more than {MaxTypes} types");
            if (type.Value.ValueKind != JsonValueKind.Array)
                throw new TypedDataException($"types.{type.Name}", "not an array of members");
            structs.Add(type.Name, [.. type.Value.EnumerateArray().Select(field => ReadField(type.Name, field))]);
        }

        if (!structs.ContainsKey(TypedDataTypes.DomainName))
            throw new TypedDataException("types", "EIP712Domain is missing");
        return new TypedDataTypes(structs);
    }

    private static TypedDataField ReadField(string type, JsonElement field)
    {
        if (field.ValueKind == JsonValueKind.Object
            && field.TryGetProperty("name", out JsonElement name) && name.ValueKind == JsonValueKind.String
            && field.TryGetProperty("type", out JsonElement of) && of.ValueKind == JsonValueKind.String)
            return new TypedDataField(name.GetString()!, of.GetString()!);
        throw new TypedDataException($"types.{type}", "a member is an object with 'name' and 'type'");
    }
}
