using Bursar.Evm.Uris;
using Xunit;

namespace Bursar.Evm.Tests.Uris;

public sealed class CaipTests
{
    /// <summary>The examples of CAIP-2.</summary>
    [Theory]
    [InlineData("eip155:1", 1UL)]
    [InlineData("bip122:000000000019d6689c085ae165831e93", null)]
    [InlineData("bip122:fdbe99b90c90bae7505796461471d89a", null)]
    [InlineData("cosmos:cosmoshub-3", null)]
    [InlineData("cosmos:iov-mainnet", null)]
    [InlineData("starknet:SN_GOERLI", null)]
    [InlineData("lip9:9ee11e9df416b18b", null)]
    [InlineData("chainstd:8c3444cf8970a9e41a706fab93e7a6c4", null)]
    [InlineData("eip155:18446744073709551615", ulong.MaxValue)]
    [InlineData("eip155:18446744073709551616", null)]
    public void A_chain_prints_as_it_is_read(string text, ulong? id)
    {
        Caip2 chain = Caip2.Parse(text);
        Assert.Equal(text, chain.ToString());
        Assert.Equal(id, chain.ChainId?.Value);
        if (chain.ChainId is { } known)
            Assert.Equal(chain, new Caip2(known));
    }

    [Theory]
    [InlineData("")]
    [InlineData("eip155")]
    [InlineData("eip155:")]
    [InlineData(":1")]
    [InlineData("ab:1")]
    [InlineData("abcdefghi:1")]
    [InlineData("EIP155:1")]
    [InlineData("eip155:01")]
    [InlineData("eip155:0x1")]
    [InlineData("eip155:-1")]
    [InlineData("eip155:1:2")]
    [InlineData("cosmos:a b")]
    [InlineData("cosmos:é")]
    [InlineData("cosmos:123456789012345678901234567890123")]
    public void Refuses_what_is_no_chain(string text)
    {
        Assert.False(Caip2.TryParse(text, out _));
        Assert.Throws<FormatException>(() => Caip2.Parse(text));
    }

    /// <summary>The examples of CAIP-10.</summary>
    [Theory]
    [InlineData("eip155:1:0xab16a96D359eC26a11e2C2b3d8f8B8942d5Bfcdb", "eip155:1:0xab16a96D359eC26a11e2C2b3d8f8B8942d5Bfcdb")]
    [InlineData("eip155:1:0xab16a96d359ec26a11e2c2b3d8f8b8942d5bfcdb", "eip155:1:0xab16a96D359eC26a11e2C2b3d8f8B8942d5Bfcdb")]
    [InlineData("bip122:000000000019d6689c085ae165831e93:128Lkh3S7CkDTBZ8W7BbpsN3YYizJMp8p6", null)]
    [InlineData("cosmos:cosmoshub-3:cosmos1t2uflqwqe0fsj0shcfkrvpukewcw40yjj6hdc0", null)]
    [InlineData("polkadot:b0a8d493285c2df73290dfb7e61f870f:5hmuyxw9xdgbpptgypokw4thfyoe3ryenebr381z9iaegmfy", null)]
    [InlineData("starknet:SN_GOERLI:0x02dd1b492765c064eac4039e3841aa5f382773b598097a40073bd8b48170ab57", null)]
    [InlineData("hedera:mainnet:0.0.1234567890-zbhlt", null)]
    public void An_account_prints_as_it_is_read(string text, string? printed)
    {
        Caip10 account = Caip10.Parse(text);
        Assert.Equal(printed ?? text, account.ToString());
        Assert.Equal(printed is not null, account.Address is not null);
        Assert.Equal(account, Caip10.Parse(account.ToString()));
        if (account is { Address: { } address, Chain.ChainId: { } chain })
            Assert.Equal(account, new Caip10(chain, address));
    }

    [Theory]
    [InlineData("")]
    [InlineData("eip155:1")]
    [InlineData("eip155:1:")]
    [InlineData("eip155:1:0xAb16a96D359eC26a11e2C2b3d8f8B8942d5Bfcdb")]
    [InlineData("eip155:1:ab16a96D359eC26a11e2C2b3d8f8B8942d5Bfcdb")]
    [InlineData("eip155:1:vitalik.eth")]
    [InlineData("eip155:01:0xab16a96D359eC26a11e2C2b3d8f8B8942d5Bfcdb")]
    [InlineData("cosmos:hub:a/b")]
    public void Refuses_what_is_no_account(string text)
    {
        Assert.False(Caip10.TryParse(text, out _));
        Assert.Throws<FormatException>(() => Caip10.Parse(text));
    }

    [Fact]
    public void Refuses_accounts_that_are_too_long()
    {
        Assert.True(Caip10.TryParse("cosmos:hub:" + new string('a', 128), out _));
        Assert.False(Caip10.TryParse("cosmos:hub:" + new string('a', 129), out _));
    }
}
