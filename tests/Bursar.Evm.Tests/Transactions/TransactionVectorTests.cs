using System.Text.Json;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;
using Bursar.Evm.Tests.Vectors;
using Bursar.Evm.Transactions;
using Xunit;

namespace Bursar.Evm.Tests.Transactions;

public sealed class TransactionVectorTests
{
    [Fact]
    public void Legacy_transactions_are_encoded_signed_and_read_as_published()
    {
        int count = 0;
        foreach (JsonElement test in EthersVectors.Load("transactions"))
        {
            foreach (ulong? chain in new ulong?[] { null, 5 })
            {
                string suffix = chain is null ? "" : "ChainId5";
                using PrivateKey key = PrivateKey.Parse(test.Text("privateKey"));
                var built = new LegacyTransaction
                {
                    ChainId = chain is { } id ? new ChainId(id) : null,
                    Nonce = (ulong)Number(test, "nonce"),
                    GasPrice = Number(test, "gasPrice"),
                    GasLimit = Number(test, "gasLimit"),
                    To = OptionalAddress(test, "to"),
                    Value = Number(test, "value"),
                    Data = Bytes(test, "data"),
                };
                Assert.Equal(Address.Parse(test.Text("accountAddress")), key.Address);
                Check(built, key, test.Text("unsignedTransaction" + suffix), test.Text("signedTransaction" + suffix));
                count++;
            }
        }

        EthersVectors.Ran("legacy transactions, before and after EIP-155", count, 2134);
    }

    [Fact]
    public void Typed_transactions_are_encoded_signed_and_read_as_published()
    {
        int[] count = new int[3];
        foreach (JsonElement test in EthersVectors.Load("typed-transactions"))
        {
            JsonElement tx = test.GetProperty("tx");
            int type = tx.GetProperty("type").GetInt32();
            using PrivateKey key = PrivateKey.Parse(test.Text("key"));
            Assert.Equal(Address.Parse(test.Text("address")), key.Address);
            Check(type == 1 ? Eip2930(tx) : Eip1559(tx), key, test.Text("unsigned"), test.Text("signed"));
            count[type]++;
        }

        EthersVectors.Ran("transactions of type 1", count[1], 768);
        EthersVectors.Ran("transactions of type 2", count[2], 1024);
    }

    private static Eip2930Transaction Eip2930(JsonElement tx) => new()
    {
        ChainId = new ChainId((ulong)Number(tx, "chainId")),
        Nonce = (ulong)Number(tx, "nonce"),
        GasPrice = Number(tx, "gasPrice"),
        GasLimit = Number(tx, "gasLimit"),
        To = OptionalAddress(tx, "to"),
        Value = Number(tx, "value"),
        Data = Bytes(tx, "data"),
        AccessList = AccessList(tx),
    };

    private static Eip1559Transaction Eip1559(JsonElement tx) => new()
    {
        ChainId = new ChainId((ulong)Number(tx, "chainId")),
        Nonce = (ulong)Number(tx, "nonce"),
        MaxPriorityFeePerGas = Number(tx, "maxPriorityFeePerGas"),
        MaxFeePerGas = Number(tx, "maxFeePerGas"),
        GasLimit = Number(tx, "gasLimit"),
        To = OptionalAddress(tx, "to"),
        Value = Number(tx, "value"),
        Data = Bytes(tx, "data"),
        AccessList = AccessList(tx),
    };

    private static void Check(Transaction built, PrivateKey key, string unsigned, string signed)
    {
        Assert.Equal(unsigned, Hex.Encode(built.EncodeUnsigned()));
        SignedTransaction made = built.Sign(key);
        Assert.Equal(signed, Hex.Encode(made.Raw));
        Assert.Equal(Keccak256.Hash(made.Raw), made.Hash);
        SignedTransaction read = SignedTransaction.Decode(Hex.Decode(signed));
        Assert.Equal(key.Address, read.From);
        Assert.Equal(built, read.Transaction);
        Assert.Equal(signed, Hex.Encode(read.Transaction.WithSignature(read.Signature).Raw));
    }

    private static UInt256 Number(JsonElement test, string name)
    {
        if (!test.TryGetProperty(name, out JsonElement value))
            return 0UL;
        if (value.ValueKind == JsonValueKind.Number)
            return value.GetUInt64();
        string text = value.GetString()!;
        return text == "0x" ? 0UL : UInt256.Parse(text);
    }

    private static Address? OptionalAddress(JsonElement test, string name) =>
        test.TryGetProperty(name, out JsonElement value) && value.GetString() is { Length: 42 } text ? Address.Parse(text) : null;

    private static byte[] Bytes(JsonElement test, string name) =>
        test.TryGetProperty(name, out JsonElement value) ? Hex.Decode(value.GetString()!) : [];

    private static List<AccessListEntry> AccessList(JsonElement tx)
    {
        var list = new List<AccessListEntry>();
        if (tx.TryGetProperty("accessList", out JsonElement entries))
        {
            foreach (JsonElement entry in entries.EnumerateArray())
            {
                list.Add(new AccessListEntry(
                    Address.Parse(entry.Text("address")),
                    [.. entry.GetProperty("storageKeys").EnumerateArray().Select(static k => Hash32.Parse(k.GetString()))]));
            }
        }

        return list;
    }
}
