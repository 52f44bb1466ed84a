using Bursar.Evm.Primitives;
using Bursar.Evm.Rlp;

namespace Bursar.Evm.Transactions;

/// <summary>A transaction that pays for blobs, which it names by their hashes (EIP-4844).</summary>
/// <remarks>
/// This is the canonical form that is signed, hashed and kept in blocks. The form in which it travels between nodes also has the blobs, their
/// commitments and proofs; that one is neither made nor read here.
/// </remarks>
public sealed record Eip4844Transaction : FeeMarketTransaction
{
    /// <summary>Blob gas that one blob takes (<c>GAS_PER_BLOB</c>).</summary>
    public const int GasPerBlob = 1 << 17;

    private const byte HashVersion = 1;

    /// <inheritdoc/>
    public override TransactionType Type => TransactionType.Eip4844;

    /// <summary>Wei per unit of blob gas, at most.</summary>
    public required UInt256 MaxFeePerBlobGas { get; init; }

    /// <summary>The versioned hash of each blob: SHA-256 of its commitment, with the first byte 1. At least one.</summary>
    public required IReadOnlyList<Hash32> BlobVersionedHashes { get; init; }

    /// <inheritdoc/>
    public override UInt256 MaxCost => base.MaxCost + (MaxFeePerBlobGas * (UInt256)((ulong)GasPerBlob * (uint)BlobVersionedHashes.Count));

    /// <inheritdoc/>
    public bool Equals(Eip4844Transaction? other) => other is not null && HasSameFeeFields(other) && MaxFeePerBlobGas == other.MaxFeePerBlobGas
        && BlobVersionedHashes.SequenceEqual(other.BlobVersionedHashes);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Type, ChainId, Nonce, To, MaxFeePerGas, MaxFeePerBlobGas, BlobVersionedHashes.Count, Data.Length);

    /// <summary>Whether the bytes look like the form with blobs, in which the transaction is the first item of a list.</summary>
    internal static bool IsNetworkForm(ReadOnlySpan<byte> bytes) => bytes.Length > 1 && bytes[0] == (byte)TransactionType.Eip4844
        && new RlpReader(bytes[1..], new RlpLimits(int.MaxValue, 2)).TryReadList(out RlpReader fields) && fields.IsList;

    internal static Eip4844Transaction? ReadBody(ref RlpReader fields)
    {
        if (!TryReadCommon(ref fields, needsTarget: true, out CommonFields common)
            || !fields.TryReadUInt256(out UInt256 blobFee)
            || !fields.TryReadList(out RlpReader hashes) || hashes.IsAtEnd)
            return null;
        var blobs = new List<Hash32>();
        while (!hashes.IsAtEnd)
        {
            if (!hashes.TryReadHash32(out Hash32 hash) || hash.Span[0] != HashVersion)
                return null;
            blobs.Add(hash);
        }

        return new Eip4844Transaction
        {
            ChainId = common.Chain,
            Nonce = common.Nonce,
            MaxPriorityFeePerGas = common.PriorityFee,
            MaxFeePerGas = common.MaxFee,
            GasLimit = common.GasLimit,
            To = common.To,
            Value = common.Value,
            Data = common.Data,
            AccessList = common.AccessList,
            MaxFeePerBlobGas = blobFee,
            BlobVersionedHashes = blobs,
        };
    }

    private protected override void CheckFields()
    {
        CheckTarget();
        if (BlobVersionedHashes.Count == 0)
            throw new TransactionException("a blob transaction needs at least one blob");
        foreach (Hash32 hash in BlobVersionedHashes)
        {
            if (hash.Span[0] != HashVersion)
                throw new TransactionException($"the blob hash {hash} does not start with the version byte 01");
        }
    }

    private protected override void WriteRest(ref RlpWriter writer)
    {
        writer.WriteUInt256(MaxFeePerBlobGas);
        int list = writer.BeginList();
        foreach (Hash32 hash in BlobVersionedHashes)
            writer.WriteHash32(hash);
        writer.EndList(list);
    }
}
