using Bursar.App.Approval;
using Bursar.App.Outbox;
using Bursar.App.Planning;
using Bursar.App.Publication;
using Bursar.App.Rehearsal;
using Bursar.Core.Approval;
using Bursar.Core.Faults;
using Bursar.Core.Plans;
using Bursar.Evm.Rpc;
using Bursar.Evm.Signing;

namespace Bursar.App.Execution;

/// <summary>Carries out a plan: publishes its lists and proofs, then sends its steps through the outbox.</summary>
/// <param name="client">The chain.</param>
/// <param name="signer">Signs for the operator.</param>
/// <param name="journal">The journal.</param>
/// <param name="pins">The policies that are pinned on this machine.</param>
/// <param name="time">The clock.</param>
public sealed class ApplyPlan(EthereumClient client, ISigner signer, IJournal journal, PolicyPins pins, TimeProvider time)
{
    /// <summary>Approvals of the plan; those that are of something else, or not good, count for nothing.</summary>
    public IReadOnlyList<ApprovalPaper> Approvals { get; init; } = [];

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
        IReadOnlyList<Fault> faults = PlanAudit.Inputs(plan, loaded);
        if (faults.Count > 0)
            return faults;
        faults = await Gate(plan, loaded).CheckAsync(cancellationToken);
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
        return await new OutboxEngine(client, signer, journal, loaded.Network, Gate(plan, loaded), time).ApplyAsync(OutboxJob.Of(plan), options, progress, cancellationToken);
    }

    private PlanGate Gate(Plan plan, LoadedLaunch loaded) => new(pins, client, journal, time, plan, loaded, Approvals);

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
}
