using Bursar.App.LocalChain;
using Bursar.Core.Faults;
using Bursar.Evm.Primitives;
using Xunit;

namespace Bursar.Chain.Tests.Sdk;

/// <summary>What the SDK promises of tokens beyond the sample: nothing twice, and faults that say what is wrong.</summary>
public sealed class TokenTests
{
    private static readonly Address Ben = LocalAccounts.Addresses[2];
    private static readonly TokenOptions Coin = new() { Name = "Coin", Symbol = "COIN", Supply = 1_000, IdempotencyKey = "coin-1" };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_order_finds_the_token_that_it_made_even_with_another_journal()
    {
        await using SdkChain chain = await SdkChain.StartAsync();
        await using BursarClient anna = await chain.OpenAsync(1);
        Address predicted = anna.Tokens.AddressOf(Coin);
        Token first = await anna.Tokens.CreateAsync(Coin, Cancel);
        ulong nonce = await chain.NonceAsync(anna.Account);
        Token again = await anna.Tokens.CreateAsync(Coin, Cancel);
        await using BursarClient forgetful = await chain.OpenAsync(1, Path.Combine(chain.Folder, "other"));
        Token found = await forgetful.Tokens.CreateAsync(Coin, Cancel);
        Assert.Equal([predicted, predicted, predicted], [first.Address, again.Address, found.Address]);
        Assert.Equal([false, true, true], [first.Existed, again.Existed, found.Existed]);
        Assert.Equal(nonce, await chain.NonceAsync(anna.Account));
        Assert.Equal(SdkChain.Units(1_000), await chain.BalanceAsync(found, anna.Account));
    }

    [Fact]
    public async Task Another_order_under_the_same_key_is_refused()
    {
        await using SdkChain chain = await SdkChain.StartAsync();
        await using BursarClient anna = await chain.OpenAsync(1);
        await anna.Tokens.CreateAsync(Coin, Cancel);
        ulong nonce = await chain.NonceAsync(anna.Account);
        TokenOptions changed = Coin with { Supply = 2_000 };
        await AssertFaultAsync("send.key-reused", () => anna.Tokens.CreateAsync(changed, Cancel));
        Assert.Equal(nonce, await chain.NonceAsync(anna.Account));
        Assert.Empty(await chain.Chain.GetCodeAsync(anna.Tokens.AddressOf(changed), default, Cancel));
    }

    [Fact]
    public async Task A_key_pays_once_and_nothing_else()
    {
        await using SdkChain chain = await SdkChain.StartAsync();
        await using BursarClient anna = await chain.OpenAsync(1);
        Token coin = await anna.Tokens.CreateAsync(Coin, Cancel);
        Sent first = await coin.TransferAsync(Ben, "0.5", "order-1", Cancel);
        Sent again = await coin.TransferAsync(Ben, 0.5m, "order-1", Cancel);
        Assert.Equal(first.Transaction, again.Transaction);
        Assert.True(first.IsFinal);
        await AssertFaultAsync("send.key-reused", () => coin.TransferAsync(Ben, 1, "order-1", Cancel));
        Assert.Equal("0.5", (await coin.BalanceOfAsync(Ben, Cancel)).ToString());
    }

    [Fact]
    public async Task Transfers_asked_for_at_once_wait_for_one_another()
    {
        await using SdkChain chain = await SdkChain.StartAsync();
        await using BursarClient anna = await chain.OpenAsync(1);
        Token coin = await anna.Tokens.CreateAsync(Coin, Cancel);
        Sent[] sent = await Task.WhenAll(Enumerable.Range(1, 8).Select(i => coin.TransferAsync(Ben, i, cancellationToken: Cancel)));
        Assert.Equal(8, sent.Select(s => s.Transaction).Distinct().Count());
        Assert.Equal(8, sent.Select(s => s.IdempotencyKey).Distinct().Count());
        Assert.Equal(SdkChain.Units(36), await chain.BalanceAsync(coin, Ben));
    }

    [Fact]
    public async Task Faults_say_what_is_wrong_before_anything_is_sent()
    {
        await using SdkChain chain = await SdkChain.StartAsync();
        await using BursarClient anna = await chain.OpenAsync(1);
        await using BursarClient ben = await chain.OpenAsync(2);
        Token coin = await anna.Tokens.CreateAsync(Coin, Cancel);
        Token bens = await ben.Tokens.OpenAsync(coin, Cancel);
        Assert.Equal(("Coin", "COIN", 18), (bens.Name, bens.Symbol, bens.Decimals));
        ulong nonce = await chain.NonceAsync(ben.Account);
        await AssertFaultAsync("token.insufficient-balance", () => bens.TransferAsync(anna.Account, 1, cancellationToken: Cancel));
        await AssertFaultAsync("token.insufficient-allowance", () => bens.TransferFromAsync(anna.Account, Ben, 1, cancellationToken: Cancel));
        await AssertFaultAsync("token.bad-recipient", () => coin.TransferAsync(Address.Zero, 1, cancellationToken: Cancel));
        await AssertFaultAsync("token.bad-amount", () => coin.TransferAsync(Ben, "0.0000000000000000001", cancellationToken: Cancel));
        await AssertFaultAsync("token.bad-amount", () => coin.TransferAsync(Ben, -1, cancellationToken: Cancel));
        await AssertFaultAsync("token.other-decimals", () => coin.TransferAsync(Ben, new Amount(UInt256.One, 6), cancellationToken: Cancel));
        await AssertFaultAsync("token.not-there", () => ben.Tokens.OpenAsync(Ben, Cancel));
        await AssertFaultAsync("site.bad-domain", () => ben.Sites.LinkAsync("no spaces.com", coin, Cancel));
        Assert.Equal(nonce, await chain.NonceAsync(ben.Account));
    }

    [Fact]
    public async Task A_client_opens_only_on_a_chain_that_it_knows()
    {
        await AssertFaultAsync("rpc.bad-url", () => BursarClient.OpenAsync("localhost:8545", LocalAccounts.Signer(1), Cancel));
        await using SdkChain chain = await SdkChain.StartAsync();
        Core.Networks.NetworkProfile ethereum = Core.Networks.NetworkCatalog.BuiltIn.Find("ethereum").Value;
        await AssertFaultAsync("network.wrong-chain", () => BursarClient.OpenAsync(
            chain.Endpoint, LocalAccounts.Signer(1), new BursarClientOptions { Network = ethereum, Folder = chain.Folder }, Cancel));
        await using BursarClient local = await chain.OpenAsync(1);
        Assert.Equal("local", local.Network.Name);
    }

    internal static async Task AssertFaultAsync(string code, Func<Task> action)
    {
        FaultException thrown = await Assert.ThrowsAsync<FaultException>(action);
        Assert.Equal(code, Assert.Single(thrown.Faults).Code);
    }
}
