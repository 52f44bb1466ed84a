using Bursar.Core.Faults;
using Bursar.Core.Launch;
using Bursar.Core.Staking;
using Bursar.Evm.Primitives;
using Xunit;

namespace Bursar.Core.Tests.Launch;

/// <summary>Staking pools of a launch file.</summary>
public sealed class LaunchStakingTests
{
    private const string Text = """
        bursar: 1
        name: guild
        network: local
        operator: "0x00000000000000000000000000000000000000a1"
        tokens:
          coin: { kind: votes, name: Coin, symbol: C, decimals: 6, supply: 1_000, genesis: [{ to: operator, amount: 1_000 }] }
          gem: { address: "0x00000000000000000000000000000000000000c4", decimals: 0 }
          plain: { name: Plain, symbol: P, decimals: 6, supply: 1_000, genesis: [{ to: operator, amount: 1_000 }] }
        staking:
          holders:
            token: coin
            rewards: [{ token: coin, amount: 100.5, duration: 1y }, { token: gem, amount: 7, duration: 36h }]
            tiers: [{ weight: 1 }, { lock: 90d, weight: 2 }]
            cooldown: 7d
            votes: true
            owner: "0x00000000000000000000000000000000000000d4"
            uri: https://example.org/staking
          badges:
            collection: "0x00000000000000000000000000000000000000e5"
            rewards: [{ token: gem, amount: 1, duration: 1h }]
        """;

    [Fact]
    public void Everything_that_the_file_says_is_read()
    {
        Core.Launch.Launch launch = LaunchReader.Read(Text, "launch.yaml").Value;
        Assert.Equal(["staking.holders", "staking.badges"], launch.Staking.Select(s => s.Path));
        StakingSpec holders = launch.Staking[0];
        Assert.Equal([("coin", (UInt256)100_500_000UL, TimeSpan.FromDays(365)), ("gem", (UInt256)7UL, TimeSpan.FromHours(36))], holders.Rewards.Select(r => (r.Token.Key, r.Amount.BaseUnits, r.Duration)));
        Assert.Equal([new StakingTier(0, 1), new StakingTier(90 * 86_400, 2)], holders.Tiers);
        Assert.Equal((TimeSpan.FromDays(7), true, "https://example.org/staking"), (holders.Cooldown, holders.Votes, holders.Uri));
        Assert.Equal(Address.Parse("0x00000000000000000000000000000000000000d4"), holders.Owner);
        StakingSpec badges = launch.Staking[1];
        Assert.True(badges.Nfts);
        Assert.Equal([new StakingTier(0, 1)], badges.Tiers);
        Assert.Equal(launch.Operator, badges.Owner);
        Assert.Null(SchemaValidator.OfLaunches.Validate(YamlToJson.Convert(Text)));
    }

    [Theory]
    [InlineData("    token: coin\n", "", "launch.what-is-staked")]
    [InlineData("    token: coin\n", "    token: coin\n    collection: \"0x00000000000000000000000000000000000000e5\"\n", "launch.what-is-staked")]
    [InlineData("    token: coin\n", "    token: cion\n", "launch.unknown-token")]
    [InlineData("    token: coin\n", "    pool: coin-eth\n", "launch.unknown-pool")]
    [InlineData("    token: coin\n", "    token: plain\n", "launch.token-without-votes")]
    [InlineData("{ token: gem, amount: 7, duration: 36h }", "{ token: coin, amount: 7, duration: 36h }", "launch.token-twice")]
    [InlineData("{ token: gem, amount: 7, duration: 36h }", "{ token: gem, amount: 0, duration: 36h }", "launch.bad-amount")]
    [InlineData("{ token: gem, amount: 7, duration: 36h }", "{ token: gem, amount: 5192296858534827628530496329220096, duration: 36h }", "launch.bad-amount")]
    [InlineData("{ token: gem, amount: 7, duration: 36h }", "{ token: gem, amount: 7, duration: 0h }", "launch.bad-duration")]
    [InlineData("{ token: gem, amount: 7, duration: 36h }", "{ token: gem, amount: 7, duration: 11y }", "launch.bad-duration")]
    [InlineData("{ token: gem, amount: 7, duration: 36h }", "{ token: gem, amount: 7 }", "launch.missing-key")]
    [InlineData("{ token: gem, amount: 7, duration: 36h }", "gem", "launch.wrong-type")]
    [InlineData("[{ token: gem, amount: 1, duration: 1h }]", "[]", "launch.bad-number")]
    [InlineData("{ lock: 90d, weight: 2 }", "{ lock: 90d, weight: 10001 }", "launch.bad-number")]
    [InlineData("{ lock: 90d, weight: 2 }", "{ lock: 11y, weight: 2 }", "launch.bad-duration")]
    [InlineData("tiers: [{ weight: 1 }, { lock: 90d, weight: 2 }]", "tiers: [{}, {}, {}, {}, {}, {}, {}, {}, {}]", "launch.bad-number")]
    [InlineData("cooldown: 7d", "cooldown: 2y", "launch.bad-duration")]
    [InlineData("duration: 1h }]", "duration: 1h }]\n    votes: true", "launch.not-for-nfts")]
    [InlineData("duration: 1h }]", "duration: 1h }]\n    cooldown: 1h", "launch.not-for-nfts")]
    [InlineData("cooldown: 7d", "cool-down: 7d", "launch.unknown-key")]
    public void Faults_are_named(string old, string replacement, string code)
    {
        Assert.Contains(old, Text, StringComparison.Ordinal);
        Assert.Contains(LaunchReader.Read(Text.Replace(old, replacement, StringComparison.Ordinal), "launch.yaml").Faults, (Fault f) => f.Code == code);
    }
}
