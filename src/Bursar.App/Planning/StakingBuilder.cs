using Bursar.Contracts;
using Bursar.Core.Launch;
using Bursar.Core.Plans;
using Bursar.Evm.Primitives;

namespace Bursar.App.Planning;

/// <summary>Derives a staking pool from the inputs alone.</summary>
internal static class StakingBuilder
{
    /// <summary>The pool, with its address.</summary>
    /// <param name="launch">The launch.</param>
    /// <param name="spec">What it says of the pool.</param>
    /// <param name="tokens">Its tokens, by key.</param>
    /// <param name="pools">Its pools of two tokens, whose LP tokens can be staked.</param>
    public static StakingBlueprint Build(Launch launch, StakingSpec spec, IReadOnlyDictionary<string, TokenBlueprint> tokens, IReadOnlyList<PoolBlueprint> pools)
    {
        TokenBlueprint staked = Staked(spec.Token, tokens, pools);
        TokenBlueprint[] rewards = [.. spec.Rewards.Select(r => tokens[r.Token.Key])];
        var parameters = new StakingFactory.StakingPoolParameters(
            staked.Address, spec.Owner, [.. rewards.Select(r => r.Address)], [.. spec.Tiers.Select(t => new StakingFactory.Tier(t.Lock, t.Weight))],
            checked((ulong)spec.Cooldown.TotalSeconds), spec.Votes, spec.Uri ?? "");
        StakingFactory.Period[] periods = [.. spec.Rewards.Select(r => new StakingFactory.Period(r.Amount.BaseUnits, checked((ulong)r.Duration.TotalSeconds)))];
        Hash32 salt = ResourceKeys.StakingSalt(launch.Name, spec.Key);
        return new StakingBlueprint(spec, staked, rewards, parameters, periods, salt, Deployments.StakingPoolAddress(parameters, spec.Nfts, periods, launch.Operator, salt));
    }

    private static TokenBlueprint Staked(TokenSpec spec, IReadOnlyDictionary<string, TokenBlueprint> tokens, IReadOnlyList<PoolBlueprint> pools) => spec switch
    {
        PoolShareSpec share => new TokenBlueprint(share, pools.First(p => p.Spec.Key == share.Key).Pair, Hash32.Zero, null, []),
        CollectionSpec collection => new TokenBlueprint(collection, collection.Address, Hash32.Zero, null, []),
        _ => tokens[spec.Key],
    };
}
