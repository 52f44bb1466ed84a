using Bursar.App.Pools;
using Bursar.Contracts;
using Bursar.Core.Plans;
using Bursar.Evm.Primitives;

namespace Bursar.App.Planning;

/// <summary>The steps that open pools.</summary>
public static class PoolSteps
{
    private const string Opener = "contracts/pool-opener";

    /// <summary>Id of the step that opens a pool.</summary>
    public static string OpenId(PoolBlueprint pool)
    {
        ArgumentNullException.ThrowIfNull(pool);
        return $"{pool.Spec.Path}/open";
    }

    /// <summary>The opener, which takes what pools begin with.</summary>
    internal static EscrowTaker Taker { get; } = new(Deployments.PoolOpenerAddress, "the opener of pools", Opener, "approve-pools");

    /// <summary>The tokens that go into a pool; the chain's own coin is sent along instead.</summary>
    internal static IEnumerable<EscrowBlueprint> Escrows(PoolBlueprint pool)
    {
        yield return new EscrowBlueprint(OpenId(pool), pool.Token, pool.Opening.TokenAmount, pool.Pair, Taker);
        if (!pool.IsNative)
            yield return new EscrowBlueprint(OpenId(pool), pool.Quote, pool.Opening.QuoteAmount, pool.Pair, Taker);
    }

    /// <summary>The steps that put what pools need on the chain: on a local one Uniswap V2 too.</summary>
    internal static IEnumerable<PlanStep> Deploy(Blueprint blueprint)
    {
        foreach (PublishedContract contract in blueprint.Loaded.VenueCode)
        {
            // Later ones look at earlier ones when they are created, or need not: in their order nothing is missing.
            string[] after = contract.Name == "uniswap-router" ? [.. blueprint.Loaded.VenueCode.TakeWhile(c => c != contract).Select(Id)] : [];
            yield return PlanSteps.Deploy(Id(contract), $"Deploy {contract.Title} as it is published, for this local chain", contract.Address, Deployments.Salt, contract.CreationCode,
                GasModel.Of(contract.CreationCode), after);
        }

        if (blueprint.Pools.Count > 0)
            yield return PlanSteps.Deploy(Opener, "Deploy the opener of pools (the same address on every chain)", Deployments.PoolOpenerAddress, Deployments.Salt, PoolOpener.CreationCode(), GasModel.Of(PoolOpener.RuntimeCode));
    }

    /// <summary>The step that opens a pool.</summary>
    internal static PlanStep Open(Blueprint blueprint, PoolBlueprint pool)
    {
        string[] after =
        [
            Opener,
            .. blueprint.Loaded.VenueCode.Select(Id),
            .. pool.Opening.LockedUntil == 0 ? (string[])[] : [VestingSteps.Vault],
            .. Escrows(pool).Select(e => e.ApproveId),
        ];
        return new PlanStep
        {
            Id = OpenId(pool),
            Title = $"Open the pool of {PlanSteps.Text(pool.Token, pool.Opening.TokenAmount)} and {PlanSteps.Text(pool.Quote, pool.Opening.QuoteAmount)} at {PoolTexts.Price(pool)}; {PoolTexts.Target(pool)}",
            To = Deployments.PoolOpenerAddress,
            Value = pool.IsNative ? pool.Opening.QuoteAmount : UInt256.Zero,
            Data = new PoolOpener.OpenCall(pool.Opening).Encode(),
            Gas = GasModel.NewPool + (pool.Opening.LockedUntil == 0 ? 0 : GasModel.PoolLock),
            GasLater = GasModel.PairClock,
            Check = new StepCheck(Deployments.PoolOpenerAddress, new PoolOpener.OpeningOfCall(blueprint.Operator, pool.Opening.Salt).Encode(), pool.Id.Span.ToArray()),
            After = after,
        };
    }

    private static string Id(PublishedContract contract) => $"contracts/{contract.Name}";
}
