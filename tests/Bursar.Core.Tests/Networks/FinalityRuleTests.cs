using System.Numerics;
using Bursar.Core.Networks;
using Bursar.Evm.Primitives;
using Bursar.Tests.Shared;
using Xunit;

namespace Bursar.Core.Tests.Networks;

public sealed class FinalityRuleTests
{
    [Theory]
    [InlineData("local", "in a block → final")]
    [InlineData("ethereum", "in a block → justified → finalised")]
    [InlineData("base", "sequenced → posted → final on L1")]
    [InlineData("polygon", "in a block → voted for → finalised")]
    [InlineData("ethereum-classic", "in a block → 120 blocks deep → final (10,000 blocks deep)")]
    [InlineData("lab-pos", "in a block → justified → finalised")]
    [InlineData("lab-rollup", "sequenced → posted → final on L1")]
    [InlineData("lab-depth", "in a block → 4 blocks deep → final (12 blocks deep)")]
    [InlineData("lab-instant", "in a block → final")]
    public void Names_the_rungs_as_the_chain_does(string network, string ladder) =>
        Assert.Equal(ladder, StateLadder.Of(NetworkCatalog.BuiltIn.Find(network).Value).ToString());

    [Theory]
    [InlineData("lab-pos", LabKind.Pos)]
    [InlineData("lab-rollup", LabKind.Rollup)]
    [InlineData("lab-depth", LabKind.Depth)]
    [InlineData("lab-instant", LabKind.Instant)]
    public void A_laboratory_has_a_profile(string network, LabKind kind) => Assert.Equal(kind, NetworkCatalog.BuiltIn.Find(network).Value.Lab);

    [Theory]
    [InlineData(50UL, 120UL)]
    [InlineData(1_000UL, 1_222UL)]
    [InlineData(1_000_000UL, 10_000UL)]
    public void The_depth_follows_from_the_value_between_the_least_and_the_most(ulong coins, ulong depth)
    {
        FinalityRule rule = NetworkCatalog.BuiltIn.Find("ethereum-classic").Value.Finality;
        Assert.Equal(depth, rule.For(coins * UInt256.PowerOfTen(18)).Depth);
        Assert.Equal(10_000UL, rule.For(null).Depth);
    }

    [Fact]
    public void The_depth_is_the_formula_rounded_up()
    {
        var random = new Random(Seeds.Next("FinalityRuleTests"));
        for (int i = 0; i < 2_000; i++)
        {
            ulong value = (ulong)random.NextInt64(0, long.MaxValue);
            ulong reward = (ulong)random.NextInt64(1, 1L << random.Next(1, 62));
            uint factor = (uint)random.Next(1, 1001);
            BigInteger exact = ((BigInteger)value * factor) + reward - 1;
            Assert.Equal(BigInteger.Min(exact / reward, ulong.MaxValue), (BigInteger)new ValueAtRisk(reward, factor).DepthOf(value));
        }

        Assert.Equal(ulong.MaxValue, new ValueAtRisk(UInt256.One, 1000).DepthOf(UInt256.MaxValue));
    }

    [Fact]
    public void Only_a_depth_can_follow_from_a_value()
    {
        FinalityRule tag = NetworkCatalog.BuiltIn.Find("ethereum").Value.Finality;
        Assert.Equal(tag, tag.For(UInt256.PowerOfTen(24)));
    }
}
