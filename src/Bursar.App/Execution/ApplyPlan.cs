using Bursar.App.Outbox;
using Bursar.App.Planning;
using Bursar.App.Publication;
using Bursar.App.Rehearsal;
using Bursar.Core.Faults;
using Bursar.Core.Plans;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;
using Bursar.Evm.Signing;

namespace Bursar.App.Execution;

/// <summary>Carries out a plan: publishes its lists and proofs, then sends its steps through the outbox.</summary>
public sealed class ApplyPlan(EthereumClient client, ISigner signer, IJournal journal, TimeProvider time)
{
    /// <summary>Applies a plan, or goes on with one that was interrupted.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="loaded">The launch that it was made from.</param>
    /// <param name="options">How to send.</param>
    /// <param name="progress">Told whenever something moved.</param>
    /// <param name="cancellationToken">Stops at the next safe point.</param>
    public async Task<Result<OutboxOutcome>> RunAsync(
        Plan plan, LoadedLaunch loaded, OutboxOptions? options = null, IProgress<OutboxProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<Fault> faults = await CheckAsync(plan, loaded, cancellationToken);
        return faults.Count > 0 ? Result<OutboxOutcome>.Fail(faults) : await SendAsync(plan, loaded, options, progress, cancellationToken);
    }

    /// <summary>What stands against the plan by now: other inputs, or the same resources carried out by another plan in the meantime.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="loaded">The launch that it was made from.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    public async Task<IReadOnlyList<Fault>> CheckAsync(Plan plan, LoadedLaunch loaded, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<Fault> faults = Compare(plan, loaded);
        if (faults.Count > 0)
            return faults;
        await ChainGuard.RequireAsync(client, loaded.Network, cancellationToken);
        Blueprint blueprint = BlueprintBuilder.Build(loaded);
        faults = await new PriorEffects(client).FindAsync(blueprint, cancellationToken);
        return faults.Count > 0 ? faults : await RehearseAsync(plan, blueprint, cancellationToken);
    }

    /// <summary>Publishes and sends a plan against which <see cref="CheckAsync"/> found nothing.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="loaded">The launch that it was made from.</param>
    /// <param name="options">How to send.</param>
    /// <param name="progress">Told whenever something moved.</param>
    /// <param name="cancellationToken">Stops at the next safe point.</param>
    public async Task<Result<OutboxOutcome>> SendAsync(
        Plan plan, LoadedLaunch loaded, OutboxOptions? options = null, IProgress<OutboxProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        PublishLaunch.Run(BlueprintBuilder.Build(loaded), cancellationToken);
        return await new OutboxEngine(client, signer, journal, loaded.Network, time).ApplyAsync(OutboxJob.Of(plan), options, progress, cancellationToken);
    }

    /// <summary>Foreign tokens are tried out again: between the plan and now somebody may have paused one, or blocked an account.</summary>
    private async Task<IReadOnlyList<Fault>> RehearseAsync(Plan plan, Blueprint blueprint, CancellationToken cancellationToken)
    {
        bool[] done = await StepChecks.AskAsync(client, [.. plan.Steps.Select(s => s.Check)], BlockTag.Latest, cancellationToken);
        HashSet<string> open = [.. plan.Steps.Where((_, i) => !done[i]).Select(s => s.Id)];
        return [
            .. (await new RehearseTokens(client).RunAsync(blueprint, open, cancellationToken)).Faults,
            .. (await new RehearseNfts(client).RunAsync(blueprint, open, cancellationToken)).Faults,
        ];
    }

    /// <summary>The inputs must still be those that were planned and reviewed.</summary>
    private static List<Fault> Compare(Plan plan, LoadedLaunch loaded)
    {
        var faults = new List<Fault>();
        const string Hint = "Make the plan again and review it.";
        if (plan.LaunchHash != loaded.Launch.Hash)
            faults.Add(new Fault("apply.launch-changed", "the launch file is not the one that the plan was made from.", Hint: Hint) { Kind = FaultKind.Refused });
        if (plan.ChainId != loaded.Network.ChainId || plan.Network != loaded.Network.Name)
            faults.Add(new Fault("apply.other-network", $"the plan is for {plan.Network} (chain {plan.ChainId}), not for {loaded.Network.Name}.", Hint: Hint) { Kind = FaultKind.Refused });
        foreach (PlanList list in plan.Lists)
        {
            Hash32? now = loaded.Lists.TryGetValue(list.Resource, out Core.Lists.RecipientList? rows) ? rows.Hash
                : loaded.VestingLists.TryGetValue(list.Resource, out Core.Vesting.VestingList? vesting) ? vesting.Hash
                : loaded.NftLists.TryGetValue(list.Resource, out Core.Lists.NftList? nfts) ? nfts.Hash : null;
            if (now != list.Hash)
                faults.Add(new Fault("apply.list-changed", $"the list of {list.Resource} is not the one that was planned.", list.Resource, Hint) { Kind = FaultKind.Refused, File = list.File });
        }

        return faults;
    }
}
