using Bursar.Core.Launch;
using Bursar.Core.Trees;

namespace Bursar.App.Planning;

/// <summary>What plans say of drops.</summary>
internal static class DropTexts
{
    private const int Few = 20;

    /// <summary>What the drop's sub-roots cost and save, or what those would that it could have; null when they would save nothing.</summary>
    public static string? SubRootsOf(DropBlueprint drop)
    {
        if (drop.SubRoots.Count > 0)
        {
            SubRootTrade trade = SubRootTrade.Of(drop.SubRoots.Count);
            return $"{drop.Spec.Path} carries {trade.Count} sub-roots: the table costs about {trade.Cost:N0} gas once and saves about {trade.Saved:N0} per claim; it pays back after about {trade.PaysAfter:N0} of {drop.List.Count:N0} claims.";
        }

        if (drop.Spec.SubRoots == DropSpec.AutoSubRoots)
            return $"{drop.Spec.Path} carries no sub-roots: with {drop.List.Count:N0} rows, of which half may be claimed, no table that fits its tree saves more than it costs.";
        if (drop.List.Count < Few || SubRootTrade.Choose(drop.Tree) is not { Count: > 0 } table)
            return null;
        SubRootTrade could = SubRootTrade.Of(table.Count);
        return $"{drop.Spec.Path} carries no sub-roots: 'sub-roots: {could.Count}' would cost about {could.Cost:N0} gas once and save about {could.Saved:N0} per claim; it would pay back after about {could.PaysAfter:N0} of {drop.List.Count:N0} claims.";
    }
}
