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

    /// <summary>There is none: the first leaves are joined until a power of two of nodes is left (OpenZeppelin's complete binary heap).</summary>
    Complete,
}
