using Bursar.Evm.Primitives;

namespace Bursar.Core.Networks;

/// <summary>How many blocks make a payment of a certain value final where work alone makes blocks.</summary>
/// <remarks>
/// Who replaces d blocks has to do the work of d blocks. Where miners compete, the work of a block costs about what it earns, so the attack costs about
/// d × reward, and does not pay below that: d = ⌈factor × value / reward⌉. After E. Budish, "The Economic Limits of Bitcoin and the Blockchain" (NBER working
/// paper 24717, 2018), whose condition it is; the factor is the margin for rented hash power, which is paid back in part by the blocks that the attacker mines.
/// </remarks>
/// <param name="BlockReward">What a block earns its miner, in base units of the native coin.</param>
/// <param name="Factor">By how much the cost of an attack has to exceed what it wins.</param>
public sealed record ValueAtRisk(UInt256 BlockReward, uint Factor)
{
    /// <summary>Blocks that have to be on top, for an amount in base units. Rounded up.</summary>
    public ulong DepthOf(UInt256 value)
    {
        UInt256 whole = value / BlockReward;
        UInt256 most = (UInt256)(ulong.MaxValue / Factor);
        if (whole >= most)
            return ulong.MaxValue;
        UInt256 work = value * (UInt256)Factor;
        UInt256 depth = work / BlockReward;
        return (ulong)depth + (depth * BlockReward == work ? 0UL : 1UL);
    }
}
