using Bursar.Contracts;
using Bursar.Core.Launch;
using Bursar.Core.Plans;
using Bursar.Evm.Primitives;

namespace Bursar.App.Planning;

/// <summary>The steps of staking pools.</summary>
internal static class StakingSteps
{
    private const string Factory = "contracts/staking-factory";

    /// <summary>The factory, which takes what it funds first periods with.</summary>
    public static EscrowTaker Taker { get; } = new(Deployments.StakingFactoryAddress, "the factory of staking pools", Factory, "approve-staking");

    /// <summary>The step that puts the factory on a chain.</summary>
    public static PlanStep Deploy() => PlanSteps.Deploy(
        Factory, "Deploy the factory of staking pools (the same address on every chain)", Deployments.StakingFactoryAddress, Deployments.Salt, StakingFactory.CreationCode(), GasModel.Of(StakingFactory.RuntimeCode));

    /// <summary>Id of the step that creates and funds a pool.</summary>
    public static string OpenId(StakingBlueprint pool) => $"{pool.Spec.Path}/open";

    /// <summary>The step that creates a pool, funds its first periods and starts them.</summary>
    public static PlanStep Open(Blueprint blueprint, StakingBlueprint pool)
    {
        byte[] data = CreateCall(pool.Parameters, pool.Periods, pool.Salt, pool.Spec.Nfts);
        string[] approvals = [.. blueprint.Escrows.Where(e => e.Step == OpenId(pool)).Select(e => e.ApproveId).Distinct()];
        return new PlanStep
        {
            Id = OpenId(pool),
            Title = $"Create staking pool {pool.Spec.Key} for {StakingTexts.Staked(pool)}, fund it with {StakingTexts.Rewards(pool)}, and start",
            To = Taker.Address,
            Data = data,
            Gas = GasModel.NewDrop(pool.Spec.Nfts ? NftStakingPool.RuntimeCode : StakingPool.RuntimeCode, data) + ((ulong)pool.Periods.Count * GasModel.DropOpen),
            Check = new StepCheck(pool.Address),
            After = [Factory, .. approvals, .. pool.Token.Parameters is not null ? [PlanSteps.ReadyId(pool.Token)] : Shared(blueprint, pool)],
        };
    }

    /// <summary>An LP token is there when its pool is.</summary>
    private static string[] Shared(Blueprint blueprint, StakingBlueprint pool) =>
        pool.Token.Spec is PoolShareSpec share ? [PoolSteps.OpenId(blueprint.Pools.First(p => p.Spec.Key == share.Key))] : [];

    /// <summary>The call of the factory that creates and funds a pool.</summary>
    public static byte[] CreateCall(StakingFactory.StakingPoolParameters parameters, IReadOnlyList<StakingFactory.Period> periods, Hash32 salt, bool nfts) => nfts
        ? new StakingFactory.CreateNftStakingPoolCall(parameters, [.. periods], salt).Encode()
        : new StakingFactory.CreateStakingPoolCall(parameters, [.. periods], salt).Encode();
}
