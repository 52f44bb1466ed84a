using Bursar.Core.Faults;
using Bursar.Core.Launch;
using Bursar.Evm.Primitives;
using Xunit;

namespace Bursar.Core.Tests.Launch;

/// <summary>The Safe of a launch file.</summary>
public sealed class LaunchSafeTests
{
    private const string Text = """
        bursar: 1
        name: economy
        network: local
        safe: "0x00000000000000000000000000000000000000b2"
        operator: safe
        tokens:
          coin: { name: Coin, symbol: COIN, decimals: 18, supply: 100, kind: managed, owner: safe, genesis: [{ to: safe, amount: 100 }] }
        drops:
          air: { token: coin, list: people.csv, owner: safe }
        vouchers:
          gifts: { token: coin, total: 1, owner: safe }
        pools:
          main: { pair: [coin, native], amounts: [10, 1], lp: to safe }

        """;

    private static readonly Address Safe = Address.Parse("0x00000000000000000000000000000000000000b2");

    [Fact]
    public void The_word_stands_for_the_address_wherever_a_party_stands()
    {
        Core.Launch.Launch launch = LaunchReader.Read(Text, "launch.yaml").Value;
        Assert.Null(SchemaValidator.OfLaunches.Validate(YamlToJson.Convert(Text)));
        CreatedTokenSpec coin = Assert.IsType<CreatedTokenSpec>(launch.Tokens[0]);
        Address?[] parties = [launch.Safe, launch.Operator, coin.Owner, coin.Genesis.Rows[0].To, launch.Drops[0].Owner, launch.Vouchers[0].Owner, launch.Pools[0].Liquidity.To];
        Assert.All(parties, p => Assert.Equal(Safe, p));
    }

    [Fact]
    public void The_word_without_a_safe_is_said_for_each_place()
    {
        string text = Text.Replace("safe: \"0x00000000000000000000000000000000000000b2\"\n", "", StringComparison.Ordinal);
        Result<Core.Launch.Launch> read = LaunchReader.Read(text, "launch.yaml");
        string[] fields = ["operator", "tokens.coin.owner", "tokens.coin.genesis[0].to", "drops.air.owner", "vouchers.gifts.owner", "pools.main.lp"];
        Assert.Equal(fields.Order(), read.Faults.Where(f => f.Code == "launch.no-safe").Select(f => f.Field).Order());
    }

    [Fact]
    public void A_safe_that_is_no_address_is_one_fault()
    {
        Result<Core.Launch.Launch> read = LaunchReader.Read(Text.Replace("b2\"", "b\"", StringComparison.Ordinal), "launch.yaml");
        Assert.Equal("launch.bad-address", Assert.Single(read.Faults).Code);
    }
}
