using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Bursar.Core.Faults;
using Bursar.Core.Lists;
using Bursar.Evm.Eip712;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Trees;

/// <summary>The JSON text of a described kind, as <c>docs/tree-kind.schema.json</c> has it.</summary>
public static class DescriptionText
{
    /// <summary>Value of the member <c>format</c>.</summary>
    public const string Format = "bursar-tree-kind-v1";

    private const int MaxBytes = 64 * 1024;
    private const int LongestName = 64;

    private static readonly string[] Members = ["format", "name", "leaf", "order", "odd", "padding", "pairs", "fill", "index", "equal", "zeroAmounts", "shards"];
    private static readonly string[] LeafMembers = ["encoding", "hashes", "type", "domain", "fields"];
    private static readonly string[] DomainMembers = ["name", "version", "chainId", "verifyingContract", "salt"];

    private static readonly string[] Forms = ["packed", "abi", "typed-data", "ready"];
    private static readonly string[] Orders = ["hash", "file", "account", "index", "checksum"];
    private static readonly string[] OddRules = ["promote", "duplicate", "fill", "complete"];
    private static readonly string[] Paddings = ["none", "power-of-two"];
    private static readonly string[] PairOrders = ["sorted", "positional"];
    private static readonly string[] IndexSources = ["column", "file", "checksum"];
    private static readonly string[] EqualRules = ["refuse", "once", "keep"];
    private static readonly string[] ZeroAmounts = ["keep", "leave-out"];

    /// <summary>Reads a description.</summary>
    /// <returns>The kind, or a fault that names the member that is wrong.</returns>
    public static Result<TreeKind> Read(ReadOnlySpan<byte> json)
    {
        if (json.Length > MaxBytes)
            return Bad($"it is longer than {MaxBytes} bytes", null);
        try
        {
            using JsonDocument document = JsonDocument.Parse(json.ToArray(), new JsonDocumentOptions { MaxDepth = 4, AllowDuplicateProperties = false });
            return Read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return Bad($"it is no sound JSON: {CellText.Show(e.Message)}", null);
        }
    }

    /// <summary>Reads a description that stands in another document.</summary>
    internal static Result<TreeKind> Read(JsonElement json)
    {
        var reader = new Reader();
        TreeDescription? description = reader.Read(json);
        return reader.Fault is { } fault ? fault : TreeKind.Describe(description!, reader.Name);
    }

    /// <summary>The text of a kind; <see cref="Read(ReadOnlySpan{byte})"/> gives it back.</summary>
    public static string Write(TreeKind kind)
    {
        ArgumentNullException.ThrowIfNull(kind);
        return Write(kind.Name, kind.Description);
    }

    /// <summary>The text of a description, with all its members.</summary>
    internal static string Write(string? name, TreeDescription description)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("format", Format);
            if (name is not null)
                json.WriteString("name", name);
            json.WritePropertyName("leaf");
            WriteLeaf(json, description.Leaf);
            json.WriteString("order", Orders[(int)description.Order]);
            json.WriteString("odd", OddRules[(int)description.Odd]);
            json.WriteString("padding", Paddings[(int)description.Padding]);
            json.WriteString("pairs", PairOrders[(int)description.Pairs]);
            json.WriteString("fill", description.Fill.ToString());
            json.WriteString("index", IndexSources[(int)description.Index]);
            json.WriteString("equal", EqualRules[(int)description.Equal]);
            json.WriteString("zeroAmounts", ZeroAmounts[description.LeavesOutZeroAmounts ? 1 : 0]);
            json.WriteNumber("shards", description.Nybbles);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteLeaf(Utf8JsonWriter json, LeafEncoding leaf)
    {
        json.WriteStartObject();
        json.WriteString("encoding", Forms[(int)leaf.Form]);
        json.WriteNumber("hashes", leaf.Hashes);
        if (leaf.TypeName is { } type)
            json.WriteString("type", type);
        if (leaf.Domain is { } domain)
        {
            json.WriteStartObject("domain");
            if (domain.Name is { } name)
                json.WriteString("name", name);
            if (domain.Version is { } version)
                json.WriteString("version", version);
            if (domain.ChainId is { } chain)
                json.WriteString("chainId", chain.ToString());
            if (domain.VerifyingContract is { } contract)
                json.WriteString("verifyingContract", contract.ToString());
            if (domain.Salt is { } salt)
                json.WriteString("salt", salt.ToString());
            json.WriteEndObject();
        }

        json.WriteStartArray("fields");
        foreach (LeafField field in leaf.Fields)
            json.WriteStringValue(field.ToString());
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static Fault Bad(string why, string? member) => new("tree.bad-description", $"The description cannot be read: {why}.", member, "docs/trees.md shows what the five choices can be.");

    private sealed class Reader
    {
        internal Fault? Fault { get; private set; }

        internal string Name { get; private set; } = "described";

        internal TreeDescription? Read(JsonElement json)
        {
            if (!IsObject(json, "", Members))
                return null;
            if (Text(json, "", "format") is { } format && format != Format)
                Wrong("format", $"{Format}");
            if (Text(json, "", "name", required: false) is { } name)
                SetName(name);
            LeafEncoding? leaf = json.TryGetProperty("leaf", out JsonElement part) ? ReadLeaf(part) : Missing("leaf");
            if (leaf is null)
                return null;
            int shards = Number(json, "", "shards", 0, TreeDescription.MaxNybbles, 0);
            return new TreeDescription
            {
                Leaf = leaf,
                Order = (LeafOrdering)Choice(json, "order", Orders),
                Odd = (OddRule)Choice(json, "odd", OddRules),
                Padding = (LeafPadding)Choice(json, "padding", Paddings),
                Pairs = (PairOrder)Choice(json, "pairs", PairOrders),
                Fill = Word(json, "", "fill") ?? Hash32.Zero,
                Index = (IndexSource)Choice(json, "index", IndexSources, required: false),
                Equal = (EqualLeaves)Choice(json, "equal", EqualRules, required: false),
                LeavesOutZeroAmounts = Choice(json, "zeroAmounts", ZeroAmounts, required: false) == 1,
                Nybbles = shards,
            };
        }

        private LeafEncoding? ReadLeaf(JsonElement json)
        {
            if (!IsObject(json, "leaf", LeafMembers))
                return null;
            int form = Array.IndexOf(Forms, Text(json, "leaf.", "encoding"));
            if (form < 0)
                Wrong("leaf.encoding", $"one of {string.Join(", ", Forms)}");
            var fields = new List<LeafField>();
            if (!json.TryGetProperty("fields", out JsonElement list) || list.ValueKind != JsonValueKind.Array || list.GetArrayLength() > LeafEncoding.MaxFields)
            {
                Wrong("leaf.fields", $"an array of at most {LeafEncoding.MaxFields} texts");
                return null;
            }

            foreach (JsonElement item in list.EnumerateArray())
            {
                if (item.ValueKind == JsonValueKind.String && LeafField.TryParse(item.GetString()!, out LeafField? field))
                    fields.Add(field);
                else
                    Wrong($"leaf.fields[{fields.Count}]", "a type of one word and a name, such as 'address account' or 'uint256 network = 0'");
                if (Fault is not null)
                    return null;
            }

            string? type = Text(json, "leaf.", "type", required: false);
            if (type is not null && !(type.Length is >= 1 and <= LongestName && type.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')))
                Wrong("leaf.type", "the name of a struct");
            return Fault is not null ? null : new LeafEncoding
            {
                Form = (LeafForm)form,
                Fields = fields,
                Hashes = Number(json, "leaf.", "hashes", 1, 2, 1),
                TypeName = type,
                Domain = json.TryGetProperty("domain", out JsonElement domain) ? ReadDomain(domain) : null,
            };
        }

        private Eip712Domain? ReadDomain(JsonElement json)
        {
            const string Path = "leaf.domain.";
            if (!IsObject(json, "leaf.domain", DomainMembers))
                return null;
            UInt256? chain = null;
            if (Text(json, Path, "chainId", required: false) is { } number)
            {
                if (UInt256.TryParseDecimal(number, out UInt256 id))
                    chain = id;
                else
                    Wrong(Path + "chainId", "decimal digits");
            }

            Address? contract = null;
            if (Text(json, Path, "verifyingContract", required: false) is { } text)
            {
                if (Address.TryParse(text, out Address address))
                    contract = address;
                else
                    Wrong(Path + "verifyingContract", "an address with a right checksum");
            }

            return new Eip712Domain
            {
                Name = Text(json, Path, "name", required: false),
                Version = Text(json, Path, "version", required: false),
                ChainId = chain,
                VerifyingContract = contract,
                Salt = Word(json, Path, "salt"),
            };
        }

        private void SetName(string name)
        {
            if (name.Length is >= 1 and <= LongestName && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or ':'))
                Name = name;
            else
                Wrong("name", $"1 to {LongestName} letters, digits and - _ . :");
        }

        private int Choice(JsonElement json, string member, string[] words, bool required = true)
        {
            if (Text(json, "", member, required) is not { } word)
                return 0;
            int found = Array.IndexOf(words, word);
            if (found < 0)
                Wrong(member, $"one of {string.Join(", ", words)}");
            return Math.Max(0, found);
        }

        private int Number(JsonElement json, string path, string member, int least, int most, int otherwise)
        {
            if (!json.TryGetProperty(member, out JsonElement value))
                return otherwise;
            if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) && number >= least && number <= most)
                return number;
            Wrong(path + member, string.Create(CultureInfo.InvariantCulture, $"a number from {least} to {most}"));
            return otherwise;
        }

        private Hash32? Word(JsonElement json, string path, string member)
        {
            if (Text(json, path, member, required: false) is not { } text)
                return null;
            if (Hash32.TryParse(text, out Hash32 word))
                return word;
            Wrong(path + member, "0x and 64 hexadecimal digits");
            return null;
        }

        private string? Text(JsonElement json, string path, string member, bool required = true)
        {
            if (!json.TryGetProperty(member, out JsonElement value))
            {
                if (required)
                    Missing(path + member);
                return null;
            }

            if (value.ValueKind == JsonValueKind.String)
                return value.GetString();
            Wrong(path + member, "a text");
            return null;
        }

        private bool IsObject(JsonElement json, string path, string[] known)
        {
            if (json.ValueKind != JsonValueKind.Object)
            {
                Wrong(path.Length == 0 ? "it" : path, "a JSON object");
                return false;
            }

            foreach (JsonProperty property in json.EnumerateObject())
            {
                if (!known.Contains(property.Name, StringComparer.Ordinal))
                {
                    Fault ??= Bad($"the member {CellText.Show(property.Name)} is not known; {Suggestion.Hint(property.Name, known)}", path.Length == 0 ? null : path);
                    return false;
                }
            }

            return true;
        }

        private LeafEncoding? Missing(string member)
        {
            Fault ??= Bad($"{member} is missing", member);
            return null;
        }

        private void Wrong(string member, string wanted) => Fault ??= Bad($"{member} is not {wanted}", member);
    }
}
