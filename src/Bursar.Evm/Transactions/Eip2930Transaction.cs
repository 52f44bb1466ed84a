using Bursar.Evm.Primitives;
using Bursar.Evm.Rlp;

namespace Bursar.Evm.Transactions;

/// <summary>A transaction with one gas price and an access list (EIP-2930).</summary>
public sealed record Eip2930Transaction : TypedTransaction
{
    /// <inheritdoc/>
    public override TransactionType Type => TransactionType.Eip2930;

    /// <summary>Wei paid for one unit of gas.</summary>
    public required UInt256 GasPrice { get; init; }

    /// <inheritdoc/>
    public override UInt256 MaxGasPrice => GasPrice;

    /// <inheritdoc/>
    public bool Equals(Eip2930Transaction? other) => other is not null && HasSameTypedFields(other) && GasPrice == other.GasPrice;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Type, ChainId, Nonce, To, Value, GasPrice, Data.Length);

    internal static Eip2930Transaction? ReadBody(ref RlpReader fields) =>
        TryReadAccount(ref fields, out ChainId chain, out ulong nonce)
        && fields.TryReadUInt256(out UInt256 gasPrice)
        && fields.TryReadUInt256(out UInt256 gasLimit)
        && fields.TryReadOptionalAddress(out Address? to)
        && fields.TryReadUInt256(out UInt256 value)
        && fields.TryReadBytes(out ReadOnlySpan<byte> data)
        && TryReadAccessList(ref fields, out List<AccessListEntry> accessList)
            ? new Eip2930Transaction
            {
                ChainId = chain,
                Nonce = nonce,
                GasPrice = gasPrice,
                GasLimit = gasLimit,
                To = to,
                Value = value,
                Data = data.ToArray(),
                AccessList = accessList,
            }
            : null;

    private protected override void WriteFees(ref RlpWriter writer) => writer.WriteUInt256(GasPrice);
}
