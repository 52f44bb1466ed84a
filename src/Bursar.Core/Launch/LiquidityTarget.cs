using Bursar.Evm.Primitives;

namespace Bursar.Core.Launch;

/// <summary>What happens to the LP tokens of a pool that a launch opens.</summary>
/// <param name="To">Who gets them, at once or when the lock ends.</param>
/// <param name="LockedUntil">Until when they are locked, in whole seconds of UTC; null for not at all.</param>
public sealed record LiquidityTarget(Address To, DateTimeOffset? LockedUntil)
{
    /// <summary>Nobody's account: what is sent there is out of everybody's reach.</summary>
    public static Address Nobody { get; } = Address.Parse("0x000000000000000000000000000000000000dEaD");

    /// <summary>Whether they are burnt.</summary>
    public bool IsBurnt => To == Nobody && LockedUntil is null;
}
