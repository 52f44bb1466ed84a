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
    public Hash32 Vs => VoucherFile.Vs(Signature);

    /// <summary>First word of the signature.</summary>
    public Hash32 R => new(Signature.R.ToBigEndian());

    /// <summary>What decides whether it is paid.</summary>
    public VoucherTerms Terms => new(Chain, Drop, Signer, Nonce, Amount, Start, Expiry);

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
    public static Result<VoucherPaper> Read(ReadOnlySpan<byte> utf8, string fileName) => VoucherFile.Read(
        utf8, fileName, Format, MaxBytes,
        (paper, signature) => new VoucherPaper(
            new ChainId(VoucherFile.Number(paper, "chain")), VoucherFile.Account(paper, "drop"), VoucherFile.Account(paper, "account"), UInt256.Parse(VoucherFile.Text(paper, "amount")),
            UInt256.Parse(VoucherFile.Text(paper, "nonce")), VoucherFile.Number(paper, "start"), VoucherFile.Number(paper, "expiry"), VoucherFile.Account(paper, "signer"), signature),
        voucher => (voucher.Data, voucher.Signer));

    /// <summary>The file.</summary>
    public JsonObject ToJson() => new()
    {
        ["bursar"] = Format,
        ["chain"] = Chain.ToString(),
        ["drop"] = Drop.ToString(),
        ["account"] = Account.ToString(),
        ["amount"] = Amount.ToString(),
        ["nonce"] = Nonce.ToString(),
        ["start"] = VoucherFile.Number(Start),
        ["expiry"] = VoucherFile.Number(Expiry),
        ["signer"] = Signer.ToString(),
        ["signature"] = VoucherFile.Hex(Signature),
    };

    private static TypedDataHash HashOf(ChainId chain, Address drop, Address account, UInt256 amount, UInt256 nonce, ulong start, ulong expiry) => VoucherFile.Hash(
        chain, drop, TypeHash, VoucherFile.Word(account), VoucherFile.Word(amount), VoucherFile.Word(nonce), VoucherFile.Word((UInt256)start), VoucherFile.Word((UInt256)expiry));
}
