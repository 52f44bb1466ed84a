using Bursar.Contracts;
using Bursar.Core.Launch;
using Bursar.Core.Networks;
using Bursar.Core.Plans;
using Bursar.Core.Pools;
using Bursar.Evm.Abi;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;

namespace Bursar.App.Planning;

/// <summary>A pool that a launch opens.</summary>
/// <param name="Spec">What the launch file says.</param>
/// <param name="Token">The token.</param>
/// <param name="Quote">What it is exchanged for; the chain's own coin is held by the pool in its wrapped form.</param>
/// <param name="Opening">What the opener is called with.</param>
/// <param name="Id">Id of the opening, as <c>PoolOpener.idOf</c> gives it.</param>
/// <param name="Pair">Where the pool is or will be.</param>
public sealed record PoolBlueprint(PoolSpec Spec, TokenBlueprint Token, TokenBlueprint Quote, PoolOpener.Opening Opening, Hash32 Id, Address Pair)
{
    /// <summary>True when the chain's own coin is sent along.</summary>
    public bool IsNative => Quote.Spec is NativeTokenSpec;

    /// <summary>LP tokens that are given out, in base units; fewer when somebody made a gift to the pair part of its reserves before.</summary>
    public UInt256 Liquidity => PairMath.FirstLiquidity(Opening.TokenAmount, Opening.QuoteAmount);

    /// <summary>The lock of the LP tokens, which is a schedule of the vault with one step.</summary>
    /// <param name="liquidity">How many they are.</param>
    public VestingVault.Schedule Lock(UInt256 liquidity) =>
        new(Pair, Opening.To, default, [((UInt256)Opening.LockedUntil << 128) + liquidity], Id);

    /// <summary>Derives a pool.</summary>
    /// <param name="loaded">The launch; its network names Uniswap V2.</param>
    /// <param name="spec">What the launch file says.</param>
    /// <param name="token">The token.</param>
    /// <param name="quote">What it is exchanged for.</param>
    public static PoolBlueprint Of(LoadedLaunch loaded, PoolSpec spec, TokenBlueprint token, TokenBlueprint quote)
    {
        UniswapV2Deployment venue = loaded.Network.UniswapV2 ?? throw new InvalidOperationException("the loader accepts no pool on a network without a venue");
        Address other = quote.Spec is NativeTokenSpec ? venue.WrappedCoin : quote.Address;
        ulong until = spec.Liquidity.LockedUntil is { } end ? checked((ulong)end.ToUnixTimeSeconds()) : 0;
        var opening = new PoolOpener.Opening(
            venue.Factory, token.Address, other, spec.Amount.BaseUnits, spec.QuoteAmount.BaseUnits, spec.Liquidity.To, until,
            until == 0 ? default : Deployments.VestingVaultAddress, ResourceKeys.PoolSalt(loaded.Launch.Name, spec.Key));
        return new PoolBlueprint(spec, token, quote, opening, IdOf(loaded.Launch.Operator, opening), Pools.UniswapV2Venue.PairOf(venue, token.Address, other));
    }

    /// <summary>The hash of the opener and the opening, every part in a word of its own.</summary>
    private static Hash32 IdOf(Address opener, PoolOpener.Opening o)
    {
        var writer = new AbiWriter(320);
        writer.WriteAddress(opener);
        writer.WriteAddress(o.Factory);
        writer.WriteAddress(o.Token);
        writer.WriteAddress(o.Quote);
        writer.WriteUInt256(o.TokenAmount);
        writer.WriteUInt256(o.QuoteAmount);
        writer.WriteAddress(o.To);
        writer.WriteUInt256(o.LockedUntil);
        writer.WriteAddress(o.Vault);
        writer.WriteHash32(o.Salt);
        return Keccak256.Hash(writer.Finish());
    }
}
