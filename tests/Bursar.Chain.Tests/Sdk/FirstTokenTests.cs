using System.Text;
using Bursar.App.LocalChain;
using Bursar.Contracts;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;
using FirstToken;
using Xunit;

namespace Bursar.Chain.Tests.Sdk;

/// <summary>The sample, on a fresh chain: what it says it did is what raw calls find.</summary>
public sealed class FirstTokenTests
{
    private const string IsLinked = "isLinked(bytes32,address,address)";
    private static readonly Address Anna = LocalAccounts.Addresses[1];
    private static readonly Address Ben = LocalAccounts.Addresses[2];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_users_make_tokens_move_them_and_link_them()
    {
        await using SdkChain chain = await SdkChain.StartAsync();
        Tokens tokens = await TwoUsers.RunAsync(chain.Endpoint, chain.Folder, chain.Output, Cancel);
        await AssertEverythingAsync(chain, tokens);
        Assert.Contains("988350 WSC", chain.Output.ToString(), StringComparison.Ordinal);
        Assert.Contains("without paying twice", chain.Output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_twice_the_sample_sends_nothing_more()
    {
        await using SdkChain chain = await SdkChain.StartAsync();
        Tokens first = await TwoUsers.RunAsync(chain.Endpoint, chain.Folder, chain.Output, Cancel);
        ulong annas = await chain.NonceAsync(Anna), bens = await chain.NonceAsync(Ben);
        Tokens second = await TwoUsers.RunAsync(chain.Endpoint, chain.Folder, chain.Output, Cancel);
        Assert.Equal((first.Website.Address, first.Product.Address), (second.Website.Address, second.Product.Address));
        Assert.True(second.Website.Existed && second.Product.Existed);
        Assert.Equal((annas, bens), (await chain.NonceAsync(Anna), await chain.NonceAsync(Ben)));
        await AssertEverythingAsync(chain, second);
    }

    private static async Task AssertEverythingAsync(SdkChain chain, Tokens tokens)
    {
        (Token website, Token product) = (tokens.Website, tokens.Product);
        Assert.Equal(SdkChain.Units(1_000_000), await chain.NumberAsync(website, "18160ddd"));
        Assert.Equal(SdkChain.Units(988_350), await chain.BalanceAsync(website, Anna));
        Assert.Equal(SdkChain.Units(650), await chain.BalanceAsync(website, Ben));
        Assert.Equal(SdkChain.Units(50), await chain.AllowanceAsync(website, Anna, Ben));
        Assert.Equal((UInt256)6UL, await chain.NumberAsync(product, "313ce567"));
        Assert.Equal(SdkChain.Units(200_000, 6), await chain.BalanceAsync(product, Ben));
        Assert.Equal(SdkChain.Units(50_000_500, 3), await chain.BalanceAsync(product, Anna));

        Assert.Equal(SdkChain.Units(11_000), await chain.BalanceAsync(website, tokens.Pool.Address));
        Assert.Equal(SdkChain.Units(1_000), await chain.NumberAsync(tokens.Pool.Address, Selector("totals()")));
        Assert.NotEqual(website.Address, product.Address);
        Assert.Equal(UInt256.One, await LinkedAsync(chain, Anna, 0, "website_123.com", website));
        Assert.Equal(UInt256.One, await LinkedAsync(chain, Ben, 1, "product_456", product));
        Assert.Equal(UInt256.Zero, await LinkedAsync(chain, Ben, 1, "product_456", website));
    }

    /// <summary>Asks the registry of <paramref name="owner"/>, with a site id made by hand: keccak256(abi.encode(kind, name)).</summary>
    private static async Task<UInt256> LinkedAsync(SdkChain chain, Address owner, byte kind, string name, Address token)
    {
        byte[] encoded = new byte[128];
        (encoded[31], encoded[63], encoded[95]) = (kind, 64, (byte)name.Length);
        Encoding.ASCII.GetBytes(name, encoded.AsSpan(96));
        return await chain.NumberAsync(
            Deployments.SiteRegistryAddress(owner), Selector(IsLinked), Keccak256.Hash(encoded).ToString()[2..], SdkChain.Word(owner), SdkChain.Word(token));
    }

    private static string Selector(string signature) => Keccak256.Hash(Encoding.ASCII.GetBytes(signature)).ToString()[2..10];
}
