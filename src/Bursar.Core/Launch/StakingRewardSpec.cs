using Bursar.Evm.Primitives;

namespace Bursar.Core.Launch;

/// <summary>A reward of a staking pool, and its first period.</summary>
/// <param name="Token">The token.</param>
/// <param name="Amount">What the period gives.</param>
/// <param name="Duration">How long it lasts from the pool's creation on, in whole seconds.</param>
public sealed record StakingRewardSpec(TokenSpec Token, Amount Amount, TimeSpan Duration);
