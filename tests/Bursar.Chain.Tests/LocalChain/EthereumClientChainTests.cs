using Bursar.App.LocalChain;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;
using Bursar.Evm.Rpc.Nodes;
using Bursar.Evm.Signing;
using Bursar.Evm.Transactions;
using Xunit;

namespace Bursar.Chain.Tests.LocalChain;

/// <summary>The client against a real node.</summary>
public sealed class EthereumClientChainTests(ChainFixture chain) : IClassFixture<ChainFixture>
{
    private static readonly Address Stranger = Address.Parse("0x00000000000000000000000000000000000a11ce");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reads_blocks_by_number_hash_and_tag()
    {
        await chain.Controls.MineAsync(3, Token);
        BlockHeader? latest = await chain.Client.GetBlockAsync(BlockTag.Latest, Token);
        Assert.NotNull(latest);
        BlockHeader? below = await chain.Client.GetBlockAsync(latest.Number - 1, Token);
        Assert.Equal(latest.ParentHash, below?.Hash);
        Assert.Equal(latest, await chain.Client.GetBlockAsync(BlockTag.At(latest.Hash), Token));
        Assert.Equal(0UL, (await chain.Client.GetBlockAsync(BlockTag.Earliest, Token))?.Number);
        Assert.NotNull(await chain.Client.GetBlockAsync(BlockTag.Finalized, Token));
        Assert.NotNull(latest.BaseFeePerGas);
        Assert.Null(await chain.Client.GetBlockAsync(latest.Number + 1_000_000, Token));
        Assert.Null(await chain.Client.GetBlockAsync(BlockTag.At(Hash32.Parse("0x" + new string('7', 64))), Token));
        IReadOnlyList<BlockHeader?> many = await chain.Client.GetBlocksAsync([0UL, 1UL, 99_999_999UL], Token);
        Assert.Equal([0UL, 1UL, null], many.Select(block => block?.Number));
    }

    [Fact]
    public async Task Has_the_canonical_create2_deployer()
    {
        byte[] code = await chain.Client.GetCodeAsync(Address.Parse("0x4e59b44847b379578588920cA78FbF26c0B4956C"), BlockTag.Latest, Token);

        // Published with the proxy itself (Arachnid, deterministic deployment proxy).
        Assert.Equal(
            "0x7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe03601600081602082378035828234f58015156039578182fd5b8082525050506014600cf3",
            Hex.Encode(code));
    }

    [Fact]
    public async Task Sends_value_and_reads_balances_nonces_and_receipts()
    {
        PrivateKeySigner sender = chain.Signer(1);
        ulong nonce = await chain.Client.GetTransactionCountAsync(sender.Address, BlockTag.Latest, Token);
        UInt256 before = await chain.Client.GetBalanceAsync(sender.Address, BlockTag.Latest, Token);
        UInt256 strangerBefore = await chain.Client.GetBalanceAsync(Stranger, BlockTag.Latest, Token);
        UInt256 value = 123_456_789_012_345_678UL;
        Receipt receipt = await chain.SendAsync(sender, Stranger, [], value);
        Assert.True(receipt.Status);
        Assert.Equal(21_000UL, receipt.GasUsed);
        Assert.Equal(sender.Address, receipt.From);
        Assert.Equal(Stranger, receipt.To);
        Assert.Empty(receipt.Logs);
        Assert.Null(receipt.ContractAddress);
        Assert.Equal(strangerBefore + value, await chain.Client.GetBalanceAsync(Stranger, BlockTag.At(receipt.BlockHash), Token));
        Assert.Equal(before - value - receipt.Fee, await chain.Client.GetBalanceAsync(sender.Address, BlockTag.Latest, Token));
        Assert.Equal(nonce + 1, await chain.Client.GetTransactionCountAsync(sender.Address, BlockTag.Latest, Token));
        TransactionInfo? transaction = await chain.Client.GetTransactionAsync(receipt.TransactionHash, Token);
        Assert.Equal((receipt.BlockHash, (ulong?)receipt.BlockNumber, nonce, value), (transaction!.BlockHash, transaction.BlockNumber, transaction.Nonce, transaction.Value));
        Assert.Equal([receipt.TransactionHash, null], (await chain.Client.GetReceiptsAsync([receipt.TransactionHash, Hash32.Zero], Token)).Select(r => r?.TransactionHash));
        Assert.Null(await chain.Client.GetTransactionAsync(Hash32.Zero, Token));
        Assert.Equal([strangerBefore + value, 0UL], await chain.Client.GetBalancesAsync([Stranger, Address.Parse("0x00000000000000000000000000000000000b0b00")], receipt.BlockNumber, Token));
    }

    [Fact]
    public async Task Takes_the_same_bytes_again_as_known_and_as_mined()
    {
        PrivateKeySigner sender = chain.Signer(2);
        SignedTransaction first = await chain.SignAsync(sender, Stranger, [], 1UL);
        Submission accepted = await chain.Client.SubmitAsync(first.Raw, Token);
        Assert.Equal((first.Hash, SubmissionOutcome.Accepted), (accepted.Hash, accepted.Outcome));
        await chain.WaitAsync(first.Hash);
        Submission mined = await chain.Client.SubmitAsync(first.Raw, Token);
        Assert.Equal((first.Hash, SubmissionOutcome.AlreadyMined), (mined.Hash, mined.Outcome));

        // Behind a nonce gap it waits, since blocks are made at once.
        ulong gap = await chain.Client.GetTransactionCountAsync(sender.Address, BlockTag.Latest, Token) + 5;
        SignedTransaction waiting = await chain.SignAsync(sender, Stranger, [], 1UL, 21_000, gap);
        Assert.Equal(SubmissionOutcome.Accepted, (await chain.Client.SubmitAsync(waiting.Raw, Token)).Outcome);
        Assert.Equal(SubmissionOutcome.AlreadyKnown, (await chain.Client.SubmitAsync(waiting.Raw, Token)).Outcome);
        TransactionInfo? info = await chain.Client.GetTransactionAsync(waiting.Hash, Token);
        Assert.NotNull(info);
        Assert.Null(info.BlockHash);
    }

    [Fact]
    public async Task Names_the_kind_of_each_refusal()
    {
        PrivateKeySigner sender = chain.Signer(3);
        await chain.SendAsync(sender, Stranger, [], 1UL);
        SignedTransaction used = await chain.SignAsync(sender, Stranger, [], 2UL, 21_000, nonce: 0);
        Assert.Equal(NodeErrorKind.NonceTooLow, await RefusalAsync(used));
        UInt256 tooMuch = 1_000_000UL * UInt256.PowerOfTen(18);
        Assert.Equal(NodeErrorKind.InsufficientFunds, await RefusalAsync(await chain.SignAsync(sender, Stranger, [], tooMuch, 21_000)));
        Assert.Equal(NodeErrorKind.IntrinsicGas, await RefusalAsync(await chain.SignAsync(sender, Stranger, [], 1UL, 20_000)));

        ulong gap = await chain.Client.GetTransactionCountAsync(sender.Address, BlockTag.Latest, Token) + 3;
        SignedTransaction waiting = await chain.SignAsync(sender, Stranger, [], 1UL, 21_000, gap);
        await chain.Client.SendRawTransactionAsync(waiting.Raw, Token);
        Assert.Equal(NodeErrorKind.ReplacementUnderpriced, await RefusalAsync(await chain.SignAsync(sender, Stranger, [], 2UL, 21_000, gap)));
    }

    [Fact]
    public async Task Decodes_reverts_of_calls_and_estimates()
    {
        Address echo = await chain.DeployAsync(chain.Signer(4), TinyContracts.EchoRevert);
        byte[] text = Hex.Decode("0x08c379a00000000000000000000000000000000000000000000000000000000000000020"
            + "00000000000000000000000000000000000000000000000000000000000000096e6f7420746f6461790000000000000000000000000000000000000000000000");
        RevertException revert = await Assert.ThrowsAsync<RevertException>(() => chain.Client.CallAsync(echo, text, BlockTag.Latest, Token));
        Assert.Equal("not today", Assert.Single(revert.Error!.Arguments).Value);
        Assert.Equal(text, revert.Data);
        Assert.Equal(echo, revert.Contract);

        byte[] panic = Hex.Decode("0x4e487b710000000000000000000000000000000000000000000000000000000000000011");
        revert = await Assert.ThrowsAsync<RevertException>(() => chain.Client.EstimateGasAsync(new CallRequest { To = echo, Data = panic }, BlockTag.Latest, Token));
        Assert.Contains("overflow", revert.Message, StringComparison.Ordinal);

        // TokenFactory_AlreadyCreated(address), as the factory would raise it.
        byte[] custom = [.. SelectorBytes("TokenFactory_AlreadyCreated(address)"), .. new byte[12], .. Stranger.Span];
        revert = await Assert.ThrowsAsync<RevertException>(() => chain.Client.CallAsync(echo, custom, BlockTag.Latest, Token));
        Assert.Equal("TokenFactory_AlreadyCreated", revert.Error?.Name);
        Assert.Contains(Stranger.ToString(), revert.Message, StringComparison.Ordinal);

        revert = await Assert.ThrowsAsync<RevertException>(() => chain.Client.CallAsync(echo, [1, 2, 3, 4], BlockTag.Latest, Token));
        Assert.Null(revert.Error);
        Assert.Equal([1, 2, 3, 4], revert.Data);

        revert = await Assert.ThrowsAsync<RevertException>(() => chain.Client.CallAsync(echo, [], BlockTag.Latest, Token));
        Assert.Empty(revert.Data);

        Receipt receipt = await chain.SendAsync(chain.Signer(4), echo, [9, 9, 9, 9], gasLimit: 100_000);
        Assert.False(receipt.Status);
    }

    [Fact]
    public async Task Says_that_no_contract_is_there()
    {
        RpcException missing = await Assert.ThrowsAsync<RpcException>(() =>
            chain.Client.CallAsync(Stranger, new Contracts.Erc20.TotalSupplyCall(), BlockTag.Latest, Token));
        Assert.Equal(NodeErrorKind.Malformed, missing.Kind);
        Assert.Contains("Erc20.totalSupply", missing.Message, StringComparison.Ordinal);
        Assert.Contains("is there a contract?", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reads_logs_by_range_block_address_and_topic()
    {
        PrivateKeySigner sender = chain.Signer(5);
        Address echo = await chain.DeployAsync(sender, TinyContracts.EchoLog);
        Address other = await chain.DeployAsync(sender, TinyContracts.EchoLog);
        Hash32 red = Keccak256.Hash("red"u8);
        Hash32 blue = Keccak256.Hash("blue"u8);
        Receipt first = await chain.SendAsync(sender, echo, [.. red.Span, 1]);
        Receipt second = await chain.SendAsync(sender, echo, [.. blue.Span, 2, 3]);
        Receipt third = await chain.SendAsync(sender, other, [.. red.Span]);
        LogFilter range = LogFilter.InRange(first.BlockNumber, third.BlockNumber);

        using var narrow = EthereumClient.Connect(chain.Endpoint, new EthereumClientOptions { LogRange = 1 });
        foreach (EthereumClient client in (EthereumClient[])[chain.Client, narrow])
        {
            IReadOnlyList<Log> all = await client.GetLogsAsync(range with { Addresses = [echo, other] }, Token);
            Assert.Equal([first.TransactionHash, second.TransactionHash, third.TransactionHash], all.Select(log => log.TransactionHash));
            Assert.Equal([first.BlockHash, second.BlockHash, third.BlockHash], all.Select(log => log.BlockHash));
            Assert.Equal(new byte[] { 2, 3 }, all[1].Data);
            Assert.Equal([blue], all[1].Topics);
        }

        Assert.Equal([first.BlockHash], (await chain.Client.GetLogsAsync(range with { Addresses = [echo], Topics = [[red]] }, Token)).Select(log => log.BlockHash));
        Assert.Equal(3, (await chain.Client.GetLogsAsync(range with { Addresses = [echo, other], Topics = [[red, blue]] }, Token)).Count);
        Assert.Equal([third.TransactionHash], (await chain.Client.GetLogsAsync(LogFilter.InBlock(third.BlockHash), Token)).Select(log => log.TransactionHash));
        Log inReceipt = Assert.Single(second.Logs);
        Assert.Equal((echo, second.BlockNumber), (inReceipt.Address, inReceipt.BlockNumber));
    }

    [Fact]
    public async Task Reads_many_contracts_in_batches_and_keeps_their_order()
    {
        PrivateKeySigner sender = chain.Signer(6);
        Address[] holders = [.. Enumerable.Range(1, 250).Select(i => new Address([.. new byte[18], (byte)(i >> 8), (byte)i]))];
        UInt256 supply = (UInt256)(250 * 251 / 2);
        byte[] rows = Contracts.TokenRows.Pack([.. holders.Select((holder, i) => (holder, (UInt256)(i + 1)))], supply);
        await chain.SendAsync(sender, Contracts.Create2.CanonicalDeployer, Contracts.Create2.DeployCalldata(Contracts.Deployments.Salt, Contracts.TokenFactory.CreationCode()));
        Address token = await chain.DeployAsync(sender, Contracts.TokenCode.Creation(new Contracts.TokenFactory.TokenParameters(
            Contracts.TokenCode.Fixed, Contracts.TokenCode.Direct, 18, holders[0], supply, UInt256.Zero, "Many", "MNY", "", rows)));
        ContractCall<UInt256>[] calls = [.. holders.Select(holder => new ContractCall<UInt256>(token, new Contracts.Erc20.BalanceOfCall(holder)))];
        BlockHeader? head = await chain.Client.GetBlockAsync(BlockTag.Latest, Token);
        IReadOnlyList<UInt256> balances = await chain.Client.CallManyAsync(calls, BlockTag.At(head!.Hash), Token);
        Assert.Equal(Enumerable.Range(1, 250).Select(i => (UInt256)i), balances);

        Address echo = await chain.DeployAsync(sender, TinyContracts.EchoRevert);
        IReadOnlyList<CallOutcome<UInt256>> outcomes = await chain.Client.TryCallManyAsync(
            [calls[0], new ContractCall<UInt256>(echo, new Contracts.Erc20.BalanceOfCall(holders[0])), calls[1]], BlockTag.Latest, Token);
        Assert.Equal([true, false, true], outcomes.Select(outcome => outcome.IsOk));
        Assert.Equal("Erc20.balanceOf", outcomes[1].Revert!.Function);
        Assert.Equal((UInt256)2, outcomes[2].Value);
    }

    [Fact]
    public async Task Quotes_fees_that_the_next_block_takes()
    {
        FeeQuote quote = await chain.Client.GetFeesAsync(cancellationToken: Token);
        Assert.True(quote.HasFeeMarket);
        Assert.True(quote.IsIncludable);
        Assert.True(quote.ExpectedGasPrice <= quote.MaxFeePerGas);
        FeeQuote capped = await chain.Client.GetFeesAsync(new FeeOptions { Cap = 7UL }, Token);
        Assert.Equal((7UL, true, false), (capped.MaxFeePerGas, capped.Capped, capped.IsIncludable));
        FeeQuote legacy = await chain.Client.GetFeesAsync(new FeeOptions { FeeMarket = false }, Token);
        Assert.False(legacy.HasFeeMarket);
        Assert.True(legacy.MaxFeePerGas >= await chain.Client.GetGasPriceAsync(Token));
    }

    [Fact]
    public async Task Works_on_a_chain_without_a_fee_market()
    {
        CancellationToken token = Token;
        var started = await LocalNode.StartAsync(new LocalNodeOptions { Hardfork = "berlin" }, token);
        await using LocalNode node = started.Value;
        using EthereumClient client = node.Connect();
        Assert.Null((await client.GetBlockAsync(BlockTag.Latest, token))!.BaseFeePerGas);
        FeeQuote quote = await client.GetFeesAsync(cancellationToken: token);
        Assert.False(quote.HasFeeMarket);
        using PrivateKeySigner sender = LocalAccounts.Signer(0);
        SignedTransaction signed = await sender.SignTransactionAsync(
            new LegacyTransaction { ChainId = node.ChainId, Nonce = 0, GasLimit = 21_000UL, To = Stranger, Value = 5UL, GasPrice = quote.MaxFeePerGas }, token);
        Hash32 hash = await client.SendRawTransactionAsync(signed.Raw, token);
        Receipt? receipt;
        while ((receipt = await client.GetReceiptAsync(hash, token)) is null)
            await Task.Delay(10, token);
        Assert.True(receipt.Status);
        Assert.Equal(quote.MaxFeePerGas, receipt.EffectiveGasPrice);
    }

    private static byte[] SelectorBytes(string signature)
    {
        byte[] bytes = new byte[4];
        Selector.Of(signature).Write(bytes);
        return bytes;
    }

    private async Task<NodeErrorKind> RefusalAsync(SignedTransaction transaction) =>
        (await Assert.ThrowsAsync<RpcException>(() => chain.Client.SendRawTransactionAsync(transaction.Raw, Token))).Kind;
}
