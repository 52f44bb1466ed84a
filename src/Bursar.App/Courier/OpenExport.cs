using Bursar.App.Approval;
using Bursar.App.Planning;
using Bursar.Core.Approval;
using Bursar.Core.Faults;
using Bursar.Core.Networks;
using Bursar.Core.Plans;
using Bursar.Evm.Primitives;

namespace Bursar.App.Courier;

/// <summary>On the machine without network: recomputes the plan of an export from the launch file and the lists in it, and believes nothing else.</summary>
/// <remarks>Only a chain can say which nonces are free, what gas and fees are asked, and what is done already: these stand in the export, are bounded here, and are shown.</remarks>
/// <param name="networks">The networks that this machine knows; the export cannot bring others.</param>
/// <param name="pins">The policies that are pinned on this machine.</param>
/// <param name="time">The clock.</param>
public sealed class OpenExport(NetworkCatalog networks, PolicyPins pins, TimeProvider time)
{
    private const ulong MostGasTimes = 8;
    private const ulong MostGasMore = 2_000_000;

    /// <summary>Recomputes an export.</summary>
    /// <returns>What would be signed; or everything in the export that does not follow, by name.</returns>
    public async Task<Result<OpenedExport>> RunAsync(CourierExport export, string fileName, CancellationToken cancellationToken = default)
    {
        if (!PlanCodec.Read(export.Plan, fileName).TryGet(out Plan? plan, out IReadOnlyList<Fault> faults))
            return Result<OpenedExport>.Fail(faults);
        string folder = Directory.CreateTempSubdirectory("bursar-sign-").FullName;
        try
        {
            if (!Load(export, plan, folder, cancellationToken).TryGet(out LoadedLaunch? loaded, out faults) || !PlanAudit.Run(plan, loaded).TryGet(out AuditedPlan? audited, out faults))
                return Result<OpenedExport>.Fail(faults);
            List<Fault> wrong = [.. CheckSteps(plan, export), .. CheckFees(export)];
            if (PlanGate.PinFault(pins, plan) is { } pinned)
                wrong.Add(pinned);
            IReadOnlyList<ApprovalVerdict> verdicts = [];
            IReadOnlyList<RuleState> rules = [];
            if (loaded.Policy is { } policy)
            {
                PolicyJudge judge = policy.JudgeFor(plan.Operator);
                DateTimeOffset now = time.GetUtcNow();
                verdicts = await PlanGate.Check(audited, judge, null).RunAsync(export.Approvals, now, cancellationToken);
                ApprovalPaper[] counted = [.. verdicts.Where(v => v.Counts).Select(v => v.Paper)];
                rules = judge.Rules(audited.Moves, counted, now);
                wrong.AddRange(judge.Judge(audited.Moves, counted, now));
                wrong.AddRange(judge.CheckLimits(audited.Totals.ToDictionary(t => t.Asset, t => t.Amount), new Dictionary<MovedAsset, UInt256>()));
            }

            return wrong.Count > 0 ? Result<OpenedExport>.Fail(wrong) : new OpenedExport(export, audited, verdicts, rules);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private Result<LoadedLaunch> Load(CourierExport export, Plan plan, string folder, CancellationToken cancellationToken)
    {
        if (export.Files.Count == 0 || export.Files[0].Path != Path.GetFileName(plan.LaunchFile) || export.Files.Select(f => f.Path).Distinct(StringComparer.OrdinalIgnoreCase).Count() != export.Files.Count)
            return new Fault("courier.malformed", "the export does not begin with the launch file, or has a file twice.", "files", "Export again.");
        foreach ((string path, byte[] bytes) in export.Files)
        {
            string full = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            File.WriteAllBytes(full, bytes);
        }

        return new LaunchLoader(networks).Load(Path.Combine(folder, export.Files[0].Path), plan.Network, cancellationToken);
    }

    private static IEnumerable<Fault> CheckSteps(Plan plan, CourierExport export)
    {
        if (export.Steps.Count == 0)
            yield return Bad("courier.nothing-to-sign", "the export has no step to sign.", null, "Export again.");
        var byId = plan.Steps.ToDictionary(s => s.Id, StringComparer.Ordinal);
        HashSet<string> all = [.. export.Steps.Select(s => s.Id)];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < export.Steps.Count; i++)
        {
            CourierStep step = export.Steps[i];
            if (!byId.TryGetValue(step.Id, out PlanStep? own) || !seen.Add(step.Id))
            {
                yield return Bad("courier.extra-step", $"the export has a step '{step.Id}' that the plan does not have, or has once.", step.Id, "Somebody changed the export: do not sign it.");
                continue;
            }

            if (step.Nonce != export.Steps[0].Nonce + (ulong)i)
                yield return Bad("courier.bad-nonce", $"step {step.Id} has nonce {step.Nonce}, but nonces follow one another, so it is {export.Steps[0].Nonce + (ulong)i}.", step.Id, "Somebody changed the export: do not sign it. Export again.");
            if (own.After.FirstOrDefault(id => all.Contains(id) && !seen.Contains(id)) is { } needed)
                yield return Bad("courier.bad-nonce", $"step {step.Id} comes before step {needed}, which it needs.", step.Id, "Somebody changed the export: do not sign it. Export again.");
            if (step.Gas < own.Gas || step.Gas > (own.Gas * MostGasTimes) + MostGasMore)
                yield return Bad("courier.bad-gas", $"step {step.Id} has a gas limit of {step.Gas:N0}; the plan reckons with {own.Gas:N0}.", step.Id, "With too little it would fail and cost its fee: export again.");
        }
    }

    private static IEnumerable<Fault> CheckFees(CourierExport export)
    {
        if (export.Fees.Count == 0)
            yield return Bad("courier.bad-fee", "the export offers nothing for gas.", "fees", "Export again.");
        for (int i = 0; i < export.Fees.Count; i++)
        {
            CourierFee fee = export.Fees[i];
            if (fee.MaxFee.IsZero || fee.Tip > fee.MaxFee || fee.MaxFee.BitLength > 96 || fee.Tip is null != export.Fees[0].Tip is null || (i > 0 && fee.MaxFee <= export.Fees[i - 1].MaxFee))
                yield return Bad("courier.bad-fee", $"offer {i + 1} is no offer that rises from the one before: {fee.MaxFee} wei per gas.", "fees", "Export again.");
        }
    }

    private static Fault Bad(string code, string message, string? field, string hint) => new(code, message, field, hint) { Kind = FaultKind.Refused };
}
