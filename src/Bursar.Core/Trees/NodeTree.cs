using Bursar.Evm.Primitives;

namespace Bursar.Core.Trees;

/// <summary>A tree over ready leaves. Leaves are named by their place, from 0, in the order in which they stand in the tree.</summary>
internal abstract class NodeTree
{
    /// <summary>The root.</summary>
    internal abstract Hash32 Root { get; }

    /// <summary>The leaf at <paramref name="place"/>.</summary>
    internal abstract Hash32 LeafAt(int place);

    /// <summary>Writes the siblings on the way from leaf <paramref name="place"/> to the root, and appends a bit for each to <paramref name="position"/>:
    /// for sorted pairs 1 when the node on the way is the greater, for positional ones 1 when the sibling stands before.</summary>
    /// <param name="place">The leaf.</param>
    /// <param name="proof">Room for <see cref="MerkleProof.MaxLength"/> nodes.</param>
    /// <param name="position">Starts with 1.</param>
    /// <returns>Number of siblings.</returns>
    internal abstract int WriteProof(int place, Span<Hash32> proof, ref UInt128 position);

    /// <summary>The nodes that lie <paramref name="depth"/> pairs below the root, neighbours side by side; null when there are not two to that power.</summary>
    internal abstract Hash32[]? LevelBelowRoot(int depth);
}
