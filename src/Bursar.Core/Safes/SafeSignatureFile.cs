using System.Globalization;
using System.Text;
using System.Text.Json;
using Bursar.Core.Faults;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Safes;

/// <summary>A file of signatures: what one owner, or several, signed of a proposal.</summary>
public static class SafeSignatureFile
{
    /// <summary>Name of the file format.</summary>
    public const string Format = "bursar-safe-signatures/1";

    /// <summary>Most bytes of a file.</summary>
    public const int MaxBytes = 16 * 1024 * 1024;

    private const int MaxSignatures = 100_000;
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 8, AllowDuplicateProperties = false };

    private static readonly Dictionary<string, SafeSignatureKind> Kinds = new(StringComparer.Ordinal)
    {
        ["key"] = SafeSignatureKind.Key,
        ["message"] = SafeSignatureKind.Message,
        ["contract"] = SafeSignatureKind.Contract,
        ["approved"] = SafeSignatureKind.Approved,
    };

    /// <summary>The file.</summary>
    /// <param name="proposal">What was signed.</param>
    /// <param name="signatures">Signatures of its transactions.</param>
    public static byte[] Write(SafeProposal proposal, IReadOnlyList<SafeSignature> signatures)
    {
        ArgumentNullException.ThrowIfNull(proposal);
        ArgumentNullException.ThrowIfNull(signatures);
        Dictionary<Hash32, UInt256> numbers = proposal.Transactions.ToDictionary(t => t.Hash, t => t.Nonce);
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("bursar", Format);
            json.WriteString("chainId", proposal.Chain.ToString());
            json.WriteString("safe", proposal.Safe.ToString());
            json.WriteString("planHash", proposal.PlanHash.ToString());
            json.WriteStartArray("signatures");
            foreach (SafeSignature signature in signatures)
            {
                json.WriteStartObject();
                json.WriteString("nonce", numbers[signature.Hash].ToString());
                json.WriteString("safeTxHash", signature.Hash.ToString());
                json.WriteString("owner", signature.Owner.ToString());
                json.WriteString("kind", Kinds.First(k => k.Value == signature.Kind).Key);
                json.WriteString("signature", Hex.Encode(signature.Bytes));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    /// <summary>Reads signatures of a proposal: a file of Bursar's, or the bytes in hexadecimal that others pack for a Safe, for a proposal of one transaction.</summary>
    /// <param name="utf8">The bytes of the file.</param>
    /// <param name="file">Its name, for faults.</param>
    /// <param name="proposal">The proposal. A signature of anything else is refused.</param>
    public static Result<IReadOnlyList<SafeSignature>> Read(ReadOnlyMemory<byte> utf8, string file, SafeProposal proposal)
    {
        ArgumentNullException.ThrowIfNull(proposal);
        if (utf8.Length > MaxBytes)
            return SafeSignatures.Malformed(file, $"the file has more than {MaxBytes} bytes");
        if (utf8.Span.StartsWith("0x"u8))
        {
            if (!Hex.TryDecode(Encoding.ASCII.GetString(utf8.Span).Trim(), out byte[]? packed))
                return SafeSignatures.Malformed(file, "the file is not hexadecimal");
            return proposal.Transactions.Count == 1
                ? SafeSignatures.Unpack(packed, proposal.Transactions[0].Hash, file)
                : SafeSignatures.Malformed(file, $"packed signatures are of one transaction, and the proposal has {proposal.Transactions.Count}");
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(utf8, Strict);
            return Read(document.RootElement, file, proposal);
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or KeyNotFoundException or OverflowException or ArgumentException)
        {
            return SafeSignatures.Malformed(file, "a member is missing or has the wrong form");
        }
    }

    private static Result<IReadOnlyList<SafeSignature>> Read(JsonElement root, string file, SafeProposal proposal)
    {
        if (root.ValueKind != JsonValueKind.Object || Text(root, "bursar") != Format)
            return SafeSignatures.Malformed(file, $"the file is not of the format {Format}");
        var chain = ulong.Parse(Text(root, "chainId"), NumberStyles.None, CultureInfo.InvariantCulture);
        Address safe = Address.Parse(Text(root, "safe"));
        if (chain != proposal.Chain.Value)
            return Wrong(file, $"they are for chain {chain}, and the proposal is for chain {proposal.Chain}");
        if (safe != proposal.Safe)
            return Wrong(file, $"they are for the Safe {safe}, and the proposal is for {proposal.Safe}");
        JsonElement list = root.GetProperty("signatures");
        if (list.GetArrayLength() > MaxSignatures)
            return SafeSignatures.Malformed(file, $"the file has more than {MaxSignatures} signatures");
        HashSet<Hash32> known = [.. proposal.Transactions.Select(t => t.Hash)];
        var signatures = new List<SafeSignature>();
        foreach (JsonElement element in list.EnumerateArray())
        {
            var hash = Hash32.Parse(Text(element, "safeTxHash"));
            string nonce = Text(element, "nonce");
            if (!Kinds.TryGetValue(Text(element, "kind"), out SafeSignatureKind kind))
                return SafeSignatures.Malformed(file, "a kind is none of key, message, contract and approved");
            var signature = new SafeSignature(hash, Address.Parse(Text(element, "owner")), kind, Hex.Decode(Text(element, "signature")));
            if (!known.Contains(hash))
                return Wrong(file, $"{signature.Owner} signed {hash} as transaction {nonce}, which is not in the proposal: it is of another plan, number, Safe or chain");
            if (signature.IsByKey() == false)
                return Wrong(file, $"what stands for {signature.Owner} under transaction {nonce} was not made by its key over {hash}");
            signatures.Add(signature);
        }

        return Result<IReadOnlyList<SafeSignature>>.Ok(signatures);
    }

    /// <summary>Says that signatures are of something else.</summary>
    public static Fault Wrong(string file, string why) =>
        new("safe.signature-wrong", $"these signatures are not of this proposal: {why}.", null, "Let the owner sign this very proposal with 'bursar safe sign'.") { File = file, Kind = FaultKind.Refused };

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : throw new FormatException(name);
}
