using System.Text.Json;
using Bursar.Evm.Primitives;
using Bursar.Evm.Transactions;

namespace Bursar.Evm.Rpc.Signing;

/// <summary>Writes a transaction as signers and nodes take it (<c>GenericTransaction</c> of the execution API), every type of it.</summary>
internal static class TransactionJson
{
    public static void Write(Utf8JsonWriter writer, Address from, Transaction transaction)
    {
        writer.WriteStartObject();
        Text(writer, "type"u8, (ulong)transaction.Type);
        writer.WriteString("from"u8, from.ToString());
        if (transaction.To is { } to)
            writer.WriteString("to"u8, to.ToString());
        if (transaction.ChainId is { } chain)
            Text(writer, "chainId"u8, chain.Value);
        Text(writer, "nonce"u8, transaction.Nonce);
        Text(writer, "gas"u8, transaction.GasLimit);
        Text(writer, "value"u8, transaction.Value);

        // Old signers know the one name, new ones prefer the other.
        string data = Hex.Encode(transaction.Data.Span);
        writer.WriteString("data"u8, data);
        writer.WriteString("input"u8, data);
        switch (transaction)
        {
            case LegacyTransaction legacy:
                Text(writer, "gasPrice"u8, legacy.GasPrice);
                break;
            case Eip2930Transaction listed:
                Text(writer, "gasPrice"u8, listed.GasPrice);
                AccessList(writer, listed);
                break;
            case FeeMarketTransaction market:
                Market(writer, market);
                break;
        }

        writer.WriteEndObject();
    }

    private static void Market(Utf8JsonWriter writer, FeeMarketTransaction transaction)
    {
        Text(writer, "maxFeePerGas"u8, transaction.MaxFeePerGas);
        Text(writer, "maxPriorityFeePerGas"u8, transaction.MaxPriorityFeePerGas);
        AccessList(writer, transaction);
        switch (transaction)
        {
            case Eip4844Transaction blobs:
                Text(writer, "maxFeePerBlobGas"u8, blobs.MaxFeePerBlobGas);
                writer.WriteStartArray("blobVersionedHashes"u8);
                foreach (Hash32 hash in blobs.BlobVersionedHashes)
                    writer.WriteStringValue(hash.ToString());
                writer.WriteEndArray();
                break;
            case Eip7702Transaction delegations:
                writer.WriteStartArray("authorizationList"u8);
                foreach (SignedAuthorization item in delegations.AuthorizationList)
                    Authorization(writer, item);
                writer.WriteEndArray();
                break;
        }
    }

    private static void AccessList(Utf8JsonWriter writer, TypedTransaction transaction)
    {
        writer.WriteStartArray("accessList"u8);
        foreach (AccessListEntry entry in transaction.AccessList)
        {
            writer.WriteStartObject();
            writer.WriteString("address"u8, entry.Address.ToString());
            writer.WriteStartArray("storageKeys"u8);
            foreach (Hash32 key in entry.StorageKeys)
                writer.WriteStringValue(key.ToString());
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Authorization(Utf8JsonWriter writer, SignedAuthorization item)
    {
        writer.WriteStartObject();
        Text(writer, "chainId"u8, item.Authorization.ChainId);
        writer.WriteString("address"u8, item.Authorization.Address.ToString());
        Text(writer, "nonce"u8, item.Authorization.Nonce);
        Text(writer, "yParity"u8, item.Signature.YParity);
        Text(writer, "r"u8, item.Signature.R);
        Text(writer, "s"u8, item.Signature.S);
        writer.WriteEndObject();
    }

    private static void Text(Utf8JsonWriter writer, ReadOnlySpan<byte> name, UInt256 value) => writer.WriteString(name, value.ToHexQuantity());
}
