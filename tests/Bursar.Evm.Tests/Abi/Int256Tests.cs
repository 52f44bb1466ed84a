using System.Numerics;
using Bursar.Evm.Abi;
using Bursar.Evm.Primitives;
using Bursar.Tests.Shared;
using Xunit;

namespace Bursar.Evm.Tests.Abi;

public sealed class Int256Tests
{
    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("57896044618658097711785492504343953926634992332820282019728792003956564819967")]
    [InlineData("-57896044618658097711785492504343953926634992332820282019728792003956564819968")]
    public void Reads_and_writes_decimal_text(string text)
    {
        Assert.True(Int256.TryParse(text, out Int256 value));
        Assert.Equal(text, value.ToString());
    }

    [Theory]
    [InlineData("57896044618658097711785492504343953926634992332820282019728792003956564819968")]
    [InlineData("-57896044618658097711785492504343953926634992332820282019728792003956564819969")]
    [InlineData("--1")]
    [InlineData("+1")]
    [InlineData("-")]
    [InlineData("")]
    public void Refuses_text_that_is_no_number_of_256_bits(string text) => Assert.False(Int256.TryParse(text, out _));

    /// <summary>.NET's BigInteger is the independent truth.</summary>
    [Fact]
    public void Agrees_with_BigInteger_on_order_width_and_conversion()
    {
        int seed = Seeds.Next("Int256Tests");
        var random = new Random(seed);
        var previous = BigInteger.Zero;
        for (int i = 0; i < 2_000; i++)
        {
            byte[] bytes = new byte[32];
            random.NextBytes(bytes);
            BigInteger big = new BigInteger(bytes) >> random.Next(256);
            Int256 value = Of(big);
            string label = $"seed {seed}: {big}";
            Assert.True(big.ToString() == value.ToString(), label);
            Assert.True(big < 0 == value.IsNegative, label);
            Assert.True(Math.Sign(big.CompareTo(previous)) == Math.Sign(value.CompareTo(Of(previous))), label);
            foreach (int bits in new[] { 8, 64, 72, 128, 248, 256 })
                Assert.True((big >= -BigInteger.Pow(2, bits - 1) && big < BigInteger.Pow(2, bits - 1)) == value.Fits(bits), $"{label} in {bits} bits");
            if (big >= long.MinValue && big <= long.MaxValue)
                Assert.True((long)big == (long)value && value == (Int256)(long)big, label);
            else
                Assert.Throws<OverflowException>(() => (long)value);
            previous = big;
        }
    }

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(long.MaxValue)]
    public void Widens_and_narrows_a_long(long value)
    {
        Int256 wide = value;
        Assert.Equal(value, (long)wide);
        Assert.Equal(value.ToString(), wide.ToString());
    }

    private static Int256 Of(BigInteger value)
    {
        byte[] word = new byte[32];
        word.AsSpan().Fill(value.Sign < 0 ? (byte)0xff : (byte)0);
        byte[] bytes = value.ToByteArray(isBigEndian: true);
        bytes.CopyTo(word, 32 - bytes.Length);
        return Int256.FromBits(new UInt256(word));
    }
}
