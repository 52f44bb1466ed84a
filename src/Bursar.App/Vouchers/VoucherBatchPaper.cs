using System.Text.Json.Nodes;
using Bursar.Core.Faults;
using Bursar.Core.Lists;
using Bursar.Evm.Crypto;
using Bursar.Evm.Eip712;
using Bursar.Evm.Primitives;
using Bursar.Evm.Signing;

namespace Bursar.App.Vouchers;

/// <summary>A signed batch: one voucher that pays many accounts in one transaction.</summary>
/// <param name="Chain">The chain that it is good on.</param>
/// <param name="Drop">Who pays it.</param>
/// <param name="Rows">Who is paid how much, in base units, in the order of the payment.</param>
/// <param name="Nonce">Its number among the signer's vouchers.</param>
/// <param name="Start">Unix seconds from which it is good; 0 for at once.</param>
/// <param name="Expiry">Unix seconds from which it no longer is; 0 for never.</param>
/// <param name="Signer">Whose voucher it is.</param>
/// <param name="Signature">The signer's signature.</param>
public sealed record VoucherBatchPaper(
    ChainId Chain, Address Drop, IReadOnlyList<RecipientRow> Rows, UInt256 Nonce, ulong Start, ulong Expiry, Address Signer, Signature Signature)
{
    /// <summary>How a file of a batch begins.</summary>
    public const string Format = "bursar-voucher-batch/1";

    /// <summary>Most rows of a batch: what fits well into a block.</summary>
    public const int MaxRows = 500;

    private const int MaxBytes = 128 * 1024;
    private const int RowBytes = 32;
    private const int AmountBits = 96;

    private static readonly Hash32 TypeHash = TypedDataHash.TypeHash("VoucherBatch(bytes rows,uint256 nonce,uint64 start,uint64 expiry)");

    /// <summary>Second word of the signature as the contract takes it (EIP-2098).</summary>
    public Hash32 Vs => VoucherFile.Vs(Signature);

    /// <summary>First word of the signature.</summary>
    public Hash32 R => new(Signature.R.ToBigEndian());

    /// <summary>What all rows get together, in base units.</summary>
    public UInt256 Total => Rows.Aggregate(UInt256.Zero, (sum, row) => sum + row.Amount);

    /// <summary>What decides whether it is paid.</summary>
    public VoucherTerms Terms => new(Chain, Drop, Signer, Nonce, Total, Start, Expiry);

    /// <summary>The rows as the contract reads them: 20 bytes of account and 12 of amount each.</summary>
    public byte[] Packed => Pack(Rows);

    /// <summary>What the signer signed.</summary>
    public TypedDataHash Data => HashOf(Chain, Drop, Packed, Nonce, Start, Expiry);

    /// <summary>What stands against rows in a batch; null when nothing does.</summary>
    public static Fault? Problem(IReadOnlyList<RecipientRow> rows, Address drop)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Count is 0 or > MaxRows)
            return new Fault("voucher.bad-batch", $"a batch has 1 to {MaxRows} rows, not {rows.Count}.", "--list", "Cut the list, and give each part a number of its own.");
        for (int i = 0; i < rows.Count; i++)
        {
            string? why = rows[i].Account.IsZero || rows[i].Account == drop ? "nobody can be paid there"
                : rows[i].Amount.IsZero ? "it gives nothing"
                : rows[i].Amount.BitLength > AmountBits ? "its amount has more than 96 bits" : null;
            if (why is not null)
                return new Fault("voucher.bad-batch", $"the row of {rows[i].Account} cannot be paid in a batch: {why}.", "--list", "Take the row out, or write a voucher of its own.");
        }

        return null;
    }

    /// <summary>Writes a batch.</summary>
    /// <exception cref="SigningException">The signer refuses.</exception>
    /// <exception cref="FaultException">A row cannot stand in a batch.</exception>
    public static async Task<VoucherBatchPaper> SignAsync(
        ISigner signer, ChainId chain, Address drop, IReadOnlyList<RecipientRow> rows, UInt256 nonce, ulong start, ulong expiry, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(signer);
        if (Problem(rows, drop) is { } problem)
            throw new FaultException(problem);
        Signature signature = await signer.SignTypedDataAsync(HashOf(chain, drop, Pack(rows), nonce, start, expiry), cancellationToken);
        return new VoucherBatchPaper(chain, drop, rows, nonce, start, expiry, signer.Address, signature);
    }

    /// <summary>True when a file is one of a batch, and not one of a single voucher.</summary>
    public static bool IsBatch(ReadOnlySpan<byte> utf8) => utf8.Length <= MaxBytes && VoucherFile.FormatOf(utf8) == Format;

    /// <summary>Reads a batch, and checks that the signature is the signer's.</summary>
    public static Result<VoucherBatchPaper> Read(ReadOnlySpan<byte> utf8, string fileName)
    {
        Result<VoucherBatchPaper> read = VoucherFile.Read(
            utf8, fileName, Format, MaxBytes,
            (paper, signature) => new VoucherBatchPaper(
                new ChainId(VoucherFile.Number(paper, "chain")), VoucherFile.Account(paper, "drop"), ReadRows(paper), UInt256.Parse(VoucherFile.Text(paper, "nonce")),
                VoucherFile.Number(paper, "start"), VoucherFile.Number(paper, "expiry"), VoucherFile.Account(paper, "signer"), signature),
            batch => (batch.Data, batch.Signer));
        return read.TryGet(out VoucherBatchPaper? found) && Problem(found.Rows, found.Drop) is { } problem ? problem with { File = fileName } : read;
    }

    /// <summary>The file.</summary>
    public JsonObject ToJson() => new()
    {
        ["bursar"] = Format,
        ["chain"] = Chain.ToString(),
        ["drop"] = Drop.ToString(),
        ["rows"] = new JsonArray([.. Rows.Select(r => (JsonNode)new JsonObject { ["account"] = r.Account.ToString(), ["amount"] = r.Amount.ToString() })]),
        ["total"] = Total.ToString(),
        ["nonce"] = Nonce.ToString(),
        ["start"] = VoucherFile.Number(Start),
        ["expiry"] = VoucherFile.Number(Expiry),
        ["signer"] = Signer.ToString(),
        ["signature"] = VoucherFile.Hex(Signature),
    };

    private static RecipientRow[] ReadRows(JsonObject paper)
    {
        if (paper["rows"] is not JsonArray { Count: <= MaxRows } rows)
            throw new FormatException("rows");
        return [.. rows.Select(r => r is JsonObject row ? Row(row) : throw new FormatException("rows"))];
    }

    private static RecipientRow Row(JsonObject row)
    {
        UInt256 amount = UInt256.Parse(VoucherFile.Text(row, "amount"));
        return amount.BitLength <= AmountBits ? new RecipientRow(VoucherFile.Account(row, "account"), amount) : throw new FormatException("amount");
    }

    private static byte[] Pack(IReadOnlyList<RecipientRow> rows)
    {
        byte[] packed = new byte[rows.Count * RowBytes];
        for (int i = 0; i < rows.Count; i++)
        {
            Span<byte> row = packed.AsSpan(i * RowBytes, RowBytes);
            rows[i].Amount.WriteBigEndian(row); // its upper 20 bytes are zero
            rows[i].Account.CopyTo(row);
        }

        return packed;
    }

    private static TypedDataHash HashOf(ChainId chain, Address drop, byte[] packed, UInt256 nonce, ulong start, ulong expiry) => VoucherFile.Hash(
        chain, drop, TypeHash, Keccak256.Hash(packed), VoucherFile.Word(nonce), VoucherFile.Word((UInt256)start), VoucherFile.Word((UInt256)expiry));
}
