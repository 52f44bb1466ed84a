using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bursar.Core.Faults;
using Bursar.Evm.Crypto;
using Bursar.Evm.Eip712;
using Bursar.Evm.Primitives;
using Bursar.Evm.Signing;

namespace Bursar.App.Vouchers;

/// <summary>A signed voucher, as it is handed to whom it is for.</summary>
/// <param name="Chain">The chain that it is good on.</param>
/// <param name="Drop">Who pays it.</param>
/// <param name="Account">Who is paid, or says who is.</param>
/// <param name="Amount">How much, in base units.</param>
/// <param name="Nonce">Its number among the signer's vouchers.</param>
/// <param name="Start">Unix seconds from which it is good; 0 for at once.</param>
/// <param name="Expiry">Unix seconds from which it no longer is; 0 for never.</param>
/// <param name="Signer">Whose voucher it is.</param>
/// <param name="Signature">The signer's signature.</param>
public sealed record VoucherPaper(
    ChainId Chain, Address Drop, Address Account, UInt256 Amount, UInt256 Nonce, ulong Start, ulong Expiry, Address Signer, Signature Signature)
{
    private const string Format = "bursar-voucher/1";
    private const int MaxBytes = 16 * 1024;

    private static readonly Hash32 TypeHash = TypedDataHash.TypeHash("Voucher(address account,uint256 amount,uint256 nonce,uint64 start,uint64 expiry)");

    /// <summary>Second word of the signature as the contract takes it (EIP-2098).</summary>
    public Hash32 Vs
    {
        get
        {
            byte[] word = Signature.S.ToBigEndian();
            word[0] |= (byte)(Signature.YParity << 7);
            return new Hash32(word);
        }
    }

    /// <summary>First word of the signature.</summary>
    public Hash32 R => new(Signature.R.ToBigEndian());

    /// <summary>What the signer signed.</summary>
    public TypedDataHash Data => HashOf(Chain, Drop, Account, Amount, Nonce, Start, Expiry);

    /// <summary>Writes a voucher.</summary>
    /// <exception cref="SigningException">The signer refuses.</exception>
    public static async Task<VoucherPaper> SignAsync(
        ISigner signer, ChainId chain, Address drop, Address account, UInt256 amount, UInt256 nonce, ulong start, ulong expiry, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(signer);
        Signature signature = await signer.SignTypedDataAsync(HashOf(chain, drop, account, amount, nonce, start, expiry), cancellationToken);
        return new VoucherPaper(chain, drop, account, amount, nonce, start, expiry, signer.Address, signature);
    }

    /// <summary>Reads a voucher, and checks that the signature is the signer's.</summary>
    public static Result<VoucherPaper> Read(ReadOnlySpan<byte> utf8, string fileName)
    {
        if (utf8.Length > MaxBytes)
            return Malformed(fileName, "it is too long");
        try
        {
            JsonNode? root = JsonNode.Parse(utf8, documentOptions: new JsonDocumentOptions { MaxDepth = 4 });
            if (root is not JsonObject paper || Text(paper, "bursar") != Format)
                return Malformed(fileName, $"it does not begin with \"bursar\": \"{Format}\"");
            byte[] signature = Convert.FromHexString(Text(paper, "signature")["0x".Length..]);
            if (!Signature.TryRead(signature, out Signature read))
                return Malformed(fileName, "the signature is none");
            var voucher = new VoucherPaper(
                new ChainId(ulong.Parse(Text(paper, "chain"), NumberStyles.None, CultureInfo.InvariantCulture)), Address.Parse(Text(paper, "drop")), Address.Parse(Text(paper, "account")),
                UInt256.Parse(Text(paper, "amount")), UInt256.Parse(Text(paper, "nonce")), Seconds(paper, "start"), Seconds(paper, "expiry"), Address.Parse(Text(paper, "signer")), read);
            return Secp256k1.TryRecover(voucher.Data.SigningHash, read, out Address signer) && signer == voucher.Signer
                ? voucher
                : new Fault("voucher.bad-signature", $"{voucher.Signer} did not sign this voucher.", Hint: "Ask its signer for the file as it was written; nothing in it can be changed.") { File = fileName, Kind = FaultKind.Refused };
        }
        catch (Exception e) when (e is JsonException or FormatException or OverflowException or ArgumentException or InvalidOperationException)
        {
            return Malformed(fileName, "a field is missing or has the wrong form");
        }
    }

    /// <summary>The file.</summary>
    public JsonObject ToJson() => new()
    {
        ["bursar"] = Format,
        ["chain"] = Chain.ToString(),
        ["drop"] = Drop.ToString(),
        ["account"] = Account.ToString(),
        ["amount"] = Amount.ToString(),
        ["nonce"] = Nonce.ToString(),
        ["start"] = Start.ToString(CultureInfo.InvariantCulture),
        ["expiry"] = Expiry.ToString(CultureInfo.InvariantCulture),
        ["signer"] = Signer.ToString(),
        ["signature"] = $"0x{Convert.ToHexStringLower(Signature.ToBytes())}",
    };

    private static TypedDataHash HashOf(ChainId chain, Address drop, Address account, UInt256 amount, UInt256 nonce, ulong start, ulong expiry) => new(
        new Eip712Domain { Name = "Bursar VoucherDrop", Version = "1", ChainId = (UInt256)chain.Value, VerifyingContract = drop },
        TypedDataHash.Struct(TypeHash, Word(account), Word(amount), Word(nonce), Word(start), Word(expiry)));

    private static Hash32 Word(UInt256 value) => new(value.ToBigEndian());

    private static Hash32 Word(Address address)
    {
        Span<byte> word = stackalloc byte[32];
        word.Clear();
        address.CopyTo(word[12..]);
        return new Hash32(word);
    }

    private static string Text(JsonObject paper, string key) => paper[key] is JsonValue value && value.TryGetValue(out string? text) ? text : throw new FormatException(key);

    private static ulong Seconds(JsonObject paper, string key) => ulong.Parse(Text(paper, key), NumberStyles.None, CultureInfo.InvariantCulture);

    private static Fault Malformed(string fileName, string why) =>
        new("voucher.malformed", $"'{fileName}' is no voucher: {why}.", Hint: "Vouchers are written by 'bursar voucher sign'.") { File = fileName };
}
