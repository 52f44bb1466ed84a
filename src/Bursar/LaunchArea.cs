using Bursar.App.Approval;
using Bursar.App.Execution;
using Bursar.App.Outbox;
using Bursar.App.Planning;
using Bursar.App.Reporting;
using Bursar.App.Verification;
using Bursar.Core.Approval;
using Bursar.Core.Faults;
using Bursar.Core.Networks;
using Bursar.Core.Plans;
using Bursar.Evm.Signing;

namespace Bursar;

/// <summary>Launch files: whole token economies, planned, applied and verified at once.</summary>
public sealed class LaunchArea
{
    private const int MaxPlanBytes = PlanCodec.MaxBytes;
    private readonly ClientCore _core;

    internal LaunchArea(ClientCore core) => _core = core;

    /// <summary>Compares a launch file with the chain; nothing is sent.</summary>
    /// <param name="file">The launch file.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    /// <exception cref="FaultException">The file or a list has faults (all of them at once), or it cannot be carried out.</exception>
    public Task<Planned<Sent>> PlanAsync(string file, CancellationToken cancellationToken = default) => ClientCore.DescribeAsync(async () =>
    {
        PlannedLaunch planned = await PlanAsync(Load(file, cancellationToken), cancellationToken);
        return new Planned<Sent>(planned, token => ApplyAsync(planned.Plan, planned.Blueprint.Loaded, token));
    });

    /// <summary>Carries out a plan file, or goes on with it.</summary>
    /// <param name="planFile">The plan file, in the folder of its launch file.</param>
    /// <param name="cancellationToken">Stops at the next safe point; the same call goes on.</param>
    /// <exception cref="FaultException">The plan was changed, the inputs or the chain no longer match it, or the chain refused.</exception>
    public Task<Sent> ApplyAsync(string planFile, CancellationToken cancellationToken = default) => ClientCore.DescribeAsync(async () =>
    {
        var file = new FileInfo(planFile);
        if (!file.Exists)
            throw new FaultException(new Fault("plan.not-found", $"there is no plan file '{planFile}'.", Hint: "Make one with PlanAsync and SaveAsync, or with 'bursar plan'."));
        if (file.Length > MaxPlanBytes)
            throw new FaultException(new Fault("plan.malformed", $"the plan file has more than {MaxPlanBytes} bytes", Hint: "Make the plan again.") { File = planFile });
        Plan plan = PlanCodec.Read(await File.ReadAllBytesAsync(planFile, cancellationToken), planFile).Value;
        LoadedLaunch loaded = Load(Path.Combine(file.DirectoryName!, plan.LaunchFile), cancellationToken);
        return await ApplyAsync(plan, loaded, cancellationToken);
    });

    /// <summary>Recomputes a plan file and signs that it may be applied; <see cref="ApplyAsync(string, CancellationToken)"/> finds the approval beside the plan.</summary>
    /// <param name="planFile">The plan file, in the folder of its launch file, which names a policy.</param>
    /// <param name="approver">Signs as one of the policy's approvers. It need not be the account of this client.</param>
    /// <param name="lasting">How long the approval counts; null for as long as the policy lets it.</param>
    /// <param name="cancellationToken">Stops before it is signed.</param>
    /// <returns>The file with the approval.</returns>
    /// <exception cref="FaultException">The plan does not follow from its inputs, there is no policy, or the account is no approver of it.</exception>
    public Task<string> ApproveAsync(string planFile, ISigner approver, TimeSpan? lasting = null, CancellationToken cancellationToken = default) => ClientCore.DescribeAsync(async () =>
    {
        AuditedPlan audited = await AuditAsync(planFile, cancellationToken);
        LoadedPolicy policy = audited.Blueprint.Loaded.Policy
            ?? throw new FaultException(new Fault("approval.no-policy", "the launch file names no policy, so there is nothing to approve.", "policy", "Add 'policy: policy.yaml' to the launch file and plan again."));
        ApprovalDraft draft = ApprovePlan.Draft(audited, policy, approver.Address, _core.Options.Time.GetUtcNow(), lasting).Value;
        ApprovalPaper paper = await draft.SignAsync(approver, cancellationToken);
        string path = Path.ChangeExtension(planFile, $".{policy.Policy.Find(approver.Address)!.Name}{ApprovalFile.Suffix}");
        await File.WriteAllBytesAsync(path, paper.Write(), cancellationToken);
        return path;
    });

    /// <summary>What stands against applying a plan file as far as policies go: approvals that are missing, limits, a pin; empty when nothing does.</summary>
    /// <param name="planFile">The plan file, in the folder of its launch file.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    /// <exception cref="FaultException">The plan or its inputs cannot be read.</exception>
    public Task<IReadOnlyList<Fault>> ObjectionsAsync(string planFile, CancellationToken cancellationToken = default) => ClientCore.DescribeAsync(async () =>
    {
        AuditedPlan audited = await AuditAsync(planFile, cancellationToken);
        ApprovalPaper[] approvals = [.. ApprovalFile.Read(planFile, []).Value.Select(f => f.Paper).OfType<ApprovalPaper>()];
        return await new PlanGate(_core.Steps.Pins, _core.Chain, _core.Journal, _core.Options.Time, audited.Plan, audited.Blueprint.Loaded, approvals).CheckAsync(cancellationToken);
    });

    /// <summary>Re-derives a launch from the chain and its files alone, and compares everything. No journal is asked.</summary>
    /// <exception cref="FaultException">The file or a list has faults, or the node serves another chain.</exception>
    public Task<VerificationResult> VerifyAsync(string file, CancellationToken cancellationToken = default) => ClientCore.DescribeAsync(() =>
        new VerifyLaunch(_core.Chain).RunAsync(BlueprintBuilder.Build(Load(file, cancellationToken)), null, cancellationToken));

    /// <summary>Writes the report of a verification: a page with plots, JSON and CSV files.</summary>
    /// <param name="result">What <see cref="VerifyAsync"/> found.</param>
    /// <param name="folder">Where to.</param>
    /// <param name="cancellationToken">Stops writing.</param>
    /// <returns>The page.</returns>
    public Task<string> ReportAsync(VerificationResult result, string folder, CancellationToken cancellationToken = default) => ClientCore.DescribeAsync(async () =>
    {
        SettledBlocks settled = await SettledBlocks.ReadAsync(_core.Chain, _core.Network, cancellationToken);
        return await ReportWriter.WriteAsync(ReportBuilder.Build(result, settled, _core.Options.Time.GetUtcNow()), folder, cancellationToken);
    });

    private async Task<AuditedPlan> AuditAsync(string planFile, CancellationToken cancellationToken)
    {
        if (new FileInfo(planFile) is not { Exists: true, Length: <= MaxPlanBytes })
            throw new FaultException(new Fault("plan.not-found", $"there is no plan file '{planFile}'.", Hint: "Make one with PlanAsync and SaveAsync, or with 'bursar plan'."));
        Plan plan = PlanCodec.Read(await File.ReadAllBytesAsync(planFile, cancellationToken), planFile).Value;
        return PlanAudit.Run(plan, Load(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(planFile))!, plan.LaunchFile), cancellationToken)).Value;
    }

    internal LoadedLaunch Load(string file, CancellationToken cancellationToken) =>
        new LaunchLoader(NetworkCatalog.BuiltIn.With([_core.Network]).Value).Load(file, null, cancellationToken).Value;

    internal async Task<PlannedLaunch> PlanAsync(LoadedLaunch loaded, CancellationToken cancellationToken) =>
        (await new PlanLaunch(_core.Chain).RunAsync(loaded, cancellationToken)).Value;

    /// <summary>Applies a plan with the approvals beside its launch file.</summary>
    private Task<Sent> ApplyAsync(Plan plan, LoadedLaunch loaded, CancellationToken cancellationToken) =>
        ApplyAsync(plan, loaded, () => loaded, [.. ApprovalFile.Read(loaded.File, []).Value.Select(f => f.Paper).OfType<ApprovalPaper>()], cancellationToken);

    /// <summary>Applies a plan that no launch file names a policy for, from files that are written only when nothing stands against it.</summary>
    internal Task<Sent> ApplyAsync(Plan plan, LoadedLaunch loaded, Func<LoadedLaunch> write, CancellationToken cancellationToken) => ApplyAsync(plan, loaded, write, [], cancellationToken);

    /// <summary>Applies a plan from files that are written only when nothing stands against it.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="loaded">What it was made from.</param>
    /// <param name="write">Writes the same files to where they are to stay.</param>
    /// <param name="approvals">Approvals of it.</param>
    /// <param name="cancellationToken">Stops at the next safe point.</param>
    internal async Task<Sent> ApplyAsync(Plan plan, LoadedLaunch loaded, Func<LoadedLaunch> write, IReadOnlyList<ApprovalPaper> approvals, CancellationToken cancellationToken)
    {
        var apply = new ApplyPlan(_core.Chain, _core.Signer, _core.Journal, _core.Steps.Pins, _core.Options.Time) { Approvals = approvals };
        OutboxOutcome outcome = await _core.SendAsync(async () =>
        {
            IReadOnlyList<Fault> faults = await apply.CheckAsync(plan, loaded, cancellationToken);
            return faults.Count > 0
                ? Result<OutboxOutcome>.Fail(faults)
                : await apply.SendAsync(plan, write(), _core.Options.Outbox, _core.Options.Progress, cancellationToken);
        }, cancellationToken);
        return new Sent(null, outcome);
    }
}
