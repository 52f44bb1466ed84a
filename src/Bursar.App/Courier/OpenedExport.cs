using Bursar.App.Approval;
using Bursar.Core.Approval;
using Bursar.Evm.Primitives;
using Bursar.Evm.Transactions;

namespace Bursar.App.Courier;

/// <summary>An export that was recomputed on this machine: everything in it follows from the launch file and its lists.</summary>
/// <param name="Export">The export.</param>
/// <param name="Audited">The plan, recomputed.</param>
/// <param name="Verdicts">What each approval is worth.</param>
/// <param name="Rules">How far each rule of the policy is met; empty without a policy.</param>
public sealed record OpenedExport(CourierExport Export, AuditedPlan Audited, IReadOnlyList<ApprovalVerdict> Verdicts, IReadOnlyList<RuleState> Rules)
{
    /// <summary>What is to be signed.</summary>
    public IEnumerable<Transaction> Transactions => CourierTransactions.Of(Audited.Plan, Export.Steps, Export.Fees).Select(t => t.Transaction);

    /// <summary>Fees of all steps at most, at the highest offer, in wei.</summary>
    public UInt256 MaxFees => Export.Steps.Aggregate(UInt256.Zero, (sum, s) => sum + (Export.Fees[^1].MaxFee * s.Gas));
}
