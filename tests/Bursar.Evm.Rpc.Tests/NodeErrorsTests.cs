using System.Text.Json;
using Bursar.Evm.Abi;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc.Nodes;
using Xunit;

namespace Bursar.Evm.Rpc.Tests;

/// <summary>What nodes really say, one row each.</summary>
public sealed class NodeErrorsTests
{
    [Theory]

    // geth
    [InlineData(-32000, "already known", NodeErrorKind.AlreadyKnown)]
    [InlineData(-32000, "known transaction: 1f9b2c", NodeErrorKind.AlreadyKnown)]
    [InlineData(-32000, "nonce too low: next nonce 5, tx nonce 3", NodeErrorKind.NonceTooLow)]
    [InlineData(-32000, "nonce too high: next nonce 5, tx nonce 9", NodeErrorKind.NonceTooHigh)]
    [InlineData(-32000, "gapped-nonce tx from delegated accounts", NodeErrorKind.NonceTooHigh)]
    [InlineData(-32000, "replacement transaction underpriced", NodeErrorKind.ReplacementUnderpriced)]
    [InlineData(-32000, "transaction underpriced: gas tip cap 1, minimum needed 1000000", NodeErrorKind.Underpriced)]
    [InlineData(-32000, "max fee per gas less than block base fee: address 0x01, maxFeePerGas: 1, baseFee: 7", NodeErrorKind.Underpriced)]
    [InlineData(-32000, "insufficient funds for gas * price + value: address 0x01 have 0 want 1", NodeErrorKind.InsufficientFunds)]
    [InlineData(-32000, "insufficient funds for transfer", NodeErrorKind.InsufficientFunds)]
    [InlineData(-32000, "intrinsic gas too low: gas 20000, minimum needed 21000", NodeErrorKind.IntrinsicGas)]
    [InlineData(-32000, "insufficient gas for floor data gas cost: gas 21000, minimum needed 25000", NodeErrorKind.IntrinsicGas)]
    [InlineData(-32000, "exceeds block gas limit", NodeErrorKind.GasLimit)]
    [InlineData(-32000, "gas required exceeds allowance (50000000)", NodeErrorKind.GasLimit)]
    [InlineData(-32000, "txpool is full", NodeErrorKind.PoolFull)]
    [InlineData(-32000, "header not found", NodeErrorKind.NotFound)]
    [InlineData(-32000, "header for hash not found", NodeErrorKind.NotFound)]
    [InlineData(-32000, "hash is not currently canonical", NodeErrorKind.NotFound)]
    [InlineData(-32000, "missing trie node 1234 (path )", NodeErrorKind.NotFound)]
    [InlineData(-39001, "finalized block not found", NodeErrorKind.NotFound)]
    [InlineData(-32600, "batch too large", NodeErrorKind.BatchTooLarge)]
    [InlineData(-32601, "the method eth_foo does not exist/is not available", NodeErrorKind.MethodNotFound)]
    [InlineData(-32602, "invalid argument 0: hex string has length 3, want 40 for common.Address", NodeErrorKind.InvalidParameters)]
    [InlineData(3, "execution reverted: nonce too low", NodeErrorKind.Revert)]

    // nethermind
    [InlineData(-32010, "AlreadyKnown", NodeErrorKind.AlreadyKnown)]
    [InlineData(-32010, "OldNonce, Current nonce: 8, nonce of rejected tx: 7", NodeErrorKind.NonceTooLow)]
    [InlineData(-32010, "NonceGap, Future nonce. Expected nonce: 8", NodeErrorKind.NonceTooHigh)]
    [InlineData(-32010, "ReplacementNotAllowed", NodeErrorKind.ReplacementUnderpriced)]
    [InlineData(-32010, "FeeTooLowToCompete", NodeErrorKind.Underpriced)]
    [InlineData(-32010, "InsufficientFunds, Account balance: 0, cumulative cost: 1", NodeErrorKind.InsufficientFunds)]
    [InlineData(-32010, "GasLimitExceeded, Gas limit: 30000000, gas limit of rejected tx: 40000000", NodeErrorKind.GasLimit)]
    [InlineData(-32015, "VM execution error.", NodeErrorKind.Revert)]
    [InlineData(-32005, "Too many logs requested. Max logs per response is 20000.", NodeErrorKind.RangeTooLarge)]

    // besu
    [InlineData(-32000, "Known transaction", NodeErrorKind.AlreadyKnown)]
    [InlineData(-32001, "Nonce too low", NodeErrorKind.NonceTooLow)]
    [InlineData(-32006, "Transaction nonce is too distant from current sender nonce", NodeErrorKind.NonceTooHigh)]
    [InlineData(-32000, "Replacement transaction underpriced", NodeErrorKind.ReplacementUnderpriced)]
    [InlineData(-32009, "Gas price below configured minimum gas price", NodeErrorKind.Underpriced)]
    [InlineData(-32004, "Upfront cost exceeds account balance", NodeErrorKind.InsufficientFunds)]
    [InlineData(-32003, "Intrinsic gas exceeds gas limit", NodeErrorKind.IntrinsicGas)]
    [InlineData(-32005, "Transaction gas limit exceeds block gas limit", NodeErrorKind.GasLimit)]
    [InlineData(-32005, "Requested range exceeds maximum RPC range limit", NodeErrorKind.RangeTooLarge)]
    [InlineData(-32005, "Number of requests exceeds max batch size", NodeErrorKind.BatchTooLarge)]
    [InlineData(-32000, "World state unavailable", NodeErrorKind.NotFound)]
    [InlineData(-32000, "Execution reverted", NodeErrorKind.Revert)]

    // erigon
    [InlineData(-32000, "ALREADY_EXISTS: already known", NodeErrorKind.AlreadyKnown)]
    [InlineData(-32000, "INTERNAL_ERROR: existing tx with same hash", NodeErrorKind.AlreadyKnown)]
    [InlineData(-32000, "INTERNAL_ERROR: nonce too low", NodeErrorKind.NonceTooLow)]
    [InlineData(-32000, "INTERNAL_ERROR: could not replace existing tx", NodeErrorKind.ReplacementUnderpriced)]
    [InlineData(-32000, "fee too low", NodeErrorKind.Underpriced)]
    [InlineData(-32000, "block range greater than 10000 max", NodeErrorKind.RangeTooLarge)]

    // reth
    [InlineData(-32003, "insufficient funds for gas * price + value: have 0 want 1", NodeErrorKind.InsufficientFunds)]
    [InlineData(-32000, "transaction underpriced", NodeErrorKind.Underpriced)]
    [InlineData(-32602, "query exceeds max block range 100000", NodeErrorKind.RangeTooLarge)]
    [InlineData(-32602, "query exceeds max results 20000, retry with the range 100-200", NodeErrorKind.RangeTooLarge)]
    [InlineData(-32001, "block not found: 0x1234", NodeErrorKind.NotFound)]
    [InlineData(-32008, "Response is too big", NodeErrorKind.RangeTooLarge)]

    // anvil (the words of the others are checked against the real program in the tests of the chain)
    [InlineData(-32003, "transaction already imported", NodeErrorKind.AlreadyKnown)]
    [InlineData(-32003, "Insufficient funds for gas * price + value", NodeErrorKind.InsufficientFunds)]
    [InlineData(-32602, "BlockOutOfRangeError: block height is 5 but requested was 9", NodeErrorKind.NotFound)]

    // openethereum
    [InlineData(-32010, "Transaction with the same hash was already imported.", NodeErrorKind.AlreadyKnown)]
    [InlineData(-32010, "Transaction nonce is too low. Try incrementing the nonce.", NodeErrorKind.NonceTooLow)]
    [InlineData(-32010, "Transaction gas price is too low. There is another transaction with same nonce in the queue.", NodeErrorKind.Underpriced)]

    // hosted nodes
    [InlineData(-32005, "daily request count exceeded, request rate limited", NodeErrorKind.LimitExceeded)]
    [InlineData(429, "Your app has exceeded its compute units per second capacity", NodeErrorKind.LimitExceeded)]
    [InlineData(-32005, "query returned more than 10000 results. Try with this block range [0x1, 0x2].", NodeErrorKind.RangeTooLarge)]
    [InlineData(-32602, "Log response size exceeded. You can make eth_getLogs requests with up to a 2K block range", NodeErrorKind.RangeTooLarge)]
    [InlineData(-32614, "eth_getLogs is limited to a 10,000 range", NodeErrorKind.RangeTooLarge)]
    [InlineData(-32005, "exceed maximum block range: 50000", NodeErrorKind.RangeTooLarge)]
    [InlineData(-32000, "logs matched by query exceeds limit of 10000", NodeErrorKind.RangeTooLarge)]
    [InlineData(-32005, "limit exceeded", NodeErrorKind.LimitExceeded)]

    // nobody
    [InlineData(-32000, "the moon is in the wrong place", NodeErrorKind.Unknown)]
    public void Knows_what_a_node_means(long code, string message, NodeErrorKind kind) => Assert.Equal(kind, NodeErrors.Classify(code, message));

    [Theory]
    [InlineData("geth, reth, erigon", """{"code":3,"message":"execution reverted: no","data":"0x0a0b0c0d"}""", "0x0a0b0c0d")]
    [InlineData("besu", """{"code":-32000,"message":"Execution reverted","data":"0x0a0b0c0d"}""", "0x0a0b0c0d")]
    [InlineData("anvil", """{"code":3,"message":"execution reverted: custom error 0x0a0b0c0d","data":"0x0a0b0c0d"}""", "0x0a0b0c0d")]
    [InlineData("nethermind, openethereum", """{"code":-32015,"message":"VM execution error.","data":"Reverted 0x0a0b0c0d"}""", "0x0a0b0c0d")]
    [InlineData("nethermind", """{"code":-32015,"message":"revert","data":"0x0a0b0c0d"}""", "0x0a0b0c0d")]
    [InlineData("hardhat", """{"code":-32603,"message":"Error: VM Exception while processing transaction: reverted with custom error 'No()'","data":{"message":"x","data":"0x0a0b0c0d"}}""", "0x0a0b0c0d")]
    [InlineData("ganache", """{"code":-32000,"message":"VM Exception while processing transaction: revert","data":{"hash":null,"result":"0x0a0b0c0d"}}""", "0x0a0b0c0d")]
    [InlineData("old ganache", """{"code":-32000,"message":"VM Exception while processing transaction: revert","data":{"0x1f":{"error":"revert","return":"0x0a0b0c0d"},"stack":"s"}}""", "0x0a0b0c0d")]
    [InlineData("a proxy", """{"code":-32603,"message":"Internal JSON-RPC error.","data":{"code":3,"message":"execution reverted","data":"0x0a0b0c0d"}}""", "0x0a0b0c0d")]
    [InlineData("message only", """{"code":3,"message":"execution reverted: 0x0a0b0c0d"}""", "0x0a0b0c0d")]
    [InlineData("no data", """{"code":3,"message":"execution reverted"}""", null)]
    [InlineData("empty data", """{"code":3,"message":"execution reverted","data":"0x"}""", "0x")]
    [InlineData("junk data", """{"code":3,"message":"execution reverted","data":"0x123"}""", null)]
    [InlineData("number data", """{"code":3,"message":"execution reverted","data":17}""", null)]
    [InlineData("an address is no data", """{"code":3,"message":"execution reverted: 0x00000000000000000000000000000000000a11ce"}""", null)]
    public void Finds_revert_data_wherever_a_node_puts_it(string node, string error, string? data)
    {
        Assert.NotEmpty(node);
        using var document = JsonDocument.Parse(error);
        RpcError? read = NodeErrors.TryRead(document.RootElement);
        Assert.Equal(NodeErrorKind.Revert, read?.Kind);
        Assert.Equal(data, read?.RevertData is { } bytes ? Hex.Encode(bytes) : null);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"code":"3","message":"x"}""")]
    [InlineData("""{"code":3}""")]
    [InlineData("""{"message":"x"}""")]
    [InlineData("""{"code":1.5,"message":"x"}""")]
    [InlineData("\"error\"")]
    [InlineData("[]")]
    public void Takes_nothing_else_for_an_error(string error)
    {
        using var document = JsonDocument.Parse(error);
        Assert.Null(NodeErrors.TryRead(document.RootElement));
    }

    [Fact]
    public void Reads_words_that_a_node_puts_into_the_data()
    {
        using var document = JsonDocument.Parse("""{"code":-32000,"message":"Internal error","data":"already known"}""");
        RpcError? read = NodeErrors.TryRead(document.RootElement);
        Assert.Equal((NodeErrorKind.AlreadyKnown, "Internal error: already known"), (read!.Kind, read.Message));
    }

    [Fact]
    public async Task The_first_decoder_that_knows_the_data_wins()
    {
        await using var server = new ScriptedServer(ScriptedServer.Answer("""!{"code":3,"message":"execution reverted","data":"0x0a0b0c0d"}"""));
        var options = new EthereumClientOptions { ErrorDecoders = [_ => null, data => data[0] == 0x0a ? new Named("Known") : null, _ => new Named("Never")] };
        using EthereumClient client = HttpRpcTransportTests.Connect(server, options);
        CancellationToken token = TestContext.Current.CancellationToken;
        RevertException revert = await Assert.ThrowsAsync<RevertException>(() => client.CallAsync(Address.Zero, [], BlockTag.Latest, token));
        Assert.Equal("Known", revert.Error?.Name);
        Assert.Equal([0x0a, 0x0b, 0x0c, 0x0d], revert.Data);
        Assert.Equal("a call to 0x0000000000000000000000000000000000000000 reverted: Known(who: me)", revert.Message);
        revert = await Assert.ThrowsAsync<RevertException>(() =>
            client.EstimateGasAsync(new CallRequest { Data = [1], Function = "MerkleDrop.open" }, BlockTag.Latest, token));
        Assert.Equal("MerkleDrop.open reverted: Known(who: me)", revert.Message);
        Assert.Null(revert.Contract);
    }

    private sealed record Named(string Name) : IContractError
    {
        public Selector Selector => new(0x0a0b0c0d);

        public IReadOnlyList<KeyValuePair<string, string>> Arguments => [new("who", "me")];
    }
}
