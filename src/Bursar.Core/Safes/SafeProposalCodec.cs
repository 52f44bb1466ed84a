using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Bursar.Core.Faults;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Safes;

/// <summary>Writes proposals and reads them strictly.</summary>
public static class SafeProposalCodec
{
    /// <summary>Most bytes of a file.</summary>
    public const int MaxBytes = 64 * 1024 * 1024;

    private const int MaxTransactions = 10_000;
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 8, AllowDuplicateProperties = false };

    /// <summary>The file.</summary>
    public static byte[] Write(SafeProposal proposal)
    {
        ArgumentNullException.ThrowIfNull(proposal);
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("bursar", SafeProposal.Format);
            json.WriteString("plan", proposal.PlanFile);
            json.WriteString("planHash", proposal.PlanHash.ToString());
            json.WriteString("chainId", proposal.Chain.ToString());
            json.WriteString("safe", proposal.Safe.ToString());
            json.WriteString("version", proposal.Release.Version);
            json.WriteString("block", proposal.Block.ToString(CultureInfo.InvariantCulture));
            json.WriteStartArray("transactions");
            foreach (SafeTransaction transaction in proposal.Transactions)
                Write(json, transaction);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    /// <summary>Reads a file. Its hashes are recomputed; that the transactions follow from the plan is for the caller to see.</summary>
    /// <param name="utf8">The bytes of the file.</param>
    /// <param name="file">Its name, for faults.</param>
    /// <returns>The proposal, <c>safe.proposal-malformed</c>, or <c>safe.tampered</c> when a hash is not that of its transaction.</returns>
    public static Result<SafeProposal> Read(ReadOnlyMemory<byte> utf8, string file)
    {
        if (utf8.Length > MaxBytes)
            return Bad(file, $"it has more than {MaxBytes} bytes");
        try
        {
            using JsonDocument document = JsonDocument.Parse(utf8, Strict);
            JsonElement root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || Text(root, "bursar") != SafeProposal.Format)
                return Bad(file, $"it is no proposal of the format {SafeProposal.Format}");
            if (!SafeRelease.TryFind(Text(root, "version"), out SafeRelease? release))
                return Bad(file, "its version is none that is known");
            var chain = new ChainId(Number(root, "chainId"));
            Address safe = Address.Parse(Text(root, "safe"));
            JsonElement list = root.GetProperty("transactions");
            if (list.GetArrayLength() is 0 or > MaxTransactions)
                return Bad(file, $"it has {list.GetArrayLength()} transactions, not 1 to {MaxTransactions}");
            var transactions = new List<SafeTransaction>();
            foreach (JsonElement element in list.EnumerateArray())
            {
                SafeTransaction transaction = ReadTransaction(element, chain, safe);
                if (transactions.Count > 0 && transaction.Nonce != transactions[^1].Nonce + UInt256.One)
                    return Bad(file, "its numbers do not follow one another");
                var stated = Hash32.Parse(Text(element, "safeTxHash"));
                if (stated != transaction.Hash)
                    return Tampered(file, $"it states the hash {stated} for transaction {transaction.Nonce}, whose content hashes to {transaction.Hash}");
                transactions.Add(transaction);
            }

            return new SafeProposal
            {
                PlanFile = Text(root, "plan"),
                PlanHash = Hash32.Parse(Text(root, "planHash")),
                Release = release,
                Block = Number(root, "block"),
                Transactions = transactions,
            };
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or KeyNotFoundException or OverflowException or ArgumentException)
        {
            return Bad(file, "a member is missing or has the wrong form");
        }
    }

    /// <summary>Says that a proposal is not what its plan makes.</summary>
    public static Fault Tampered(string file, string how) =>
        new("safe.tampered", $"this proposal is not what its plan makes: {how}.", null, "Do not sign it. Ask for the plan, review it, and make the proposal again with 'bursar safe propose'.") { File = file, Kind = FaultKind.Refused };

    private static Fault Bad(string file, string why) =>
        new("safe.proposal-malformed", $"the proposal cannot be read: {why}.", null, "Make it again with 'bursar safe propose'.") { File = file };

    private static void Write(Utf8JsonWriter json, SafeTransaction transaction)
    {
        json.WriteStartObject();
        json.WriteString("nonce", transaction.Nonce.ToString());
        json.WriteStartArray("steps");
        foreach (string step in transaction.Steps)
            json.WriteStringValue(step);
        json.WriteEndArray();
        json.WriteString("to", transaction.To.ToString());
        json.WriteString("value", transaction.Value.ToString());
        json.WriteNumber("operation", (int)transaction.Operation);
        json.WriteString("safeTxHash", transaction.Hash.ToString());
        json.WriteString("data", Hex.Encode(transaction.Data));
        json.WriteEndObject();
    }

    private static SafeTransaction ReadTransaction(JsonElement element, ChainId chain, Address safe) => new()
    {
        Chain = chain,
        Safe = safe,
        Nonce = UInt256.Parse(Text(element, "nonce")),
        To = Address.Parse(Text(element, "to")),
        Value = UInt256.Parse(Text(element, "value")),
        Data = Hex.Decode(Text(element, "data")),
        Operation = element.GetProperty("operation").GetInt32() switch { 0 => SafeOperation.Call, 1 => SafeOperation.DelegateCall, _ => throw new FormatException("operation") },
        Steps = [.. element.GetProperty("steps").EnumerateArray().Select(s => s.GetString() ?? throw new FormatException("steps"))],
    };

    private static ulong Number(JsonElement element, string name) => ulong.Parse(Text(element, name), NumberStyles.None, CultureInfo.InvariantCulture);

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : throw new FormatException(name);
}
