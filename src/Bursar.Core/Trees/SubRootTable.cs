using System.Numerics;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Trees;

/// <summary>A level of a tree as a drop may carry it in its code, so that proofs end there.</summary>
/// <remarks>The number of a node that lies <c>depth</c> pairs below the root has one bit for each of these pairs, from the node up, the first one highest: set when the
/// hash so far is the greater of the pair. So the number is the end of the position of every leaf below that node.</remarks>
public static class SubRootTable
{
    /// <summary>Most sub-roots.</summary>
    public const int MaxCount = 512;

    /// <summary>The table of a tree.</summary>
    /// <param name="tree">The tree, of sorted pairs.</param>
    /// <param name="count">How many sub-roots: 2, 4, … 512.</param>
    /// <returns>The sub-roots in the order of their numbers; null when the level has not that many nodes, all equally far from the root.</returns>
    public static Hash32[]? Of(MerkleTree tree, int count)
    {
        ArgumentNullException.ThrowIfNull(tree);
        if (count < 2 || count > MaxCount || !BitOperations.IsPow2(count) || tree.Kind.Description.Pairs != PairOrder.Sorted)
            return null;
        Hash32[]? level = tree.Nodes.LevelBelowRoot(BitOperations.Log2((uint)count));
        if (level is null)
            return null;
        int[] numbers = new int[count];
        Hash32[] nodes = level;
        for (int width = count; width > 1; width /= 2)
        {
            var above = new Hash32[width / 2];
            for (int i = 0; i < above.Length; i++)
                above[i] = MerkleProof.Pair(nodes[2 * i], nodes[(2 * i) + 1]);
            for (int i = 0; i < count; i++)
            {
                int at = (int)((long)i * width / count);
                numbers[i] = (numbers[i] << 1) | (nodes[at] > nodes[at ^ 1] ? 1 : 0);
            }

            nodes = above;
        }

        if (nodes[0] != tree.Root)
            return null;
        var table = new Hash32[count];
        for (int i = 0; i < count; i++)
            table[numbers[i]] = level[i];
        return table;
    }

    /// <summary>The same proof, ending with the number of a sub-root instead of the nodes above it.</summary>
    /// <param name="proof">The proof from the leaf up.</param>
    /// <param name="position">The position of the leaf (<see cref="MerkleProof.Position"/>).</param>
    /// <param name="count">How many sub-roots the drop has; 0 or 1 for none.</param>
    public static IReadOnlyList<Hash32> Shorten(IReadOnlyList<Hash32> proof, UInt256 position, int count)
    {
        ArgumentNullException.ThrowIfNull(proof);
        int depth = count < 2 ? 0 : BitOperations.Log2((uint)count);
        if (depth == 0 || proof.Count < depth)
            return proof;
        ulong number = 0;
        for (int bit = depth - 1; bit >= 0; bit--)
            number = (number << 1) | (position.Bit(bit) ? 1UL : 0UL);
        return [.. proof.Take(proof.Count - depth), new Hash32(((UInt256)number).ToBigEndian())];
    }
}
