using Bursar.Evm.Primitives;

namespace Bursar.Core.Trees;

/// <summary>One proof of several leaves, as OpenZeppelin's <c>MerkleProof.multiProofVerify</c> takes it; for trees of sorted pairs.</summary>
/// <param name="Rows">The rows that are proven, in the order of their leaves.</param>
/// <param name="Leaves">The leaves, in the order in which they must be given.</param>
/// <param name="Proof">The nodes that cannot be computed from the leaves.</param>
/// <param name="Flags">For each hash: true to take both nodes from what was computed, false to take one from <paramref name="Proof"/>.</param>
public sealed record MultiProof(IReadOnlyList<int> Rows, IReadOnlyList<Hash32> Leaves, IReadOnlyList<Hash32> Proof, IReadOnlyList<bool> Flags)
{
    /// <summary>True when the leaves are in the tree of <paramref name="root"/>.</summary>
    public bool Verify(Hash32 root) => RootOf(Leaves, Proof, Flags) == root;

    /// <summary>Where a proof of several leaves leads.</summary>
    /// <returns>The root; null when the three do not fit together: every hash takes two nodes, each node is used once, and one is left.</returns>
    public static Hash32? RootOf(IReadOnlyList<Hash32> leaves, IReadOnlyList<Hash32> proof, IReadOnlyList<bool> flags)
    {
        ArgumentNullException.ThrowIfNull(leaves);
        ArgumentNullException.ThrowIfNull(proof);
        ArgumentNullException.ThrowIfNull(flags);
        if ((long)leaves.Count + proof.Count != flags.Count + 1L || proof.Count < flags.Count(f => !f))
            return null;
        if (flags.Count == 0)
            return leaves.Count > 0 ? leaves[0] : proof[0];
        var queue = new Queue<Hash32>(leaves);
        int used = 0;
        foreach (bool both in flags)
        {
            if (queue.Count < (both ? 2 : 1) || (!both && used == proof.Count))
                return null;
            Hash32 first = queue.Dequeue();
            queue.Enqueue(MerkleProof.Pair(first, both ? queue.Dequeue() : proof[used++]));
        }

        return used == proof.Count && queue.Count == 1 ? queue.Dequeue() : null;
    }
}
