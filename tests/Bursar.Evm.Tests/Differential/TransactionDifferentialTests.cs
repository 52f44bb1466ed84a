using System.Text.Json;
using System.Text.Json.Nodes;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;
using Bursar.Evm.Tests.Transactions;
using Bursar.Evm.Transactions;
using Bursar.Tests.Shared;
using Xunit;

namespace Bursar.Evm.Tests.Differential;

/// <summary>Random transactions of every type: viem signs them, too, and ethers reads what was signed.</summary>
public sealed class TransactionDifferentialTests
{
    private const int Cases = 10_000;
    private const ulong MaxNumber = (1UL << 53) - 1;

    [Fact]
    public async Task Transactions_are_signed_as_by_viem_and_read_as_by_ethers()
    {
        int seed = Seeds.Next("transactions");
        var random = new Random(seed);
        using PrivateKey authority = PrivateKey.FromBytes(SomeTransactions.SomeBytes(random, 32));
        using PrivateKey key = PrivateKey.FromBytes(SomeTransactions.SomeBytes(random, 32));
        Transaction[] cases = [.. Enumerable.Range(0, Seeds.Count(Cases)).Select(_ => Fit(SomeTransactions.Any(random, authority), authority))];
        JsonElement[] answers = await NodeOracle.AskAsync([.. cases.Select((c, i) => Question(c, key, authority, read: i % 4 == 0))]);
        for (int i = 0; i < cases.Length; i++)
        {
            string label = $"seed {seed}, case {i}: {cases[i]}";
            JsonElement ok = NodeOracle.Ok(answers[i], label);
            SignedTransaction signed = cases[i].Sign(key);
            Assert.True(Hex.Encode(signed.Raw) == ok.GetProperty("raw").GetString(), $"{label}\n ours {Hex.Encode(signed.Raw)}\n viem {ok.GetProperty("raw")}");
            SignedTransaction read = SignedTransaction.Decode(signed.Raw);
            Assert.True(cases[i].Equals(read.Transaction) && read.From == key.Address, label);
            if (ok.TryGetProperty("hash", out JsonElement hash))
            {
                Assert.Equal(hash.GetString(), signed.Hash.ToString());
                Assert.Equal(ok.GetProperty("from").GetString(), read.From.ToString());
                Assert.Equal(ok.GetProperty("signingHash").GetString(), cases[i].SigningHash.ToString());
                Assert.Equal(ok.GetProperty("again").GetString(), Hex.Encode(read.Raw));
                Assert.Equal(ok.GetProperty("type").GetInt32(), (int)read.Transaction.Type);
            }

            if (read.Transaction is Eip7702Transaction delegating)
                Assert.All(delegating.AuthorizationList, a => Assert.True(a.TryRecover(out Address found) && found == authority.Address, label));
        }
    }

    /// <summary>What other clients cannot express: numbers above 2^53 − 1 as chain id or nonce, a tip above the cap, chain 0.</summary>
    private static Transaction Fit(Transaction transaction, PrivateKey authority)
    {
        Transaction fitted = transaction with
        {
            ChainId = transaction.ChainId is { } chain ? new ChainId((chain.Value % MaxNumber) + 1) : null,
            Nonce = transaction.Nonce % MaxNumber,
        };
        if (fitted is FeeMarketTransaction fees && fees.MaxPriorityFeePerGas > fees.MaxFeePerGas)
            fitted = fees with { MaxPriorityFeePerGas = fees.MaxFeePerGas, MaxFeePerGas = fees.MaxPriorityFeePerGas };
        if (fitted is Eip7702Transaction list)
        {
            fitted = list with
            {
                AuthorizationList = [.. list.AuthorizationList.Select(a =>
                    new Authorization((ulong)a.Authorization.ChainId % MaxNumber, a.Authorization.Address, a.Authorization.Nonce % MaxNumber).Sign(authority))],
            };
        }

        return fitted;
    }

    private static JsonObject Question(Transaction transaction, PrivateKey key, PrivateKey authority, bool read)
    {
        var tx = new JsonObject
        {
            ["type"] = transaction.Type.ToString().ToLowerInvariant(),
            ["nonce"] = transaction.Nonce.ToString(),
            ["gas"] = transaction.GasLimit.ToString(),
            ["value"] = transaction.Value.ToString(),
            ["data"] = Hex.Encode(transaction.Data.Span),
        };
        if (transaction.ChainId is { } chain)
            tx["chainId"] = chain.ToString();
        if (transaction.To is { } to)
            tx["to"] = to.ToString();
        if (transaction is LegacyTransaction legacy)
            tx["gasPrice"] = legacy.GasPrice.ToString();
        if (transaction is Eip2930Transaction listed)
            tx["gasPrice"] = listed.GasPrice.ToString();
        if (transaction is TypedTransaction typed)
        {
            tx["accessList"] = new JsonArray([.. typed.AccessList.Select(static e => (JsonNode)new JsonObject
            {
                ["address"] = e.Address.ToString(),
                ["storageKeys"] = new JsonArray([.. e.StorageKeys.Select(static k => (JsonNode)k.ToString())]),
            })]);
        }

        if (transaction is FeeMarketTransaction fees)
        {
            tx["maxFeePerGas"] = fees.MaxFeePerGas.ToString();
            tx["maxPriorityFeePerGas"] = fees.MaxPriorityFeePerGas.ToString();
        }

        if (transaction is Eip4844Transaction blobs)
        {
            tx["maxFeePerBlobGas"] = blobs.MaxFeePerBlobGas.ToString();
            tx["blobVersionedHashes"] = new JsonArray([.. blobs.BlobVersionedHashes.Select(static h => (JsonNode)h.ToString())]);
        }

        if (transaction is Eip7702Transaction delegating)
        {
            tx["authorizationList"] = new JsonArray([.. delegating.AuthorizationList.Select(a => (JsonNode)Question(a, read ? authority : null))]);
        }

        return new JsonObject { ["op"] = "tx.sign", ["key"] = Secret(key), ["tx"] = tx, ["read"] = read };
    }

    private static JsonObject Question(SignedAuthorization signed, PrivateKey? authority)
    {
        var item = new JsonObject
        {
            ["chainId"] = signed.Authorization.ChainId.ToString(),
            ["address"] = signed.Authorization.Address.ToString(),
            ["nonce"] = signed.Authorization.Nonce.ToString(),
        };
        if (authority is not null)
        {
            item["key"] = Secret(authority);
            return item;
        }

        item["r"] = Hex.Encode(signed.Signature.R.ToBigEndian());
        item["s"] = Hex.Encode(signed.Signature.S.ToBigEndian());
        item["yParity"] = signed.Signature.YParity;
        return item;
    }

    private static string Secret(PrivateKey key)
    {
        byte[] secret = new byte[32];
        key.CopySecretTo(secret);
        return Hex.Encode(secret);
    }
}
