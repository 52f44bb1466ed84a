using System.Numerics;
using Bursar.Core.Pools;
using Bursar.Evm.Primitives;
using Bursar.Tests.Shared;
using Xunit;

namespace Bursar.Core.Tests.Pools;

/// <summary>The arithmetic of pairs against the formulae as they stand in the contracts, computed with numbers of any size.</summary>
public sealed class PairMathTests
{
    [Fact]
    public void Roots_are_the_largest_whose_square_fits()
    {
        var random = new Random(Seeds.Next("pair roots"));
        foreach (BigInteger value in Enumerable.Range(0, 2_000).Select(i => i < 20 ? i : Number(random, 1 + (i % 256))).Append((BigInteger.One << 256) - 1))
        {
            BigInteger root = Big(PairMath.Root(Small(value)));
            Assert.True(root * root <= value && (root + 1) * (root + 1) > value, value.ToString());
        }
    }

    [Fact]
    public void Amounts_out_and_in_are_the_contracts_to_the_unit()
    {
        var random = new Random(Seeds.Next("pair amounts"));
        for (int i = 0; i < 2_000; i++)
        {
            (BigInteger rIn, BigInteger rOut, BigInteger give) = (Number(random, 1 + random.Next(112)) + 1, Number(random, 1 + random.Next(112)) + 2, Number(random, 1 + random.Next(112)) + 1);
            BigInteger expected = give * 997 * rOut / ((rIn * 1000) + (give * 997));
            Assert.Equal(expected, Big(PairMath.AmountOut(Small(give), Small(rIn), Small(rOut))));
            BigInteger want = 1 + (give % (rOut - 1));
            Assert.Equal((rIn * want * 1000 / ((rOut - want) * 997)) + 1, Big(PairMath.AmountIn(Small(want), Small(rIn), Small(rOut))));
        }
    }

    [Fact]
    public void Depth_is_the_last_amount_that_the_price_allows()
    {
        var random = new Random(Seeds.Next("pair depth"));
        for (int i = 0; i < 300; i++)
        {
            (BigInteger rIn, BigInteger rOut) = (Number(random, 20 + random.Next(92)) + 1000, Number(random, 20 + random.Next(92)) + 1000);
            int points = 1 + random.Next(5_000);
            (UInt256 most, UInt256 paid) = PairMath.Depth(Small(rIn), Small(rOut), points);
            Assert.True(Holds(Big(most)));
            Assert.False(Holds(Big(most) + 1));
            Assert.Equal(Out(Big(most)), Big(paid));

            BigInteger Out(BigInteger give) => give * 997 * rOut / ((rIn * 1000) + (give * 997));
            bool Holds(BigInteger give) => (rOut - Out(give)) * rIn * 10_000 >= rOut * (rIn + give) * (10_000 - points);
        }
    }

    [Fact]
    public void A_position_that_saw_no_trade_has_earned_and_lost_nothing()
    {
        UInt256 unit = UInt256.PowerOfTen(18);
        PoolPosition position = PoolPosition.Of(100UL * unit, 100UL * unit, 100UL * unit, 200UL * unit, 200UL * unit, 200UL * unit);
        Assert.Equal((100UL * unit, 100UL * unit), (position.Now0, position.Now1));
        Assert.Equal((UInt256.Zero, UInt256.Zero, UInt256.Zero), (position.Fees0, position.Fees1, position.ImpermanentLoss));
        Assert.Equal(200UL * unit, position.Held);
    }

    [Fact]
    public void A_price_four_times_as_high_costs_a_fifth_of_what_holding_had_been()
    {
        // Without fees: 100 and 100 become 50 and 200, worth 400; holding would be worth 500.
        UInt256 unit = UInt256.PowerOfTen(18);
        PoolPosition position = PoolPosition.Of(100UL * unit, 100UL * unit, 100UL * unit, 50UL * unit, 200UL * unit, 100UL * unit);
        Assert.Equal(500UL * unit, position.Held);
        Assert.Equal(100UL * unit, position.ImpermanentLoss);
        Assert.Equal((UInt256.Zero, UInt256.Zero), (position.Fees0, position.Fees1));
        // With fees that made the pool a tenth deeper at the same price.
        PoolPosition earned = PoolPosition.Of(100UL * unit, 100UL * unit, 100UL * unit, 55UL * unit, 220UL * unit, 100UL * unit);
        Assert.Equal((5UL * unit, 20UL * unit), (earned.Fees0, earned.Fees1));
        Assert.Equal(100UL * unit, earned.ImpermanentLoss);
    }

    [Theory]
    [InlineData("100000", 18, "50", 18, "0.0005")]
    [InlineData("300", 6, "1", 18, "0.0033333333")]
    [InlineData("1", 18, "12.345678912", 6, "12.345678")]
    [InlineData("3", 0, "123456789000", 18, "41152263000")]
    [InlineData("8", 2, "8", 2, "1")]
    public void Prices_have_eight_digits_and_no_zeros_behind_them(string amount, int decimals, string quote, int quoteDecimals, string price)
    {
        Amount of = Amount.Parse(amount, (byte)decimals);
        string cut = quote.Contains('.', StringComparison.Ordinal) ? quote[..Math.Min(quote.Length, quote.IndexOf('.', StringComparison.Ordinal) + 1 + quoteDecimals)] : quote;
        Assert.Equal(price, PoolPrice.Of(of.BaseUnits, (byte)decimals, Amount.Parse(cut, (byte)quoteDecimals).BaseUnits, (byte)quoteDecimals));
    }

    [Fact]
    public void The_yield_is_the_rewards_of_a_year_by_the_value_staked()
    {
        // 10 a quarter of a year are 40 a year; staked is half of a pool of 100 and 50, so 50 quote units or 100 of the token.
        UInt256 unit = UInt256.PowerOfTen(18);
        Assert.Equal((UInt256)4_000UL, PoolYield.BasisPoints(10UL * unit, 31_536_000 / 4, false, 100UL * unit, 50UL * unit, 5UL * unit, 10UL * unit));
        Assert.Equal((UInt256)8_000UL, PoolYield.BasisPoints(10UL * unit, 31_536_000 / 4, true, 100UL * unit, 50UL * unit, 5UL * unit, 10UL * unit));
        Assert.Null(PoolYield.BasisPoints(unit, 1, true, unit, unit, UInt256.Zero, unit));
        Assert.Equal("12.05 %", PoolYield.Text(1_205UL));
        Assert.Equal("0.07 %", PoolYield.Text(7UL));
    }

    private static BigInteger Number(Random random, int bits)
    {
        byte[] bytes = new byte[(bits + 7) / 8];
        random.NextBytes(bytes);
        return new BigInteger(bytes, isUnsigned: true) & ((BigInteger.One << bits) - 1);
    }

    private static BigInteger Big(UInt256 value) => new(value.ToBigEndian(), isUnsigned: true, isBigEndian: true);

    private static UInt256 Small(BigInteger value) => new(value.ToByteArray(isUnsigned: true, isBigEndian: true));
}
