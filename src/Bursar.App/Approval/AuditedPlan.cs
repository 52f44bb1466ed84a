using Bursar.App.Planning;
using Bursar.Core.Approval;
using Bursar.Core.Plans;
using Bursar.Evm.Primitives;

namespace Bursar.App.Approval;

/// <summary>A plan that follows from its inputs.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Blueprint">What it was recomputed from.</param>
/// <param name="Moves">What each of its steps does, in their order.</param>
/// <param name="LeftOut">Steps of the launch that the plan does not have: whoever made it says that the chain holds them already.</param>
public sealed record AuditedPlan(Plan Plan, Blueprint Blueprint, IReadOnlyList<PlanMove> Moves, IReadOnlyList<PlanStep> LeftOut)
{
    /// <summary>What is moved of each asset.</summary>
    public IReadOnlyList<MoveTotal> Totals => MoveTotal.Of(Moves);

    /// <summary>What every recipient gets of an asset, all steps together, in the order of first occurrence.</summary>
    public IEnumerable<(MovedAsset? Asset, string Symbol, byte Decimals, Address Account, UInt256 Amount)> RecipientTotals() =>
        from row in Moves.SelectMany(m => m.Recipients.Select(r => (Move: m, Row: r)))
        group row by (row.Move.Asset, row.Move.Symbol, row.Move.Decimals, row.Row.Account) into one
        select (one.Key.Asset, one.Key.Symbol, one.Key.Decimals, one.Key.Account, one.Aggregate(UInt256.Zero, (sum, r) => sum + r.Row.Amount));
}
