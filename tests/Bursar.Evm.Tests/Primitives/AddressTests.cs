using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;
using Xunit;

namespace Bursar.Evm.Tests.Primitives;

public sealed class AddressTests
{
    /// <summary>The test cases of EIP-55.</summary>
    [Theory]
    [InlineData("0x52908400098527886E0F7030069857D2E4169EE7")]
    [InlineData("0x8617E340B3D01FA5F11F306F4090FD50E238070D")]
    [InlineData("0xde709f2102306220921060314715629080e2fb77")]
    [InlineData("0x27b1fdb04752bbc536007a920d24acb045561c26")]
    [InlineData("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed")]
    [InlineData("0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359")]
    [InlineData("0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB")]
    [InlineData("0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb")]
    public void Writes_and_reads_the_checksums_of_EIP_55(string text)
    {
        Assert.Equal(text, Address.Parse(text).ToString());
        Assert.Equal(Address.Parse(text), Address.Parse(text.ToLowerInvariant()));
    }

    [Fact]
    public void Refuses_a_wrong_checksum_and_says_so()
    {
        Assert.False(Address.TryParse("0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", out _, out AddressError error));
        Assert.Equal(AddressError.Checksum, error);
    }

    [Theory]
    [InlineData("5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed")]
    [InlineData("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAe")]
    [InlineData("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeg")]
    [InlineData("")]
    public void Refuses_another_shape(string text)
    {
        Assert.False(Address.TryParse(text, out _, out AddressError error));
        Assert.Equal(AddressError.Shape, error);
    }

    /// <summary>Digests published by the Keccak team and in the Ethereum documentation.</summary>
    [Theory]
    [InlineData("", "0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470")]
    [InlineData("hello", "0x1c8aff950685c2ed4bc3174f3472287b56d9517b9c948127319a09a7a36deac8")]
    public void Keccak_of_known_texts(string text, string hash)
    {
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(text);
        Assert.Equal(hash, Keccak256.Hash(bytes).ToString());
        var stream = new Keccak256Stream();
        foreach (byte b in bytes)
            stream.Append([b]);
        Assert.Equal(hash, stream.Finish().ToString());
    }

    [Fact]
    public void Streamed_and_whole_hashes_agree_at_every_length_around_the_rate()
    {
        byte[] bytes = new byte[300];
        new Random(7).NextBytes(bytes);
        for (int length = 0; length <= bytes.Length; length++)
        {
            var stream = new Keccak256Stream();
            stream.Append(bytes.AsSpan(0, length / 3));
            stream.Append(bytes.AsSpan(length / 3, length - (length / 3)));
            Assert.Equal(Keccak256.Hash(bytes.AsSpan(0, length)), stream.Finish());
        }
    }
}
