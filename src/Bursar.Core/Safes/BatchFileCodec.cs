using System.Text.Encodings.Web;
using System.Text.Json;
using Bursar.Core.Faults;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Safes;

/// <summary>Writes and reads batch files of Safe's transaction builder.</summary>
public static class BatchFileCodec
{
    /// <summary>Most bytes of a file.</summary>
    public const int MaxBytes = 16 * 1024 * 1024;

    private const int MaxTransactions = 10_000;
    private const int MaxTupleDepth = 8;
    private const string Version = "1.0";
    private const string BuilderVersion = "1.18.0";
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 32, AllowDuplicateProperties = false };
    private static readonly JsonWriterOptions Pretty = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The file, with its checksum.</summary>
    public static byte[] Write(BatchFile batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        using JsonDocument without = JsonDocument.Parse(Write(batch, null));
        return Write(batch, BatchChecksum.Of(without.RootElement));
    }

    /// <summary>Reads a file.</summary>
    /// <param name="utf8">The bytes of the file.</param>
    /// <param name="file">Its name, for faults.</param>
    /// <returns>What it says, whether or not its checksum holds, or <c>safe.batch-malformed</c>.</returns>
    public static Result<BatchFile> Read(ReadOnlyMemory<byte> utf8, string file)
    {
        if (utf8.Length > MaxBytes)
            return Bad(file, $"it has more than {MaxBytes} bytes");
        try
        {
            using JsonDocument document = JsonDocument.Parse(utf8, Strict);
            JsonElement root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("transactions", out JsonElement list) || list.ValueKind != JsonValueKind.Array)
                return Bad(file, "it has no list of transactions");
            if (list.GetArrayLength() is 0 or > MaxTransactions)
                return Bad(file, $"it has {list.GetArrayLength()} transactions, not 1 to {MaxTransactions}");
            JsonElement meta = root.TryGetProperty("meta", out JsonElement found) && found.ValueKind == JsonValueKind.Object ? found : default;
            string? stated = Text(meta, "checksum");
            return new BatchFile
            {
                Chain = new ChainId(ulong.Parse(root.GetProperty("chainId") is { ValueKind: JsonValueKind.Number } number ? number.GetRawText() : Text(root, "chainId") ?? "", System.Globalization.NumberStyles.None, null)),
                CreatedAt = root.TryGetProperty("createdAt", out JsonElement at) && at.ValueKind == JsonValueKind.Number && at.TryGetUInt64(out ulong when) ? when : 0,
                Name = Text(meta, "name") ?? "",
                Description = Text(meta, "description") ?? "",
                Safe = Text(meta, "createdFromSafeAddress") is { Length: > 0 } safe ? Address.Parse(safe) : null,
                Transactions = [.. list.EnumerateArray().Select(ReadTransaction)],
                ChecksumHolds = string.IsNullOrEmpty(stated) ? null : Hash32.TryParse(stated, out Hash32 hash) && hash == BatchChecksum.Of(root),
            };
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or KeyNotFoundException or OverflowException or ArgumentException)
        {
            return Bad(file, "a member is missing or has the wrong form");
        }
    }

    private static Fault Bad(string file, string why) =>
        new("safe.batch-malformed", $"the batch file cannot be read: {why}.", null, "It is what Safe's transaction builder saves, or 'bursar safe export' writes.") { File = file };

    private static byte[] Write(BatchFile batch, Hash32? checksum)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Pretty))
        {
            json.WriteStartObject();
            json.WriteString("version", Version);
            json.WriteString("chainId", batch.Chain.ToString());
            json.WriteNumber("createdAt", batch.CreatedAt);
            json.WriteStartObject("meta");
            json.WriteString("name", batch.Name);
            json.WriteString("description", batch.Description);
            json.WriteString("txBuilderVersion", BuilderVersion);
            json.WriteString("createdFromSafeAddress", batch.Safe?.ToString() ?? "");
            json.WriteString("createdFromOwnerAddress", "");
            if (checksum is { } hash)
                json.WriteString("checksum", hash.ToString());
            json.WriteEndObject();
            json.WriteStartArray("transactions");
            foreach (BatchTransaction transaction in batch.Transactions)
            {
                json.WriteStartObject();
                json.WriteString("to", transaction.To.ToString());
                json.WriteString("value", transaction.Value.ToString());
                json.WriteString("data", Hex.Encode(transaction.Data ?? []));
                json.WriteNull("contractMethod");
                json.WriteNull("contractInputsValues");
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    private static BatchTransaction ReadTransaction(JsonElement element)
    {
        JsonElement method = element.TryGetProperty("contractMethod", out JsonElement m) && m.ValueKind == JsonValueKind.Object ? m : default;
        var inputs = new List<KeyValuePair<string, string>>();
        if (element.TryGetProperty("contractInputsValues", out JsonElement values) && values.ValueKind == JsonValueKind.Object)
            inputs.AddRange(values.EnumerateObject().Select(v => KeyValuePair.Create(v.Name, v.Value.ValueKind == JsonValueKind.String ? v.Value.GetString()! : v.Value.GetRawText())));
        string? data = Text(element, "data");
        return new BatchTransaction(
            Address.Parse(Text(element, "to")), UInt256.Parse(Text(element, "value") is { Length: > 0 } value ? value : "0"), data is null ? null : Hex.Decode(data),
            method.ValueKind == JsonValueKind.Object ? $"{Text(method, "name")}({string.Join(',', method.GetProperty("inputs").EnumerateArray().Select(i => TypeOf(i, 0)))})" : null, inputs);
    }

    /// <summary>The type of an input, structs spelled out.</summary>
    private static string TypeOf(JsonElement input, int depth)
    {
        string type = Text(input, "type") ?? throw new FormatException("type");
        if (!type.StartsWith("tuple", StringComparison.Ordinal))
            return type;
        if (depth == MaxTupleDepth)
            throw new FormatException("tuple");
        return $"({string.Join(',', input.GetProperty("components").EnumerateArray().Select(c => TypeOf(c, depth + 1)))}){type["tuple".Length..]}";
    }

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
