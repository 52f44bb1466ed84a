using System.Reflection;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;
using Xunit;

namespace Bursar.Evm.Tests.Crypto;

public sealed class PrivateKeyTests
{
    private const string Secret = "4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318";

    [Fact]
    public void Prints_and_serialises_only_what_is_public()
    {
        using PrivateKey key = PrivateKey.Parse(Secret);
        Assert.Equal("0x2c7536E3605D9C16a7a3D7b1898e529396a65c23", key.ToString());
        Assert.Equal("0x2c7536E3605D9C16a7a3D7b1898e529396a65c23", $"{key}");

        // Nothing public gives the secret away: no property, no field.
        foreach (PropertyInfo property in typeof(PrivateKey).GetProperties())
            Assert.Contains(property.Name, new[] { nameof(PrivateKey.Address), nameof(PrivateKey.PublicKey) });
        Assert.DoesNotContain(typeof(PrivateKey).GetFields(), static f => !f.IsLiteral);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0x")]
    [InlineData("4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f3623")]
    [InlineData("4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f36231g")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141")]
    [InlineData("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")]
    public void Refuses_what_is_no_key_without_repeating_it(string text)
    {
        Assert.False(PrivateKey.TryParse(text, out _));
        FormatException e = Assert.Throws<FormatException>(() => PrivateKey.Parse(text));
        if (text.Length > 2)
            Assert.DoesNotContain(text[..4], e.ToString(), StringComparison.OrdinalIgnoreCase);
        if (Hex.TryDecode(text, out byte[]? bytes))
            Assert.Throws<ArgumentException>(() => PrivateKey.FromBytes(bytes));
    }

    [Fact]
    public void Disposing_overwrites_the_secret_and_ends_signing()
    {
        PrivateKey key = PrivateKey.Parse("0x" + Secret);
        var field = typeof(PrivateKey).GetField("_secret", BindingFlags.NonPublic | BindingFlags.Instance)!;
        byte[] memory = (byte[])field.GetValue(key)!;
        Assert.Equal(Secret, Convert.ToHexStringLower(memory));
        key.Dispose();
        Assert.All(memory, static b => Assert.Equal(0, b));
        Assert.Throws<ObjectDisposedException>(() => key.Sign(Hash32.Zero));
        Assert.Throws<ObjectDisposedException>(() => key.CopySecretTo(new byte[32]));
        key.Dispose();
        Assert.Equal("0x2c7536E3605D9C16a7a3D7b1898e529396a65c23", key.ToString());
    }

    [Fact]
    public void Generated_keys_differ()
    {
        using PrivateKey first = PrivateKey.Generate();
        using PrivateKey second = PrivateKey.Generate();
        Assert.NotEqual(first.Address, second.Address);
    }
}
