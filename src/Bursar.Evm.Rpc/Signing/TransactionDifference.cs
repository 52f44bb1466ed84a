using Bursar.Evm.Transactions;

namespace Bursar.Evm.Rpc.Signing;

/// <summary>Names the first field in which two transactions differ.</summary>
internal static class TransactionDifference
{
    /// <summary>Null when they are equal in every field.</summary>
    public static string? Between(Transaction asked, Transaction got)
    {
        if (asked.Type != got.Type)
            return Field("type", asked.Type, got.Type);
        return Common(asked, got) ?? Fees(asked, got) ?? Lists(asked, got) ?? (asked.Equals(got) ? null : "it differs in a field that has no name here");
    }

    private static string? Common(Transaction asked, Transaction got) =>
        asked.ChainId != got.ChainId ? Field("chain id", asked.ChainId, got.ChainId)
        : asked.Nonce != got.Nonce ? Field("nonce", asked.Nonce, got.Nonce)
        : asked.To != got.To ? Field("receiver", asked.To, got.To)
        : asked.Value != got.Value ? Field("value", asked.Value, got.Value)
        : asked.GasLimit != got.GasLimit ? Field("gas limit", asked.GasLimit, got.GasLimit)
        : asked.Data.Span.SequenceEqual(got.Data.Span) ? null : $"its data are not the {asked.Data.Length} bytes that were asked for";

    private static string? Fees(Transaction asked, Transaction got)
    {
        if (asked.MaxGasPrice != got.MaxGasPrice)
            return Field("fee per gas", asked.MaxGasPrice, got.MaxGasPrice);
        if (asked is FeeMarketTransaction wanted && got is FeeMarketTransaction made && wanted.MaxPriorityFeePerGas != made.MaxPriorityFeePerGas)
            return Field("priority fee per gas", wanted.MaxPriorityFeePerGas, made.MaxPriorityFeePerGas);
        return asked is Eip4844Transaction blobs && got is Eip4844Transaction others && blobs.MaxFeePerBlobGas != others.MaxFeePerBlobGas
            ? Field("fee per blob gas", blobs.MaxFeePerBlobGas, others.MaxFeePerBlobGas)
            : null;
    }

    private static string? Lists(Transaction asked, Transaction got)
    {
        if (asked is TypedTransaction wanted && got is TypedTransaction made && !wanted.AccessList.SequenceEqual(made.AccessList))
            return "its access list is another";
        if (asked is Eip4844Transaction blobs && got is Eip4844Transaction others && !blobs.BlobVersionedHashes.SequenceEqual(others.BlobVersionedHashes))
            return "its blobs are others";
        return asked is Eip7702Transaction delegations && got is Eip7702Transaction changed && !delegations.AuthorizationList.SequenceEqual(changed.AuthorizationList)
            ? "its authorisations are others"
            : null;
    }

    private static string Field(string name, object? asked, object? got) => $"its {name} is {got ?? "none"}, where {asked ?? "none"} was asked for";
}
