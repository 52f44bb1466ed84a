using Bursar.Evm.Primitives;
using Bursar.Evm.Rlp;

namespace Bursar.Evm.Transactions;

/// <summary>A transaction that pays the block's base fee and a tip, up to a cap (EIP-1559).</summary>
public abstract record FeeMarketTransaction : TypedTransaction
{
    private protected FeeMarketTransaction()
    {
    }

    /// <summary>Wei per gas that goes to the block's producer, at most.</summary>
    public required UInt256 MaxPriorityFeePerGas { get; init; }

    /// <summary>Wei per gas altogether, base fee included, at most.</summary>
    public required UInt256 MaxFeePerGas { get; init; }

    /// <inheritdoc/>
    public override UInt256 MaxGasPrice => MaxFeePerGas;

    /// <summary>Whether the common fields, the access lists and the fees are equal.</summary>
    private protected bool HasSameFeeFields(FeeMarketTransaction other) =>
        HasSameTypedFields(other) && MaxFeePerGas == other.MaxFeePerGas && MaxPriorityFeePerGas == other.MaxPriorityFeePerGas;

    private protected override void WriteFees(ref RlpWriter writer)
    {
        writer.WriteUInt256(MaxPriorityFeePerGas);
        writer.WriteUInt256(MaxFeePerGas);
    }

    /// <summary>Reads everything up to the access list, which is the same in the types 2 to 4.</summary>
    private protected static bool TryReadCommon(ref RlpReader fields, bool needsTarget, out CommonFields common)
    {
        common = default;
        if (!TryReadAccount(ref fields, out ChainId chain, out ulong nonce)
            || !fields.TryReadUInt256(out UInt256 priorityFee)
            || !fields.TryReadUInt256(out UInt256 maxFee)
            || !fields.TryReadUInt256(out UInt256 gasLimit)
            || !fields.TryReadOptionalAddress(out Address? to) || (needsTarget && to is null)
            || !fields.TryReadUInt256(out UInt256 value)
            || !fields.TryReadBytes(out ReadOnlySpan<byte> data)
            || !TryReadAccessList(ref fields, out List<AccessListEntry> accessList))
            return false;
        common = new CommonFields(chain, nonce, priorityFee, maxFee, gasLimit, to, value, data.ToArray(), accessList);
        return true;
    }

    private protected void CheckTarget()
    {
        if (To is null)
            throw new TransactionException($"a transaction of type {(int)Type} cannot create a contract: set its target");
    }

    private protected readonly record struct CommonFields(
        ChainId Chain, ulong Nonce, UInt256 PriorityFee, UInt256 MaxFee, UInt256 GasLimit, Address? To, UInt256 Value, byte[] Data, List<AccessListEntry> AccessList);
}
