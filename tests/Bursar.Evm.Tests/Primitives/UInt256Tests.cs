using System.Globalization;
using System.Numerics;
using Bursar.Evm.Primitives;
using Bursar.Tests.Shared;
using Xunit;

namespace Bursar.Evm.Tests.Primitives;

public sealed class UInt256Tests
{
    private static readonly BigInteger Modulus = BigInteger.One << 256;

    [Fact]
    public void Agrees_with_BigInteger_on_random_operands()
    {
        int seed = Seeds.Next("UInt256Tests");
        var random = new Random(seed);
        for (int i = 0; i < 20_000; i++)
        {
            (BigInteger a, UInt256 x) = Next(random);
            (BigInteger b, UInt256 y) = Next(random);
            string at = $"seed {seed}, case {i}: {a}, {b}";
            Assert.True(x.ToString() == a.ToString(CultureInfo.InvariantCulture), at);
            Assert.True(UInt256.Parse(a.ToString(CultureInfo.InvariantCulture)) == x, at);
            Assert.True(UInt256.TryAdd(x, y, out UInt256 sum) == (a + b < Modulus) && Big(sum) == (a + b) % Modulus, at);
            Assert.True(UInt256.TryMultiply(x, y, out UInt256 product) == (a * b < Modulus) && Big(product) == a * b % Modulus, at);
            if (a >= b)
                Assert.True(Big(x - y) == a - b, at);
            else
                Assert.Throws<OverflowException>(() => x - y);
            if (!b.IsZero)
                Assert.True(Big(x / y) == a / b && Big(x % y) == a % b, at);
            int shift = random.Next(256);
            Assert.True(Big(x << shift) == (a << shift) % Modulus && Big(x >> shift) == a >> shift, at);
            Assert.True(x.CompareTo(y) == a.CompareTo(b), at);
            Assert.True(UInt256.TryParseHex(x.ToHexQuantity(), out UInt256 back) && back == x, at);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("1 ")]
    [InlineData("1e3")]
    [InlineData("0x")]
    [InlineData("115792089237316195423570985008687907853269984665640564039457584007913129639936")]
    public void Refuses_what_is_no_unsigned_256_bit_integer(string text) => Assert.False(UInt256.TryParse(text, out _));

    [Theory]
    [InlineData("1", 18, "1000000000000000000", "1")]
    [InlineData("0.000000000000000001", 18, "1", "0.000000000000000001")]
    [InlineData("1_000_000", 6, "1000000000000", "1000000")]
    [InlineData("007.50", 2, "750", "7.5")]
    [InlineData("0", 0, "0", "0")]
    public void Amounts_read_human_text_exactly(string text, byte decimals, string units, string back)
    {
        Amount amount = Amount.Parse(text, decimals);
        Assert.Equal(units, amount.BaseUnits.ToString());
        Assert.Equal(back, amount.ToString());
    }

    [Theory]
    [InlineData("1.234", 2)]
    [InlineData(".5", 18)]
    [InlineData("5.", 18)]
    [InlineData("1e18", 18)]
    [InlineData("1,000", 18)]
    [InlineData("-1", 18)]
    [InlineData("1__0", 18)]
    [InlineData("_1", 18)]
    public void Amounts_refuse_what_would_be_rounded_or_guessed(string text, byte decimals) => Assert.False(Amount.TryParse(text, decimals, out _));

    private static (BigInteger Big, UInt256 Small) Next(Random random)
    {
        byte[] bytes = new byte[random.Next(1, 33)];
        random.NextBytes(bytes);
        if (random.Next(8) == 0)
            Array.Fill(bytes, (byte)0xff);
        return (new BigInteger(bytes, isUnsigned: true, isBigEndian: true), new UInt256(bytes));
    }

    private static BigInteger Big(UInt256 value) => new(value.ToBigEndian(), isUnsigned: true, isBigEndian: true);
}
