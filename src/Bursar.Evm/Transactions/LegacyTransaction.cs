using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rlp;

namespace Bursar.Evm.Transactions;

/// <summary>A transaction with one gas price (Yellow Paper §4.2), bound to a chain by EIP-155 unless <see cref="Transaction.ChainId"/> is null.</summary>
public sealed record LegacyTransaction : Transaction
{
    /// <summary>Largest chain id whose v fits 64 bits; above it no tool agrees on anything.</summary>
    private const ulong MaxChainId = (ulong.MaxValue - 36) / 2;

    /// <inheritdoc/>
    public override TransactionType Type => TransactionType.Legacy;

    /// <summary>Wei paid for one unit of gas.</summary>
    public required UInt256 GasPrice { get; init; }

    /// <inheritdoc/>
    public override UInt256 MaxGasPrice => GasPrice;

    /// <inheritdoc/>
    public bool Equals(LegacyTransaction? other) => other is not null && HasSameFields(other) && GasPrice == other.GasPrice;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Type, ChainId, Nonce, To, Value, GasPrice, Data.Length);

    internal static bool TryDecode(ReadOnlySpan<byte> bytes, out Transaction? transaction, out Signature signature)
    {
        transaction = null;
        signature = default;
        var reader = new RlpReader(bytes);
        if (!reader.TryReadList(out RlpReader fields) || !reader.TryReadEnd()
            || !fields.TryReadUInt64(out ulong nonce) || nonce == ulong.MaxValue
            || !fields.TryReadUInt256(out UInt256 gasPrice)
            || !fields.TryReadUInt256(out UInt256 gasLimit)
            || !fields.TryReadOptionalAddress(out Address? to)
            || !fields.TryReadUInt256(out UInt256 value)
            || !fields.TryReadBytes(out ReadOnlySpan<byte> data)
            || !fields.TryReadUInt64(out ulong v)
            || !fields.TryReadUInt256(out UInt256 r)
            || !fields.TryReadUInt256(out UInt256 s)
            || !fields.TryReadEnd())
            return false;
        if (v is not (27 or 28) and < 35)
            return false;
        signature = new Signature(r, s, (byte)(v >= 35 ? (v - 35) & 1 : v - 27));
        var legacy = new LegacyTransaction
        {
            ChainId = v >= 35 ? new ChainId((v - 35) / 2) : null,
            Nonce = nonce,
            GasPrice = gasPrice,
            GasLimit = gasLimit,
            To = to,
            Value = value,
            Data = data.ToArray(),
        };
        transaction = legacy;
        return legacy.ChainId is not { Value: > MaxChainId };
    }

    private protected override byte[] Encode(Signature? signature)
    {
        CheckNonce();
        if (ChainId is { Value: > MaxChainId })
            throw new TransactionException($"a legacy transaction cannot carry the chain id {ChainId}");
        var writer = new RlpWriter(stackalloc byte[512]);
        try
        {
            int list = writer.BeginList();
            writer.WriteUInt64(Nonce);
            writer.WriteUInt256(GasPrice);
            writer.WriteUInt256(GasLimit);
            WriteTarget(ref writer);
            if (signature is { } made)
            {
                writer.WriteUInt64(made.YParity + (ChainId is { } bound ? (2 * bound.Value) + 35 : 27));
                writer.WriteUInt256(made.R);
                writer.WriteUInt256(made.S);
            }
            else if (ChainId is { } chain)
            {
                writer.WriteUInt64(chain.Value);
                writer.WriteUInt64(0);
                writer.WriteUInt64(0);
            }

            writer.EndList(list);
            return writer.ToArray();
        }
        finally
        {
            writer.Dispose();
        }
    }
}
