using System.Globalization;
using Bursar.App.LocalChain;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;
using Bursar.Evm.Signing;
using Bursar.Evm.Uris;
using EvmClient;
using Xunit;

namespace Bursar.Chain.Tests.Sdk;

/// <summary>The sample of the client alone, on a fresh chain: what it says it did is what raw calls find.</summary>
public sealed class EvmClientTests
{
    private const string Typed =
        """
        {"types":{"EIP712Domain":[{"name":"chainId","type":"uint256"}],"Vote":[{"name":"choice","type":"string"}]},
         "primaryType":"Vote","domain":{"chainId":31337},"message":{"choice":"yes"}}
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reads_a_balance_sends_a_token_and_decodes_a_revert()
    {
        await using SdkChain chain = await SdkChain.StartAsync();
        await using BursarClient bursar = await chain.OpenAsync(1);
        Token coin = await bursar.Tokens.CreateAsync(new TokenOptions { Name = "Coin", Symbol = "COIN", Supply = 100 }, Cancel);
        Address friend = LocalAccounts.Addresses[2];
        using PrivateKeySigner signer = LocalAccounts.Signer(1);
        await Transfers.RunAsync(new Uri(chain.Endpoint), coin.Address, friend, signer, chain.Output, Cancel);
        Assert.Equal(SdkChain.Units(50), await chain.BalanceAsync(coin, friend));
        Assert.Equal(SdkChain.Units(50), await chain.BalanceAsync(coin, signer.Address));
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"sent {SdkChain.Units(50)} in block "), chain.Output.ToString(), StringComparison.Ordinal);
        Assert.Contains("Token.transfer refuses: InsufficientBalance", chain.Output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Opens_a_wallet_signs_and_asks()
    {
        using PrivateKeySigner signer = Wallets.Open("test test test test test test test test test test test junk", 1);
        Assert.Equal("0x70997970C51812dc3A010C7d01b50e0d17dc79C8", signer.Address.ToString());
        Assert.Equal(signer.Address, await Wallets.SignAsync(signer, Typed, Cancel));
        using PrivateKey key = PrivateKey.Generate();
        Assert.True(Wallets.Delegate(key, new ChainId(1), signer.Address, 0).TryRecover(out Address authority));
        Assert.Equal(key.Address, authority);
        string link = Wallets.Ask(signer.Address, new ChainId(1), key.Address, 5UL);
        Assert.True(PaymentRequest.Parse(link).TryGetTokenTransfer(out Address payee, out UInt256 amount));
        Assert.Equal((key.Address, (UInt256)5UL), (payee, amount));
    }
}
