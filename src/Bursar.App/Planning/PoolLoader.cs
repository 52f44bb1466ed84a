using Bursar.App.Pools;
using Bursar.Core.Faults;
using Bursar.Core.Launch;
using Bursar.Core.Networks;

namespace Bursar.App.Planning;

/// <summary>What the pools of a launch need of their network.</summary>
internal static class PoolLoader
{
    /// <summary>The contracts of others that a local chain gets for pools; faults go to <paramref name="faults"/>.</summary>
    public static IReadOnlyList<PublishedContract> Load(Launch launch, NetworkProfile network, List<Fault> faults)
    {
        if (launch.Pools.Count == 0)
            return [];
        if (network.UniswapV2 is not { } venue)
        {
            faults.Add(UniswapV2Venue.NoVenue(network).At(launch.PositionOf("network")));
            return [];
        }

        foreach (PoolSpec pool in launch.Pools.Where(p => p.Quote is NativeTokenSpec && p.Token is ExistingTokenSpec token && token.Address == venue.WrappedCoin))
        {
            faults.Add(new Fault("launch.bad-pair", $"{pool.Token.Key} is the wrapped form of the chain's own coin: both sides of the pool would be the same.", $"{pool.Path}.pair", "Name another token.")
                .At(launch.PositionOf($"{pool.Path}.pair")));
        }

        if (!network.Embedded)
            return [];
        Result<IReadOnlyList<PublishedContract>> code = PublishedUniswap.Read(venue);
        if (code.TryGet(out IReadOnlyList<PublishedContract>? contracts, out IReadOnlyList<Fault> missing))
            return contracts;
        faults.AddRange(missing);
        return [];
    }
}
