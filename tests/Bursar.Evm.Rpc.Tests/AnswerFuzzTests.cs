using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc.Nodes;
using Bursar.Evm.Rpc.Transport;
using Bursar.Tests.Shared;
using Xunit;

namespace Bursar.Evm.Rpc.Tests;

/// <summary>Damaged answers of a node: refused as malformed, or read to what their own JSON says.</summary>
public sealed class AnswerFuzzTests
{
    private const string Word = "0x1111111111111111111111111111111111111111111111111111111111111111";
    private const string Account = "0x00000000000000000000000000000000000a11ce";
    private const string Block = $$"""{"number":"0x10","hash":"{{Word}}","parentHash":"{{Word}}","timestamp":"0x64","gasLimit":"0x1c9c380","baseFeePerGas":"0x7"}""";
    private const string Transaction = $$"""{"hash":"{{Word}}","from":"{{Account}}","to":"{{Account}}","nonce":"0x7","input":"0xabcd","value":"0x1","gas":"0x5208","blockHash":"{{Word}}","blockNumber":"0x10"}""";
    private const string Receipt = $$"""
        {"transactionHash":"{{Word}}","blockHash":"{{Word}}","blockNumber":"0x10","from":"{{Account}}","to":null,"status":"0x1","gasUsed":"0x5208","effectiveGasPrice":"0x3",
         "logs":[{"address":"{{Account}}","topics":["{{Word}}"],"data":"0x01","blockNumber":"0x10","blockHash":"{{Word}}","transactionHash":"{{Word}}","transactionIndex":"0x0","logIndex":"0x2"}]}
        """;

    private static readonly JsonNode?[] Values =
    [
        null, "", "0x", "0x0", "0x00", "0x1", "0x01", "0X1", "1", "-0x1", "0xg", "0xffffffffffffffff", "0x10000000000000000", "0x1" + new string('0', 64), Word, Word + "00", Account, "0xabc", "0xAB",
        0, 1, -1, 1.5, true, new JsonArray(), new JsonObject(),
    ];

    [Fact]
    public async Task Damaged_answers_are_malformed_or_mean_what_they_say()
    {
        int seed = Seeds.Next("node answers");
        var random = new Random(seed);
        (int read, int refused) = (0, 0);
        for (int i = Seeds.Count(10_000); i > 0; i--)
        {
            string shape = (i % 3) switch { 0 => Block, 1 => Transaction, _ => Receipt };
            JsonNode document = JsonNode.Parse(shape)!;
            for (int n = random.Next(1, 3); n > 0; n--)
                Damage.Json(random, document, Values);
            string label = $"seed {seed}: {document.ToJsonString()}";
            try
            {
                (read, refused) = await ReadAsync(shape, document, label) ? (read + 1, refused) : (read, refused + 1);
            }
            catch (RpcException e) when (e.Kind == NodeErrorKind.Malformed)
            {
                refused++;
            }
            catch (Exception e) when (e is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"{label}: {e}");
            }
        }

        Assert.True(read > 500 && refused > 500, $"seed {seed}: {read} read, {refused} refused");
    }

    private static async Task<bool> ReadAsync(string shape, JsonNode document, string label)
    {
        using var client = new EthereumClient(new OneAnswer(document.ToJsonString()));
        CancellationToken token = TestContext.Current.CancellationToken;
        switch (shape)
        {
            case Block:
                if (await client.GetBlockAsync(BlockTag.Latest, token) is not { } block)
                    return false;
                Same(label, document, ("number", block.Number), ("timestamp", block.Timestamp), ("gasLimit", block.GasLimit), ("hash", block.Hash), ("parentHash", block.ParentHash));
                return true;
            case Transaction:
                if (await client.GetTransactionAsync(Hash32.Parse(Word), token) is not { } transaction)
                    return false;
                Same(label, document, ("nonce", transaction.Nonce), ("value", transaction.Value), ("gas", transaction.GasLimit), ("hash", transaction.Hash), ("from", transaction.From.ToLowerHex()), ("input", Hex.Encode(transaction.Input)));
                return true;
            default:
                if (await client.GetReceiptAsync(Hash32.Parse(Word), token) is not { } receipt)
                    return false;
                Same(label, document, ("blockNumber", receipt.BlockNumber), ("gasUsed", receipt.GasUsed), ("effectiveGasPrice", receipt.EffectiveGasPrice), ("status", receipt.Status ? 1 : 0), ("blockHash", receipt.BlockHash));
                Assert.Equal(document["logs"]!.AsArray().Count, receipt.Logs.Count);
                return true;
        }
    }

    private static void Same(string label, JsonNode document, params (string Member, object Value)[] members)
    {
        foreach ((string member, object value) in members)
        {
            string text = document[member]!.GetValue<string>();
            bool same = value is string or Hash32
                ? string.Equals(text, value.ToString(), StringComparison.OrdinalIgnoreCase)
                : BigInteger.Parse("0" + text[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) == BigInteger.Parse(value.ToString()!, CultureInfo.InvariantCulture);
            Assert.True(same, $"{label}: {member} is read as {value}");
        }
    }

    private sealed class OneAnswer(string json) : IRpcTransport
    {
        public string Endpoint => "test";

        public Task<IReadOnlyList<RpcAnswer>> SendAsync(IReadOnlyList<RpcRequest> requests, CancellationToken cancellationToken)
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return Task.FromResult<IReadOnlyList<RpcAnswer>>([RpcAnswer.Ok(document.RootElement.Clone())]);
        }

        public void Dispose()
        {
        }
    }
}
