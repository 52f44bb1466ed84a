namespace Bursar.Core.Staking;

/// <summary>How long a stake is locked, and what that is worth.</summary>
/// <param name="Lock">Seconds from the last stake on; 0 for no lock.</param>
/// <param name="Weight">Shares for each unit staked, 1 to 10,000.</param>
public readonly record struct StakingTier(ulong Lock, ushort Weight);
