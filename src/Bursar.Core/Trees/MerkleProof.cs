using Bursar.Core.Lists;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Trees;

/// <summary>Checks proofs, and reads off them where a leaf stands.</summary>
public static class MerkleProof
{
    /// <summary>Longest proof that is accepted, here and by the drop contract.</summary>
    public const int MaxLength = 64;

    /// <summary>The leaf of a row of account and amount.</summary>
    /// <exception cref="ArgumentException">A leaf of the kind has other columns too.</exception>
    public static Hash32 Leaf(TreeKind kind, RecipientRow row) => Leaf(kind, TreeTable.Of([row]), 0);

    /// <summary>The leaf of row <paramref name="row"/> of <paramref name="table"/>.</summary>
    /// <exception cref="ArgumentException">The table lacks a column of the leaf.</exception>
    public static Hash32 Leaf(TreeKind kind, TreeTable table, int row)
    {
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentNullException.ThrowIfNull(table);
        if (TableRules.CheckColumns(table, kind) is { } missing)
            throw new ArgumentException(missing.Message, nameof(table));
        if (kind.Description.Leaf.HasIndex && table.Find(LeafField.Index) is null)
            throw new ArgumentException($"a leaf of the kind {kind} has an index: give it as a column", nameof(table));
        return new LeafWriter(kind.Description.Leaf, table, null).LeafOf(row);
    }

    /// <summary>The node above two nodes, in either order.</summary>
    public static Hash32 Pair(Hash32 left, Hash32 right) => NodeHash.Pair(left, right, PairOrder.Sorted);

    /// <summary>Where a proof of sorted pairs leads.</summary>
    public static Hash32 Root(Hash32 leaf, IReadOnlyList<Hash32> proof)
    {
        ArgumentNullException.ThrowIfNull(proof);
        Hash32 node = leaf;
        foreach (Hash32 sibling in proof)
            node = Pair(node, sibling);
        return node;
    }

    /// <summary>Where a proof of positional pairs leads.</summary>
    /// <param name="leaf">The leaf.</param>
    /// <param name="proof">The nodes from the leaf up.</param>
    /// <param name="position">1, then from the leaf up one bit for each node, set when the node stands before (<see cref="MerkleTree.PositionOf"/>).</param>
    /// <returns>The root; null when the position does not have as many bits as the proof has nodes.</returns>
    public static Hash32? Root(Hash32 leaf, IReadOnlyList<Hash32> proof, UInt256 position)
    {
        ArgumentNullException.ThrowIfNull(proof);
        if (proof.Count > MaxLength || position.BitLength != proof.Count + 1)
            return null;
        Hash32 node = leaf;
        for (int i = 0; i < proof.Count; i++)
        {
            bool before = position.Bit(proof.Count - 1 - i);
            node = before ? NodeHash.Pair(proof[i], node, PairOrder.Positional) : NodeHash.Pair(node, proof[i], PairOrder.Positional);
        }

        return node;
    }

    /// <summary>True when <paramref name="proof"/> leads from <paramref name="row"/> to <paramref name="root"/>; for kinds of sorted pairs.</summary>
    public static bool Verify(TreeKind kind, RecipientRow row, IReadOnlyList<Hash32> proof, Hash32 root)
    {
        ArgumentNullException.ThrowIfNull(proof);
        return proof.Count <= MaxLength && Root(Leaf(kind, row), proof) == root;
    }

    /// <summary>The bit under which a drop records the claim: 1, then from the leaf up one bit for each node of the proof, set when the hash so
    /// far is the greater of the two.</summary>
    /// <remarks>Distinct for all leaves of a tree: two paths of one length differ in the bit at which they join, and the leading 1 tells paths of
    /// different lengths apart.</remarks>
    /// <exception cref="ArgumentException">The proof has more than <see cref="MaxLength"/> nodes.</exception>
    public static UInt256 Position(Hash32 leaf, IReadOnlyList<Hash32> proof)
    {
        ArgumentNullException.ThrowIfNull(proof);
        if (proof.Count > MaxLength)
            throw new ArgumentException($"a proof has at most {MaxLength} nodes", nameof(proof));
        UInt128 position = 1;
        Hash32 node = leaf;
        foreach (Hash32 sibling in proof)
        {
            position = (position << 1) | (node > sibling ? 1U : 0U);
            node = Pair(node, sibling);
        }

        return Widen(position);
    }

    internal static UInt256 Widen(UInt128 value) => new((ulong)(value & ulong.MaxValue), (ulong)(value >> 64), 0, 0);
}
