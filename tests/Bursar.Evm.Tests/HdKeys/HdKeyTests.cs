using System.Numerics;
using System.Security.Cryptography;
using Bursar.Evm.HdKeys;
using Bursar.Evm.Primitives;
using Xunit;

namespace Bursar.Evm.Tests.HdKeys;

/// <summary>The test vectors of BIP-32: 1 and 2, and 3 for a key that starts with zeros.</summary>
public sealed class HdKeyTests
{
    private const string Seed1 = "000102030405060708090a0b0c0d0e0f";
    private const string Seed2 = "fffcf9f6f3f0edeae7e4e1dedbd8d5d2cfccc9c6c3c0bdbab7b4b1aeaba8a5a29f9c999693908d8a8784817e7b7875726f6c696663605d5a5754514e4b484542";
    private const string Seed3 = "4b381541583be4423346c643850da4b320e46a87ae3d2a4e6da11eba819cd4acba45d239319ac14f863b8d5ab5a0d0c64d2e8a1e7d1457df2e5a3c51c73235be";

    [Theory]
    [InlineData(Seed1, "m", "xprv9s21ZrQH143K3QTDL4LXw2F7HEK3wJUD2nW2nRk4stbPy6cq3jPPqjiChkVvvNKmPGJxWUtg6LnF5kejMRNNU3TGtRBeJgk33yuGBxrMPHi")]
    [InlineData(Seed1, "m/0'", "xprv9uHRZZhk6KAJC1avXpDAp4MDc3sQKNxDiPvvkX8Br5ngLNv1TxvUxt4cV1rGL5hj6KCesnDYUhd7oWgT11eZG7XnxHrnYeSvkzY7d2bhkJ7")]
    [InlineData(Seed1, "m/0h/1", "xprv9wTYmMFdV23N2TdNG573QoEsfRrWKQgWeibmLntzniatZvR9BmLnvSxqu53Kw1UmYPxLgboyZQaXwTCg8MSY3H2EU4pWcQDnRnrVA1xe8fs")]
    [InlineData(Seed1, "m/0H/1/2'", "xprv9z4pot5VBttmtdRTWfWQmoH1taj2axGVzFqSb8C9xaxKymcFzXBDptWmT7FwuEzG3ryjH4ktypQSAewRiNMjANTtpgP4mLTj34bhnZX7UiM")]
    [InlineData(Seed1, "m/0'/1/2'/2", "xprvA2JDeKCSNNZky6uBCviVfJSKyQ1mDYahRjijr5idH2WwLsEd4Hsb2Tyh8RfQMuPh7f7RtyzTtdrbdqqsunu5Mm3wDvUAKRHSC34sJ7in334")]
    [InlineData(Seed1, "m/0'/1/2'/2/1000000000", "xprvA41z7zogVVwxVSgdKUHDy1SKmdb533PjDz7J6N6mV6uS3ze1ai8FHa8kmHScGpWmj4WggLyQjgPie1rFSruoUihUZREPSL39UNdE3BBDu76")]
    [InlineData(Seed2, "m", "xprv9s21ZrQH143K31xYSDQpPDxsXRTUcvj2iNHm5NUtrGiGG5e2DtALGdso3pGz6ssrdK4PFmM8NSpSBHNqPqm55Qn3LqFtT2emdEXVYsCzC2U")]
    [InlineData(Seed2, "m/0", "xprv9vHkqa6EV4sPZHYqZznhT2NPtPCjKuDKGY38FBWLvgaDx45zo9WQRUT3dKYnjwih2yJD9mkrocEZXo1ex8G81dwSM1fwqWpWkeS3v86pgKt")]
    [InlineData(Seed2, "m/0/2147483647'", "xprv9wSp6B7kry3Vj9m1zSnLvN3xH8RdsPP1Mh7fAaR7aRLcQMKTR2vidYEeEg2mUCTAwCd6vnxVrcjfy2kRgVsFawNzmjuHc2YmYRmagcEPdU9")]
    [InlineData(Seed2, "m/0/2147483647'/1", "xprv9zFnWC6h2cLgpmSA46vutJzBcfJ8yaJGg8cX1e5StJh45BBciYTRXSd25UEPVuesF9yog62tGAQtHjXajPPdbRCHuWS6T8XA2ECKADdw4Ef")]
    [InlineData(Seed2, "m/0/2147483647'/1/2147483646'", "xprvA1RpRA33e1JQ7ifknakTFpgNXPmW2YvmhqLQYMmrj4xJXXWYpDPS3xz7iAxn8L39njGVyuoseXzU6rcxFLJ8HFsTjSyQbLYnMpCqE2VbFWc")]
    [InlineData(Seed2, "m/0/2147483647'/1/2147483646'/2", "xprvA2nrNbFZABcdryreWet9Ea4LvTJcGsqrMzxHx98MMrotbir7yrKCEXw7nadnHM8Dq38EGfSh6dqA9QWTyefMLEcBYJUuekgW4BYPJcr9E7j")]
    [InlineData(Seed3, "m", "xprv9s21ZrQH143K25QhxbucbDDuQ4naNntJRi4KUfWT7xo4EKsHt2QJDu7KXp1A3u7Bi1j8ph3EGsZ9Xvz9dGuVrtHHs7pXeTzjuxBrCmmhgC6")]
    [InlineData(Seed3, "m/0'", "xprv9uPDJpEQgRQfDcW7BkF7eTya6RPxXeJCqCJGHuCJ4GiRVLzkTXBAJMu2qaMWPrS7AANYqdq6vcBcBUdJCVVFceUvJFjaPdGZ2y9WACViL4L")]
    public void Derives_the_keys_of_BIP_32(string seed, string path, string published)
    {
        using HdKey root = HdKey.FromSeed(Hex.Decode(seed));
        using HdKey key = root.Derive(HdPath.Parse(path));
        Span<byte> secret = stackalloc byte[32];
        Span<byte> chainCode = stackalloc byte[32];
        key.CopySecretsTo(secret, chainCode);
        byte[] expected = FromBase58Check(published);
        Assert.Equal(Hex.Encode(expected.AsSpan(13, 32)), Hex.Encode(chainCode));
        Assert.Equal(Hex.Encode(expected.AsSpan(46, 32)), Hex.Encode(secret));
    }

    [Theory]
    [InlineData("")]
    [InlineData("M/0")]
    [InlineData("m/")]
    [InlineData("m//0")]
    [InlineData("m/0/")]
    [InlineData("/0")]
    [InlineData("44'/60'/0'/0/0")]
    [InlineData("m/-1")]
    [InlineData("m/+1")]
    [InlineData("m/ 1")]
    [InlineData("m/01")]
    [InlineData("m/2147483648")]
    [InlineData("m/2147483648'")]
    [InlineData("m/0''")]
    [InlineData("m/'")]
    [InlineData("m/0x1")]
    [InlineData("m/٣")]
    public void Refuses_what_is_no_path(string text)
    {
        Assert.False(HdPath.TryParse(text, out _));
        Assert.Throws<FormatException>(() => HdPath.Parse(text));
    }

    [Fact]
    public void A_path_prints_as_it_is_read()
    {
        Assert.Equal("m/44'/60'/0'/0/7", HdPath.Ethereum(7).ToString());
        Assert.Equal(HdPath.Ethereum(7), HdPath.Parse("m/44h/60H/0'/0/7"));
        Assert.NotEqual(HdPath.Ethereum(7), HdPath.Ethereum(8));
        Assert.Equal("m", HdPath.Root.ToString());
        Assert.Equal(HdPath.Root, HdPath.Parse("m"));
        Assert.Throws<ArgumentOutOfRangeException>(() => HdPath.Ethereum(HdPath.Hardened));
        Assert.True(HdPath.TryParse("m" + string.Concat(Enumerable.Repeat("/1", HdPath.MaxSteps)), out _));
        Assert.False(HdPath.TryParse("m" + string.Concat(Enumerable.Repeat("/1", HdPath.MaxSteps + 1)), out _));
    }

    [Fact]
    public void Refuses_seeds_of_other_lengths()
    {
        Assert.Throws<ArgumentException>(() => HdKey.FromSeed(new byte[15]));
        Assert.Throws<ArgumentException>(() => HdKey.FromSeed(new byte[65]));
    }

    private static byte[] FromBase58Check(string text)
    {
        const string Alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
        BigInteger number = text.Aggregate(BigInteger.Zero, static (sum, c) => (sum * 58) + Alphabet.IndexOf(c, StringComparison.Ordinal));
        byte[] bytes = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        Assert.Equal(82, bytes.Length);
        Assert.Equal(SHA256.HashData(SHA256.HashData(bytes.AsSpan(..78)))[..4], bytes[78..]);
        return bytes;
    }
}
