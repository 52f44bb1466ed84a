using System.Text.Json;
using Bursar.Evm.Abi;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc.Nodes;
using Xunit;

namespace Bursar.Evm.Rpc.Tests;

/// <summary>What nodes really say, one row each.</summary>
public sealed class NodeErrorsTests
{
    /// <summary>Messages with their codes, by whose they are, and what they mean.</summary>
    public static TheoryData<long, string, NodeErrorKind> Messages => new()
    {
        // ethereumjs
        { -32603, "0x7f160ee9703c1b81c3beb1482a5fd11c836796dabc120130f4af7b36baa04df3: this transaction is already in the TxPool", NodeErrorKind.AlreadyKnown },
        { -32603, "replacement gas too low, got tip 1, min: 2, got fee 3, min: 4", NodeErrorKind.ReplacementUnderpriced },
        { -32603, "Tx does not pay the minimum gas price of 1000000", NodeErrorKind.Underpriced },
        { -32603, "Tx cannot pay basefee of 9, have 2 (not within 50% range of current basefee)", NodeErrorKind.FeeCapBelowBaseFee },
        { -32603, "0xabc does not have enough balance to cover transaction costs, need 5, but have 1 (insufficient balance)", NodeErrorKind.InsufficientFunds },
        { -32603, "Cannot add tx for 0xabc: already have max amount of txs for this account", NodeErrorKind.PoolFull },
        { -32603, "Cannot add tx: pool is full", NodeErrorKind.PoolFull },
        { -32603, "client is not aware of the current chain height yet (give sync some more time)", NodeErrorKind.LimitExceeded },
        { -32603, "0xabc tries to send a tx with nonce 1, but account has nonce 2 (tx nonce too low)", NodeErrorKind.NonceTooLow },

        // geth
        { -32000, "already known", NodeErrorKind.AlreadyKnown },
        { -32000, "known transaction: 1f9b2c", NodeErrorKind.AlreadyKnown },
        { -32000, "nonce too low: next nonce 5, tx nonce 3", NodeErrorKind.NonceTooLow },
        { -32000, "nonce too high: next nonce 5, tx nonce 9", NodeErrorKind.NonceTooHigh },
        { -32000, "gapped-nonce tx from delegated accounts", NodeErrorKind.NonceTooHigh },
        { -32000, "replacement transaction underpriced", NodeErrorKind.ReplacementUnderpriced },
        { -32000, "transaction underpriced: gas tip cap 1, minimum needed 1000000", NodeErrorKind.Underpriced },
        { -32000, "max fee per gas less than block base fee: address 0x01, maxFeePerGas: 1, baseFee: 7", NodeErrorKind.FeeCapBelowBaseFee },
        { -32000, "insufficient funds for gas * price + value: address 0x01 have 0 want 1", NodeErrorKind.InsufficientFunds },
        { -32000, "insufficient funds for transfer", NodeErrorKind.InsufficientFunds },
        { -32000, "intrinsic gas too low: gas 20000, minimum needed 21000", NodeErrorKind.IntrinsicGas },
        { -32000, "insufficient gas for floor data gas cost: gas 21000, minimum needed 25000", NodeErrorKind.IntrinsicGas },
        { -32000, "exceeds block gas limit", NodeErrorKind.GasLimit },
        { -32000, "gas required exceeds allowance (50000000)", NodeErrorKind.GasLimit },
        { -32000, "txpool is full", NodeErrorKind.PoolFull },
        { -32000, "header not found", NodeErrorKind.NotFound },
        { -32000, "header for hash not found", NodeErrorKind.NotFound },
        { -32000, "hash is not currently canonical", NodeErrorKind.NotFound },
        { -32000, "missing trie node 1234 (path )", NodeErrorKind.StatePruned },
        { -39001, "finalized block not found", NodeErrorKind.NotFound },
        { -32600, "batch too large", NodeErrorKind.BatchTooLarge },
        { -32601, "the method eth_foo does not exist/is not available", NodeErrorKind.MethodNotFound },
        { -32602, "invalid argument 0: hex string has length 3, want 40 for common.Address", NodeErrorKind.InvalidParameters },
        { 3, "execution reverted: nonce too low", NodeErrorKind.Revert },
        { -32000, "nonce too low: address 0x01, tx: 3 state: 5", NodeErrorKind.NonceTooLow },
        { -32000, "authority nonce too low", NodeErrorKind.InvalidParameters },
        { -32000, "future transaction tries to replace pending", NodeErrorKind.ReplacementUnderpriced },
        { -32000, "transaction type not supported", NodeErrorKind.TypeNotSupported },
        { -32000, "max fee per blob gas less than block blob gas fee: address 0x01 blobGasFeeCap: 1, blobBaseFee: 2", NodeErrorKind.FeeCapBelowBaseFee },
        { -32000, "gas limit reached", NodeErrorKind.GasLimit },
        { -32000, "transaction gas limit too high (cap: 16777216, tx: 20000000)", NodeErrorKind.GasLimit },
        { -32000, "out of gas", NodeErrorKind.GasLimit },
        { -32000, "invalid opcode: INVALID", NodeErrorKind.Halted },
        { -32000, "invalid opcode: opcode 0xef not defined", NodeErrorKind.Halted },
        { -32000, "invalid jump destination", NodeErrorKind.Halted },
        { -32000, "stack underflow (0 <=> 1)", NodeErrorKind.Halted },
        { -32000, "stack limit reached 1024 (1023)", NodeErrorKind.Halted },
        { -32000, "write protection", NodeErrorKind.Halted },
        { -32000, "return data out of bounds", NodeErrorKind.Halted },
        { -32000, "gas uint64 overflow", NodeErrorKind.Halted },
        { -32000, "account limit exceeded: pooled 17 txs", NodeErrorKind.PoolFull },
        { -32003, "response too large", NodeErrorKind.RangeTooLarge },
        { -32000, "invalid block range params", NodeErrorKind.InvalidParameters },
        { 4444, "pruned history unavailable", NodeErrorKind.StatePruned },
        { -32000, "historical state 0x01 is not available", NodeErrorKind.StatePruned },
        { -32000, "request beyond head block: requested 9, head 5", NodeErrorKind.NotFound },
        { -32000, "block range extends beyond current head block", NodeErrorKind.RangeTooLarge },
        { -32000, "insufficient balance for transfer", NodeErrorKind.InsufficientFunds },
        { -32000, "unknown block", NodeErrorKind.NotFound },
        { -32000, "requested epoch is beyond current head", NodeErrorKind.NotFound },

        // nethermind
        { -32010, "AlreadyKnown", NodeErrorKind.AlreadyKnown },
        { -32010, "OldNonce, Current nonce: 8, nonce of rejected tx: 7", NodeErrorKind.NonceTooLow },
        { -32010, "NonceGap, Future nonce. Expected nonce: 8", NodeErrorKind.NonceTooHigh },
        { -32010, "ReplacementNotAllowed", NodeErrorKind.ReplacementUnderpriced },
        { -32010, "FeeTooLowToCompete", NodeErrorKind.Underpriced },
        { -32010, "InsufficientFunds, Account balance: 0, cumulative cost: 1", NodeErrorKind.InsufficientFunds },
        { -32010, "GasLimitExceeded, Gas limit: 30000000, gas limit of rejected tx: 40000000", NodeErrorKind.GasLimit },
        { -32015, "VM execution error.", NodeErrorKind.Revert },
        { -32005, "Too many logs requested. Max logs per response is 20000.", NodeErrorKind.RangeTooLarge },
        { -32003, "already known", NodeErrorKind.AlreadyKnown },
        { -32003, "nonce too low, Current nonce: 8, nonce of rejected tx: 7", NodeErrorKind.NonceTooLow },
        { -32003, "nonce too high, Future nonce. Expected nonce: 8", NodeErrorKind.NonceTooHigh },
        { -32003, "nonce too far in future", NodeErrorKind.NonceTooHigh },
        { -32010, "NonceTooFarInFuture, nonce too far in the future", NodeErrorKind.NonceTooHigh },
        { -32003, "delegation nonce gap", NodeErrorKind.NonceTooHigh },
        { -32003, "replacement transaction underpriced", NodeErrorKind.ReplacementUnderpriced },
        { -32003, "transaction underpriced", NodeErrorKind.Underpriced },
        { -32003, "insufficient funds for gas * price + value, Account balance: 0", NodeErrorKind.InsufficientFunds },
        { -32010, "insufficient MaxFeePerGas for sender balance", NodeErrorKind.InsufficientFunds },
        { -32003, "gas limit reached, Gas limit: 30000000, gas limit of rejected tx: 40000000", NodeErrorKind.GasLimit },
        { -32003, "unsupported transaction type", NodeErrorKind.TypeNotSupported },
        { -32000, "InvalidTxType: Transaction type in Prague is not supported.", NodeErrorKind.TypeNotSupported },
        { -32000, "TxGasLimitCapExceeded: Gas limit 20000000 exceeded cap of 16777216.", NodeErrorKind.GasLimit },
        { -32000, "intrinsic gas too low", NodeErrorKind.IntrinsicGas },
        { -32000, "gas limit below intrinsic gas", NodeErrorKind.IntrinsicGas },
        { -32000, "gas required exceeds allowance (30000000)", NodeErrorKind.GasLimit },
        { 4444, "Pruned history unavailable", NodeErrorKind.StatePruned },
        { -32002, "No state available for block 0x01", NodeErrorKind.StatePruned },
        { -32001, "unknown block or header 9", NodeErrorKind.NotFound },
        { -32601, "Method 'eth_foo' is not supported / method not found", NodeErrorKind.MethodNotFound },
        { -32600, "Batch size limit exceeded", NodeErrorKind.BatchTooLarge },

        // besu
        { -32000, "Known transaction", NodeErrorKind.AlreadyKnown },
        { -32001, "Nonce too low", NodeErrorKind.NonceTooLow },
        { -32006, "Transaction nonce is too distant from current sender nonce", NodeErrorKind.NonceTooHigh },
        { -32000, "Replacement transaction underpriced", NodeErrorKind.ReplacementUnderpriced },
        { -32009, "Gas price below configured minimum gas price", NodeErrorKind.Underpriced },
        { -32004, "Upfront cost exceeds account balance", NodeErrorKind.InsufficientFunds },
        { -32003, "Intrinsic gas exceeds gas limit", NodeErrorKind.IntrinsicGas },
        { -32005, "Transaction gas limit exceeds block gas limit", NodeErrorKind.GasLimit },
        { -32005, "Requested range exceeds maximum RPC range limit", NodeErrorKind.RangeTooLarge },
        { -32005, "Number of requests exceeds max batch size", NodeErrorKind.BatchTooLarge },
        { -32000, "World state unavailable", NodeErrorKind.StatePruned },
        { -32000, "Execution reverted", NodeErrorKind.Revert },
        { -32006, "Nonce too high", NodeErrorKind.NonceTooHigh },
        { -32000, "An invalid transaction with a lower nonce exists", NodeErrorKind.NonceTooHigh },
        { -32009, "Gas price below current base fee", NodeErrorKind.FeeCapBelowBaseFee },
        { -32009, "blob gas price below current blob base fee", NodeErrorKind.FeeCapBelowBaseFee },
        { -32000, "transaction gas price is less than the minimum", NodeErrorKind.Underpriced },
        { -32602, "Invalid transaction type", NodeErrorKind.TypeNotSupported },
        { -39001, "Unknown block", NodeErrorKind.NotFound },
        { -32000, "Block not found", NodeErrorKind.NotFound },
        { -32601, "Method not found", NodeErrorKind.MethodNotFound },
        { -32604, "Method not enabled", NodeErrorKind.MethodNotFound },
        { -32000, "Transaction pool is full", NodeErrorKind.PoolFull },

        // erigon
        { -32000, "ALREADY_EXISTS: already known", NodeErrorKind.AlreadyKnown },
        { -32000, "INTERNAL_ERROR: existing tx with same hash", NodeErrorKind.AlreadyKnown },
        { -32000, "INTERNAL_ERROR: nonce too low", NodeErrorKind.NonceTooLow },
        { -32000, "INTERNAL_ERROR: could not replace existing tx", NodeErrorKind.ReplacementUnderpriced },
        { -32000, "fee too low", NodeErrorKind.Underpriced },
        { -32000, "block range greater than 10000 max", NodeErrorKind.RangeTooLarge },
        { -32000, "ALREADY_EXISTS: existing txn with same hash", NodeErrorKind.AlreadyKnown },
        { -32000, "INTERNAL_ERROR: IntrinsicGas", NodeErrorKind.IntrinsicGas },
        { -32000, "underpriced", NodeErrorKind.Underpriced },
        { -32000, "insufficient funds", NodeErrorKind.InsufficientFunds },
        { -32000, "fork supporting this transaction type is not activated yet", NodeErrorKind.TypeNotSupported },
        { -32000, "gas limit is too high", NodeErrorKind.GasLimit },
        { -32000, "pending sub-pool is full", NodeErrorKind.PoolFull },
        { -32000, "blobs limit in txpool is full", NodeErrorKind.PoolFull },
        { -32000, "history has been pruned for this block", NodeErrorKind.StatePruned },
        { -32000, "batch limit 100 exceeded (can increase by --rpc.batch.limit). Requested batch of size: 200", NodeErrorKind.BatchTooLarge },
        { -32000, "the method eth_foo does not exist/is not available", NodeErrorKind.MethodNotFound },
        { -32005, "too many results", NodeErrorKind.RangeTooLarge },

        // reth
        { -32003, "insufficient funds for gas * price + value: have 0 want 1", NodeErrorKind.InsufficientFunds },
        { -32000, "transaction underpriced", NodeErrorKind.Underpriced },
        { -32602, "query exceeds max block range 100000", NodeErrorKind.RangeTooLarge },
        { -32602, "query exceeds max results 20000, retry with the range 100-200", NodeErrorKind.RangeTooLarge },
        { -32001, "block not found: 0x1234", NodeErrorKind.NotFound },
        { -32008, "Response is too big", NodeErrorKind.RangeTooLarge },
        { -32000, "nonce too high", NodeErrorKind.NonceTooHigh },
        { -32000, "max fee per gas less than block base fee", NodeErrorKind.FeeCapBelowBaseFee },
        { -32003, "max fee per blob gas less than block blob gas fee", NodeErrorKind.FeeCapBelowBaseFee },
        { -32003, "transaction priority fee below minimum required priority fee 1000", NodeErrorKind.Underpriced },
        { -32003, "transaction type not supported", NodeErrorKind.TypeNotSupported },
        { -32003, "EIP-7702 authorization list not supported", NodeErrorKind.TypeNotSupported },
        { -32000, "intrinsic gas too high", NodeErrorKind.GasLimit },
        { -32003, "gas limit too high", NodeErrorKind.GasLimit },
        { -32003, "out of gas: gas required exceeds: 21000", NodeErrorKind.GasLimit },
        { -32003, "txpool is full", NodeErrorKind.PoolFull },
        { -32602, "invalid block range", NodeErrorKind.InvalidParameters },

        // anvil (the words of the others are checked against the real program in the tests of the chain)
        { -32003, "transaction already imported", NodeErrorKind.AlreadyKnown },
        { -32003, "Insufficient funds for gas * price + value", NodeErrorKind.InsufficientFunds },
        { -32602, "BlockOutOfRangeError: block height is 5 but requested was 9", NodeErrorKind.NotFound },
        { -32003, "nonce too low", NodeErrorKind.NonceTooLow },
        { -32003, "Nonce too high", NodeErrorKind.NonceTooHigh },
        { -32603, "Tx: [0x01] insufficient gas price to replace existing transaction", NodeErrorKind.ReplacementUnderpriced },
        { -32003, "max fee per gas less than block base fee", NodeErrorKind.FeeCapBelowBaseFee },
        { -32003, "Block `blob_gas_price` is greater than tx-specified `max_fee_per_blob_gas`", NodeErrorKind.FeeCapBelowBaseFee },
        { -32003, "intrinsic gas too low", NodeErrorKind.IntrinsicGas },
        { -32003, "intrinsic gas too high -- tx.gas_limit > env.block.gas_limit", NodeErrorKind.GasLimit },
        { -32003, "Transaction gas limit is greater than the block gas limit, gas_limit: 2, cap: 1", NodeErrorKind.GasLimit },
        { -32003, "Out of gas: gas required exceeds allowance: 21000", NodeErrorKind.GasLimit },
        { -32603, "EVM error OutOfGas", NodeErrorKind.GasLimit },
        { -32603, "EVM error InvalidFEOpcode", NodeErrorKind.Halted },
        { -32602, "EIP-4844 fields received but is not supported by the current hardfork.\n\nYou can use it by running anvil with '--hardfork cancun' or later.", NodeErrorKind.TypeNotSupported },
        { -32603, "Unknown transaction type not supported", NodeErrorKind.TypeNotSupported },

        // openethereum
        { -32010, "Transaction with the same hash was already imported.", NodeErrorKind.AlreadyKnown },
        { -32010, "Transaction nonce is too low. Try incrementing the nonce.", NodeErrorKind.NonceTooLow },
        { -32010, "Transaction gas price is too low. There is another transaction with same nonce in the queue.", NodeErrorKind.Underpriced },

        // hosted nodes
        { -32005, "daily request count exceeded, request rate limited", NodeErrorKind.LimitExceeded },
        { 429, "Your app has exceeded its compute units per second capacity", NodeErrorKind.LimitExceeded },
        { -32005, "query returned more than 10000 results. Try with this block range [0x1, 0x2].", NodeErrorKind.RangeTooLarge },
        { -32602, "Log response size exceeded. You can make eth_getLogs requests with up to a 2K block range", NodeErrorKind.RangeTooLarge },
        { -32614, "eth_getLogs is limited to a 10,000 range", NodeErrorKind.RangeTooLarge },
        { -32005, "exceed maximum block range: 50000", NodeErrorKind.RangeTooLarge },
        { -32000, "logs matched by query exceeds limit of 10000", NodeErrorKind.RangeTooLarge },
        { -32005, "limit exceeded", NodeErrorKind.LimitExceeded },
        { -32005, "rate limit exceeded", NodeErrorKind.LimitExceeded },
        { -32016, "Too Many Requests", NodeErrorKind.LimitExceeded },
        { -32007, "50/second request limit reached - reduce calls per second or upgrade your account", NodeErrorKind.LimitExceeded },
        { -32000, "query timeout exceeded", NodeErrorKind.RangeTooLarge },
        { -32000, "query timed out", NodeErrorKind.RangeTooLarge },
        { -32602, "Archive requests require a personal token", NodeErrorKind.StatePruned },
        { -32701, "History has been pruned for this block", NodeErrorKind.StatePruned },
        { -32000, "exceeds transaction gas cap", NodeErrorKind.GasLimit },
        { -32000, "VM Exception while processing transaction: reverted with custom error", NodeErrorKind.Revert },
        { -32600, "Batch size too large", NodeErrorKind.BatchTooLarge },

        // nobody
        { -32000, "the moon is in the wrong place", NodeErrorKind.Unknown },
    };

    [Theory]
    [MemberData(nameof(Messages))]
    public void Knows_what_a_node_means(long code, string message, NodeErrorKind kind) => Assert.Equal(kind, NodeErrors.Classify(code, message));

    [Fact]
    public void Every_row_of_the_table_decides_an_example()
    {
        var open = NodeErrors.Wordings.ToHashSet();
        foreach (TheoryDataRow<long, string, NodeErrorKind> example in Messages)
        {
            NodeErrorRow first = NodeErrors.Wordings.FirstOrDefault(row => example.Data.Item2.Contains(row.Words, StringComparison.OrdinalIgnoreCase));
            open.Remove(first);
        }

        Assert.True(open.Count == 0, $"without an example, or behind a row that takes it: {string.Join("; ", open)}");
    }

    [Fact]
    public void No_row_stands_behind_one_that_takes_its_words()
    {
        for (int i = 0; i < NodeErrors.Wordings.Count; i++)
        {
            for (int j = 0; j < i; j++)
                Assert.DoesNotContain(NodeErrors.Wordings[j].Words, NodeErrors.Wordings[i].Words, StringComparison.OrdinalIgnoreCase);
        }
    }

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
