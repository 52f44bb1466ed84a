using Bursar.Evm.Rlp;

namespace Bursar.Evm.Transactions;

/// <summary>A transaction with a fee cap, a priority fee and an access list (EIP-1559, EIP-2930).</summary>
public sealed record Eip1559Transaction : FeeMarketTransaction
{
    /// <inheritdoc/>
    public override TransactionType Type => TransactionType.Eip1559;

    /// <inheritdoc/>
    public bool Equals(Eip1559Transaction? other) => other is not null && HasSameFeeFields(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Type, ChainId, Nonce, To, Value, MaxFeePerGas, MaxPriorityFeePerGas, Data.Length);

    internal static Eip1559Transaction? ReadBody(ref RlpReader fields) => !TryReadCommon(ref fields, needsTarget: false, out CommonFields common)
        ? null
        : new Eip1559Transaction
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
        };
}
