namespace Bursar.Core.Trees;

/// <summary>What becomes of the last node of a level that has no neighbour.</summary>
public enum OddRule
{
    /// <summary>It goes up unchanged.</summary>
    Promote,

    /// <summary>It is hashed with itself.</summary>
    Duplicate,

    /// <summary>It is hashed with a constant word, the zero word unless another is named.</summary>
    Fill,

    /// <summary>There is none: n leaves are laid in reverse at the end of an array of 2n − 1 nodes, and node i stands above 2i + 1 and 2i + 2
    /// (OpenZeppelin's complete binary heap).</summary>
    Complete,
}
