using Bursar.Evm.Primitives;

namespace Bursar.Core.Staking;

/// <summary>What an account has in a tier at a time.</summary>
/// <param name="Account">The account.</param>
/// <param name="Tier">Number of the tier.</param>
/// <param name="Amount">What is staked, in base units; of NFTs how many.</param>
/// <param name="LockedUntil">Until when it is locked, in seconds since 1970; 0 for never locked.</param>
/// <param name="Claimable">What could be claimed of each reward, in base units.</param>
public sealed record StakingPosition(Address Account, int Tier, UInt256 Amount, ulong LockedUntil, IReadOnlyList<UInt256> Claimable);
