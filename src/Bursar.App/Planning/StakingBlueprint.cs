using Bursar.Contracts;
using Bursar.Core.Launch;
using Bursar.Evm.Primitives;

namespace Bursar.App.Planning;

/// <summary>A staking pool.</summary>
/// <param name="Spec">What the launch file says.</param>
/// <param name="Token">What is staked.</param>
/// <param name="Rewards">The rewards, in the order of the file.</param>
/// <param name="Parameters">What the factory is called with.</param>
/// <param name="Periods">The first period of each reward.</param>
/// <param name="Salt">The salt given to the factory; it names the pool among the operator's.</param>
/// <param name="Address">Where it is or will be.</param>
public sealed record StakingBlueprint(
    StakingSpec Spec, TokenBlueprint Token, IReadOnlyList<TokenBlueprint> Rewards, StakingFactory.StakingPoolParameters Parameters,
    IReadOnlyList<StakingFactory.Period> Periods, Hash32 Salt, Address Address);
