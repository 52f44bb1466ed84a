using Bursar.Core.Faults;
using Bursar.Core.Launch;
using Bursar.Evm.Primitives;
using Xunit;

namespace Bursar.Core.Tests.Launch;

/// <summary>Pools of a launch file.</summary>
public sealed class LaunchPoolTests
{
    private const string Text = """
        bursar: 1
        name: economy
        network: local
        operator: "0x00000000000000000000000000000000000000a1"
        tokens:
          coin: { address: "0x00000000000000000000000000000000000000c3", decimals: 6 }
          gem: { address: "0x00000000000000000000000000000000000000c4", decimals: 0 }
        pools:
          main:
            pair: [coin, native]
            amounts: [300.5, 1]
            price: 0.00333
            lp: lock until 2028-01-01 for 0x00000000000000000000000000000000000000D4
            rewards: { token: coin, amount: 10, duration: 90d }
          gems: { pair: [gem, coin], amounts: [7_000_000, 2], lp: burn }

        """;

    [Fact]
    public void Everything_that_the_file_says_is_read()
    {
        Core.Launch.Launch launch = LaunchReader.Read(Text, "launch.yaml").Value;
        Assert.Null(SchemaValidator.OfLaunches.Validate(YamlToJson.Convert(Text)));
        Assert.Equal(2, launch.Pools.Count);
        PoolSpec main = launch.Pools[0];
        Assert.Equal(("main", "coin", "native"), (main.Key, main.Token.Key, main.Quote.Key));
        Assert.Equal(((UInt256)300_500_000UL, UInt256.PowerOfTen(18)), (main.Amount.BaseUnits, main.QuoteAmount.BaseUnits));
        Assert.Equal(Address.Parse("0x00000000000000000000000000000000000000d4"), main.Liquidity.To);
        Assert.Equal(new DateTimeOffset(2028, 1, 1, 0, 0, 0, TimeSpan.Zero), main.Liquidity.LockedUntil);
        Assert.True(launch.Pools[1].Liquidity.IsBurnt);
        StakingSpec rewards = Assert.Single(launch.Staking);
        Assert.Equal(("main-rewards", "main"), (rewards.Key, Assert.IsType<PoolShareSpec>(rewards.Token).Key));
    }

    [Theory]
    [InlineData("lp: burn", "lp: to operator")]
    [InlineData("lp: burn", "lp: lock until 2028-01-01T12:00:00Z")]
    [InlineData("price: 0.00333", "price: 0.0033")]
    [InlineData("price: 0.00333", "price: \"0.003327787022\"")]
    public void Other_ways_of_saying_it_are_read_too(string instead, string of) => Assert.Empty(LaunchReader.Read(With(instead, of), "launch.yaml").Faults);

    [Theory]
    [InlineData("price: 0.00333", "price: 0.00334", "launch.price-differs")]
    [InlineData("price: 0.00333", "price: 0.003327", "launch.price-differs")]
    [InlineData("pair: [gem, coin]", "pair: [native, coin]", "launch.bad-pair")]
    [InlineData("pair: [gem, coin]", "pair: [gem, gem]", "launch.bad-pair")]
    [InlineData("pair: [gem, coin]", "pair: [gem]", "launch.bad-pair")]
    [InlineData("pair: [gem, coin]", "pair: [gem, jade]", "launch.unknown-token")]
    [InlineData("amounts: [7_000_000, 2]", "amounts: [7, 0.02]", "launch.bad-amount")]
    [InlineData("amounts: [7_000_000, 2]", "amounts: [7.5, 2]", "launch.bad-amount")]
    [InlineData("amounts: [7_000_000, 2]", "amounts: [6000000000000000000000000000000000, 2]", "launch.bad-amount")]
    [InlineData("lp: burn", "lp: keep", "launch.bad-choice")]
    [InlineData("lp: burn", "lp: to 0x12", "launch.bad-address")]
    [InlineData("lp: burn", "lp: lock until tomorrow", "launch.bad-date")]
    [InlineData("pair: [gem, coin], amounts: [7_000_000, 2]", "pair: [coin, native], amounts: [7_000_000, 2]", "launch.pair-twice")]
    [InlineData("pools:", "staking: { main-rewards: { token: coin, rewards: [{ token: gem, amount: 1, duration: 1d }] } }\npools:", "launch.name-taken")]
    public void What_cannot_be_is_said(string instead, string of, string code) =>
        Assert.Contains(LaunchReader.Read(With(instead, of), "launch.yaml").Faults, (Fault f) => f.Code == code);

    private static string With(string instead, string of)
    {
        Assert.Contains(instead, Text, StringComparison.Ordinal);
        return Text.Replace(instead, of, StringComparison.Ordinal);
    }
}
