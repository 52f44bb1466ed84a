using System.Text.Json.Nodes;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc.Nodes;
using Xunit;

namespace Bursar.Evm.Rpc.Tests;

/// <summary>Each member that Bursar uses must be there and be what it has to be; whatever else a node adds does not matter.</summary>
public sealed class AnswerShapeTests
{
    private const string Word = "0x1111111111111111111111111111111111111111111111111111111111111111";
    private const string Account = "0x00000000000000000000000000000000000a11ce";

    private const string Block = $$"""
        {"number":"0x10","hash":"{{Word}}","parentHash":"{{Word}}","timestamp":"0x64","gasLimit":"0x1c9c380","baseFeePerGas":"0x7","extra":[1]}
        """;

    private const string Receipt = $$"""
        {"transactionHash":"{{Word}}","blockHash":"{{Word}}","blockNumber":"0x10","from":"{{Account}}","to":null,"status":"0x1","gasUsed":"0x5208",
         "effectiveGasPrice":"0x3","contractAddress":"{{Account}}","logs":[{"address":"{{Account}}","topics":["{{Word}}"],"data":"0x01","blockNumber":"0x10",
         "blockHash":"{{Word}}","transactionHash":"{{Word}}","transactionIndex":"0x0","logIndex":"0x2"}],"l1Fee":"0x64"}
        """;

    private const string Transaction = $$"""
        {"hash":"{{Word}}","from":"{{Account}}","to":"{{Account}}","nonce":"0x7","input":"0xabcd","value":"0x1","gas":"0x5208","blockHash":"{{Word}}","blockNumber":"0x10"}
        """;

    private const string Fees = """{"oldestBlock":"0xa","baseFeePerGas":["0x64","0x6e"],"gasUsedRatio":[0.5],"reward":[["0x3"]]}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, string?> Damages { get; } = new()
    {
        { "block", "number", null }, { "block", "hash", null }, { "block", "parentHash", null }, { "block", "timestamp", null }, { "block", "gasLimit", null },
        { "block", "number", "16" }, { "block", "number", "\"0x\"" }, { "block", "number", "\"0x11\"" }, { "block", "hash", "\"0x11\"" }, { "block", "baseFeePerGas", "\"7\"" },
        { "block", "timestamp", "\"0x1ffffffffffffffff\"" },
        { "receipt", "transactionHash", null }, { "receipt", "blockHash", null }, { "receipt", "blockNumber", null }, { "receipt", "from", null },
        { "receipt", "status", null }, { "receipt", "gasUsed", null }, { "receipt", "effectiveGasPrice", null }, { "receipt", "logs", null },
        { "receipt", "status", "\"0x2\"" }, { "receipt", "to", "\"0x12\"" }, { "receipt", "logs", "{}" }, { "receipt", "contractAddress", "7" },
        { "transaction", "hash", null }, { "transaction", "from", null }, { "transaction", "nonce", null }, { "transaction", "input", null },
        { "transaction", "value", null }, { "transaction", "gas", null }, { "transaction", "input", "\"0xabc\"" }, { "transaction", "input", "\"abcd\"" },
        { "transaction", "from", "\"0x00000000000000000000000000000000000A11cf\"" },
        { "fees", "oldestBlock", null }, { "fees", "baseFeePerGas", null }, { "fees", "gasUsedRatio", null }, { "fees", "baseFeePerGas", "[\"0x1\"]" },
        { "fees", "gasUsedRatio", "[\"0.5\"]" }, { "fees", "reward", "[\"0x1\"]" },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task Names_the_member_that_is_missing_or_broken(string shape, string member, string? value)
    {
        var json = JsonNode.Parse(shape switch { "block" => Block, "receipt" => Receipt, "transaction" => Transaction, _ => Fees })!.AsObject();
        if (value is null)
            json.Remove(member);
        else
            json[member] = JsonNode.Parse(value);
        RpcException broken = await Assert.ThrowsAsync<RpcException>(() => ReadAsync(shape, json.ToJsonString()));
        Assert.Equal(NodeErrorKind.Malformed, broken.Kind);
        Assert.StartsWith("eth_", broken.Method, StringComparison.Ordinal);
        Assert.StartsWith("result." + member, broken.Member, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reads_every_shape()
    {
        var block = (BlockHeader)(await ReadAsync("block", Block))!;
        Assert.Equal((16UL, 100UL, 30_000_000UL, (UInt256?)7UL), (block.Number, block.Timestamp, block.GasLimit, block.BaseFeePerGas));
        Assert.Equal(DateTimeOffset.UnixEpoch.AddSeconds(100), block.Time);

        var receipt = (Receipt)(await ReadAsync("receipt", Receipt))!;
        Assert.Null(receipt.To);
        Assert.Equal((true, 21_000UL, Address.Parse(Account)), (receipt.Status, receipt.GasUsed, receipt.ContractAddress!.Value));
        Assert.Equal((UInt256)((21_000 * 3) + 100), receipt.Fee);
        Assert.Equal(2UL, Assert.Single(receipt.Logs).LogIndex);

        var transaction = (TransactionInfo)(await ReadAsync("transaction", Transaction))!;
        Assert.Equal((7UL, 16UL), (transaction.Nonce, transaction.BlockNumber!.Value));
        Assert.Equal([0xab, 0xcd], transaction.Input);

        var fees = (FeeHistory)(await ReadAsync("fees", Fees))!;
        Assert.Equal([100UL, 110UL], fees.BaseFeesPerGas);
    }

    [Fact]
    public async Task Reads_nothing_as_null()
    {
        Assert.Null(await ReadAsync("block", "null"));
        Assert.Null(await ReadAsync("receipt", "null"));
        Assert.Null(await ReadAsync("transaction", "null"));
    }

    [Fact]
    public async Task A_block_that_the_node_does_not_have_is_null_and_another_error_is_not()
    {
        Assert.Null(await ReadAsync("block", """!{"code":-39001,"message":"finalized block not found"}"""));
        RpcException stated = await Assert.ThrowsAsync<RpcException>(() => ReadAsync("block", """!{"code":-32000,"message":"on fire"}"""));
        Assert.Equal(NodeErrorKind.Unknown, stated.Kind);
    }

    [Fact]
    public async Task A_waiting_transaction_has_no_block()
    {
        var waiting = JsonNode.Parse(Transaction)!.AsObject();
        waiting["blockHash"] = null;
        waiting["blockNumber"] = null;
        var transaction = (TransactionInfo)(await ReadAsync("transaction", waiting.ToJsonString()))!;
        Assert.Null(transaction.BlockHash);
        Assert.Null(transaction.BlockNumber);
    }

    [Fact]
    public async Task A_receipt_with_the_logs_of_another_block_is_refused()
    {
        var receipt = JsonNode.Parse(Receipt)!.AsObject();
        receipt["logs"]![0]!["blockHash"] = "0x2222222222222222222222222222222222222222222222222222222222222222";
        RpcException broken = await Assert.ThrowsAsync<RpcException>(() => ReadAsync("receipt", receipt.ToJsonString()));
        Assert.Equal("result.logs", broken.Member);
    }

    [Fact]
    public async Task An_answer_about_another_transaction_is_refused()
    {
        var receipt = JsonNode.Parse(Receipt)!.AsObject();
        receipt["logs"] = new JsonArray();
        receipt["transactionHash"] = "0x2222222222222222222222222222222222222222222222222222222222222222";
        RpcException broken = await Assert.ThrowsAsync<RpcException>(() => ReadAsync("receipt", receipt.ToJsonString()));
        Assert.Equal("result.transactionHash", broken.Member);
    }

    [Fact]
    public async Task Names_blocks_as_the_specification_says()
    {
        await using var server = new ScriptedServer(ScriptedServer.Answer("\"0x1\""));
        using EthereumClient client = HttpRpcTransportTests.Connect(server);
        var hash = Hash32.Parse(Word);
        foreach (BlockTag block in (BlockTag[])[BlockTag.Latest, BlockTag.Pending, BlockTag.Safe, BlockTag.Finalized, BlockTag.Earliest, 0, 255, BlockTag.At(hash), BlockTag.At(hash, true)])
            await client.GetBalanceAsync(Address.Zero, block, Token);
        string[] written = [.. server.Bodies.Select(body => JsonNode.Parse(body)!["params"]![1]!.ToJsonString())];
        Assert.Equal(
            [
                "\"latest\"", "\"pending\"", "\"safe\"", "\"finalized\"", "\"earliest\"", "\"0x0\"", "\"0xff\"",
                $$"""{"blockHash":"{{Word}}"}""", $$"""{"blockHash":"{{Word}}","requireCanonical":true}""",
            ],
            written);
    }

    [Fact]
    public async Task Writes_calls_as_the_specification_says()
    {
        await using var server = new ScriptedServer(ScriptedServer.Answer("\"0x5208\""));
        using EthereumClient client = HttpRpcTransportTests.Connect(server);
        var call = new CallRequest
        {
            From = Address.Parse(Account),
            To = Address.Zero,
            Data = [1, 2],
            Value = 256UL,
            GasLimit = 90_000,
            MaxFeePerGas = 16UL,
            MaxPriorityFeePerGas = 1UL,
        };
        Assert.Equal(21_000UL, await client.EstimateGasAsync(call, BlockTag.Latest, Token));
        await client.EstimateGasAsync(new CallRequest { Data = [7] }, BlockTag.Latest, Token);
        Assert.Equal(
            [
                $$"""[{"from":"{{Account}}","to":"0x0000000000000000000000000000000000000000","gas":"0x15f90","maxFeePerGas":"0x10","maxPriorityFeePerGas":"0x1","value":"0x100","data":"0x0102"},"latest"]""",
                """[{"data":"0x07"},"latest"]""",
            ],
            server.Bodies.Select(body => JsonNode.Parse(body)![0]!["params"]!.ToJsonString()));
    }

    /// <summary>EthereumJS estimates also what reverts: the number alone is not believed.</summary>
    [Fact]
    public async Task An_estimate_of_what_reverts_is_not_believed()
    {
        await using var server = new ScriptedServer(ScriptedServer.Answer((method, _) => method == "eth_estimateGas"
            ? "\"0x5208\""
            : """!{"code":3,"message":"revert","data":"0x"}"""));
        using EthereumClient client = HttpRpcTransportTests.Connect(server);
        await Assert.ThrowsAsync<RevertException>(() => client.EstimateGasAsync(new CallRequest { To = Address.Zero }, BlockTag.Latest, Token));
        Assert.Equal(1, server.Requests);
    }

    private static async Task<object?> ReadAsync(string shape, string result)
    {
        await using var server = new ScriptedServer(ScriptedServer.Answer(result));
        using EthereumClient client = HttpRpcTransportTests.Connect(server);
        return shape switch
        {
            "block" => await client.GetBlockAsync(16, Token),
            "receipt" => await client.GetReceiptAsync(Hash32.Parse(Word), Token),
            "transaction" => await client.GetTransactionAsync(Hash32.Parse(Word), Token),
            _ => await client.GetFeeHistoryAsync(1, BlockTag.Latest, [50], Token),
        };
    }
}
