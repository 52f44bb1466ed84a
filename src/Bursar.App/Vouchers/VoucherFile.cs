using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bursar.Core.Faults;
using Bursar.Evm.Crypto;
using Bursar.Evm.Eip712;
using Bursar.Evm.Primitives;

namespace Bursar.App.Vouchers;

/// <summary>What the files of vouchers and of batches have in common.</summary>
internal static class VoucherFile
{
    private const int MaxDepth = 4;

    /// <summary>Reads a file's fields and checks who signed it.</summary>
    internal static Result<T> Read<T>(ReadOnlySpan<byte> utf8, string fileName, string format, int maxBytes, Func<JsonObject, Signature, T> make, Func<T, (TypedDataHash Data, Address Signer)> signed)
        where T : class
    {
        if (utf8.Length > maxBytes)
            return Malformed(fileName, "it is too long");
        try
        {
            JsonNode? root = JsonNode.Parse(utf8, documentOptions: new JsonDocumentOptions { MaxDepth = MaxDepth });
            if (root is not JsonObject paper || Text(paper, "bursar") != format)
                return Malformed(fileName, $"it does not begin with \"bursar\": \"{format}\"");
            byte[] signature = Convert.FromHexString(Text(paper, "signature")["0x".Length..]);
            if (!Signature.TryRead(signature, out Signature read))
                return Malformed(fileName, "the signature is none");
            T voucher = make(paper, read);
            (TypedDataHash data, Address by) = signed(voucher);
            return Secp256k1.TryRecover(data.SigningHash, read, out Address signer) && signer == by
                ? voucher
                : new Fault("voucher.bad-signature", $"{by} did not sign this voucher.", Hint: "Ask its signer for the file as it was written; nothing in it can be changed.") { File = fileName, Kind = FaultKind.Refused };
        }
        catch (Exception e) when (e is JsonException or FormatException or OverflowException or ArgumentException or InvalidOperationException)
        {
            return Malformed(fileName, "a field is missing or has the wrong form");
        }
    }

    /// <summary>The format that a file says it has; null when it says none.</summary>
    internal static string? FormatOf(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return JsonNode.Parse(utf8, documentOptions: new JsonDocumentOptions { MaxDepth = MaxDepth }) is JsonObject paper && paper["bursar"] is JsonValue value && value.TryGetValue(out string? text) ? text : null;
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            return null;
        }
    }

    internal static TypedDataHash Hash(ChainId chain, Address drop, Hash32 typeHash, params ReadOnlySpan<Hash32> words) => new(
        new Eip712Domain { Name = "Bursar VoucherDrop", Version = "1", ChainId = (UInt256)chain.Value, VerifyingContract = drop }, TypedDataHash.Struct(typeHash, words));

    internal static Hash32 Word(UInt256 value) => new(value.ToBigEndian());

    internal static Hash32 Word(Address address)
    {
        Span<byte> word = stackalloc byte[32];
        word.Clear();
        address.CopyTo(word[12..]);
        return new Hash32(word);
    }

    /// <summary>Second word of a signature as the contract takes it (EIP-2098).</summary>
    internal static Hash32 Vs(Signature signature)
    {
        byte[] word = signature.S.ToBigEndian();
        word[0] |= (byte)(signature.YParity << 7);
        return new Hash32(word);
    }

    internal static string Text(JsonObject paper, string key) => paper[key] is JsonValue value && value.TryGetValue(out string? text) ? text : throw new FormatException(key);

    internal static Address Account(JsonObject paper, string key) => Address.Parse(Text(paper, key));

    internal static ulong Number(JsonObject paper, string key) => ulong.Parse(Text(paper, key), NumberStyles.None, CultureInfo.InvariantCulture);

    internal static string Number(ulong number) => number.ToString(CultureInfo.InvariantCulture);

    internal static string Hex(Signature signature) => $"0x{Convert.ToHexStringLower(signature.ToBytes())}";

    internal static Fault Malformed(string fileName, string why) =>
        new("voucher.malformed", $"'{fileName}' is no voucher: {why}.", Hint: "Vouchers are written by 'bursar voucher sign'.") { File = fileName };
}
