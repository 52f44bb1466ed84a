namespace Bursar.Core.Staking;

/// <summary>Why a pool refuses a call; named as the contract's errors are, without their prefix.</summary>
public enum StakingRefusal
{
    /// <summary>It does not.</summary>
    None,

    /// <summary>There is no tier of that number.</summary>
    NoSuchTier,

    /// <summary>There is no reward of that number.</summary>
    NoSuchReward,

    /// <summary>Nothing is given, or more than 2^112 − 1 at once.</summary>
    InvalidAmount,

    /// <summary>A period lasts from one second to ten years.</summary>
    InvalidDuration,

    /// <summary>A running period gives no less per second than before.</summary>
    LowerRate,

    /// <summary>All shares together stay below 2^128.</summary>
    TooManyShares,

    /// <summary>So much is not staked there.</summary>
    MoreThanStaked,

    /// <summary>The stake is locked.</summary>
    Locked,

    /// <summary>The cooldown is not over.</summary>
    CoolingDown,

    /// <summary>There is nothing to pay.</summary>
    NothingToPay,
}
