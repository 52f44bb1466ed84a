using Bursar.Evm.Primitives;

namespace Bursar.Core.Networks;

/// <summary>When a block counts as final, and when as safe.</summary>
/// <param name="Kind">What decides.</param>
/// <param name="Depth">Blocks on top that make a block final, for <see cref="FinalityKind.Depth"/>.</param>
/// <param name="SafeDepth">Blocks on top that make it safe, for <see cref="FinalityKind.Depth"/>.</param>
/// <param name="ByValue">How the depth follows from what is at stake, for <see cref="FinalityKind.Depth"/>; null where it does not.</param>
public readonly record struct FinalityRule(FinalityKind Kind, ulong Depth = 0, ulong SafeDepth = 0, ValueAtRisk? ByValue = null)
{
    /// <summary>The rule for an amount of the native coin that a double spend could win, in base units: with <see cref="ByValue"/> its depth, never below
    /// <see cref="SafeDepth"/> nor above <see cref="Depth"/>; otherwise, or when the amount is not known (null), the rule as it is.</summary>
    public FinalityRule For(UInt256? value) => Kind == FinalityKind.Depth && ByValue is { } rule && value is { } amount
        ? this with { Depth = Math.Clamp(rule.DepthOf(amount), Math.Min(SafeDepth, Depth), Depth) }
        : this;
}

/// <summary>What decides that a block is final.</summary>
public enum FinalityKind
{
    /// <summary>The node's <c>finalized</c> and <c>safe</c> tags (proof of stake, rollups that pass on the base chain's finality).</summary>
    Tag,

    /// <summary>A number of blocks on top.</summary>
    Depth,

    /// <summary>A block is final when it exists.</summary>
    Instant,
}
