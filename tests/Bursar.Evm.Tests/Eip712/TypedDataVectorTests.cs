using System.Text.Json;
using System.Text.Json.Nodes;
using Bursar.Evm.Crypto;
using Bursar.Evm.Eip712;
using Bursar.Evm.Primitives;
using Bursar.Evm.Tests.Vectors;
using Xunit;

namespace Bursar.Evm.Tests.Eip712;

public sealed class TypedDataVectorTests
{
    [Fact]
    public void Typed_data_is_hashed_as_published()
    {
        int count = 0;
        foreach (JsonElement test in EthersVectors.Load("eip712"))
        {
            TypedData data = TypedData.Parse(Document(test));
            Assert.Equal(Keccak256.Hash(Hex.Decode(test.Text("encoded"))), data.Hash.StructHash);
            Assert.Equal(test.Text("digest"), data.Hash.SigningHash.ToString());
            if (test.TryGetProperty("signature", out JsonElement signature))
            {
                using PrivateKey key = PrivateKey.Parse(test.Text("privateKey"));
                Assert.Equal(signature.GetString(), Hex.Encode(key.Sign(data.Hash.SigningHash).ToBytes()));
            }

            count++;
        }

        EthersVectors.Ran("typed data", count, 1025);
    }

    /// <summary>The vectors leave the domain's type to the reader; wallets take it in the document.</summary>
    private static string Document(JsonElement test)
    {
        (string Name, string Type)[] known =
            [("name", "string"), ("version", "string"), ("chainId", "uint256"), ("verifyingContract", "address"), ("salt", "bytes32")];
        JsonNode types = JsonNode.Parse(test.GetProperty("types").GetRawText())!;
        types["EIP712Domain"] = new JsonArray([.. known
            .Where(f => test.GetProperty("domain").TryGetProperty(f.Name, out _))
            .Select(f => new JsonObject { ["name"] = f.Name, ["type"] = f.Type })]);
        return new JsonObject
        {
            ["types"] = types,
            ["primaryType"] = test.Text("primaryType"),
            ["domain"] = JsonNode.Parse(test.GetProperty("domain").GetRawText()),
            ["message"] = JsonNode.Parse(test.GetProperty("data").GetRawText()),
        }.ToJsonString();
    }
}
