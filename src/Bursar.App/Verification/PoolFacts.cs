using Bursar.App.Pools;
using Bursar.Evm.Primitives;

namespace Bursar.App.Verification;

/// <summary>What a chain shows of a pool that a launch opens.</summary>
/// <param name="Opened">Whether it was opened as the launch says.</param>
/// <param name="State">Its reserves now; null when it does not exist.</param>
/// <param name="Liquidity">LP tokens that the opening gave out.</param>
/// <param name="Holder">Who got them: the recipient, or the box of their lock.</param>
/// <param name="Held">What the holder has of them now.</param>
/// <param name="Transaction">The opening.</param>
public sealed record PoolFacts(bool Opened, PoolState? State, UInt256 Liquidity, Address Holder, UInt256 Held, Hash32 Transaction)
{
    /// <summary>The facts of a pool that was not opened.</summary>
    public static PoolFacts Missing { get; } = new(false, null, UInt256.Zero, default, UInt256.Zero, Hash32.Zero);
}
