namespace Bursar.Core.Networks;

/// <summary>When a block counts as final, and when as safe.</summary>
/// <param name="Kind">What decides.</param>
/// <param name="Depth">Blocks on top that make a block final, for <see cref="FinalityKind.Depth"/>.</param>
/// <param name="SafeDepth">Blocks on top that make it safe, for <see cref="FinalityKind.Depth"/>.</param>
public readonly record struct FinalityRule(FinalityKind Kind, ulong Depth = 0, ulong SafeDepth = 0);

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
