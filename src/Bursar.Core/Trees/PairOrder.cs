namespace Bursar.Core.Trees;

/// <summary>In which order the two nodes of a pair are hashed.</summary>
public enum PairOrder
{
    /// <summary>The smaller first, so that a proof needs no sides.</summary>
    Sorted,

    /// <summary>As they stand; a proof needs the side of each node.</summary>
    Positional,
}
