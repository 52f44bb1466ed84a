using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rlp;

namespace Bursar.Evm.Transactions;

/// <summary>A transaction that carries authorisations by which accounts delegate to code (EIP-7702).</summary>
public sealed record Eip7702Transaction : FeeMarketTransaction
{
    /// <inheritdoc/>
    public override TransactionType Type => TransactionType.Eip7702;

    /// <summary>The authorisations, in order; at least one. The chain skips those that do not hold, whatever the transaction itself does.</summary>
    public required IReadOnlyList<SignedAuthorization> AuthorizationList { get; init; }

    /// <inheritdoc/>
    public bool Equals(Eip7702Transaction? other) => other is not null && HasSameFeeFields(other) && AuthorizationList.SequenceEqual(other.AuthorizationList);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Type, ChainId, Nonce, To, MaxFeePerGas, MaxPriorityFeePerGas, AuthorizationList.Count, Data.Length);

    internal static Eip7702Transaction? ReadBody(ref RlpReader fields)
    {
        if (!TryReadCommon(ref fields, needsTarget: true, out CommonFields common) || !fields.TryReadList(out RlpReader list) || list.IsAtEnd)
            return null;
        var authorizations = new List<SignedAuthorization>();
        while (!list.IsAtEnd)
        {
            if (!list.TryReadList(out RlpReader item)
                || !item.TryReadUInt256(out UInt256 chain)
                || !item.TryReadAddress(out Address address)
                || !item.TryReadUInt64(out ulong nonce)
                || !TryReadSignature(ref item, out Signature signature)
                || !item.TryReadEnd())
                return null;
            authorizations.Add(new SignedAuthorization(new Authorization(chain, address, nonce), signature));
        }

        return new Eip7702Transaction
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
            AuthorizationList = authorizations,
        };
    }

    private protected override void CheckFields()
    {
        CheckTarget();
        if (AuthorizationList.Count == 0)
            throw new TransactionException("a transaction of type 4 needs at least one authorisation");
    }

    private protected override void WriteRest(ref RlpWriter writer)
    {
        int list = writer.BeginList();
        foreach (SignedAuthorization item in AuthorizationList)
        {
            int tuple = writer.BeginList();
            item.Authorization.Write(ref writer);
            WriteSignature(ref writer, item.Signature);
            writer.EndList(tuple);
        }

        writer.EndList(list);
    }
}
