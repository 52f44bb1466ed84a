using Bursar.Evm.Primitives;

namespace Bursar.Core.Trees;

/// <summary>OpenZeppelin's complete binary heap: 2n − 1 nodes, the root at 0, node i above 2i + 1 and 2i + 2, sorted leaf i at the end minus i.</summary>
internal sealed class HeapTree : NodeTree
{
    /// <summary>Builds it over the leaves in the order of <paramref name="keys"/>.</summary>
    internal HeapTree(byte[] leaves, ReadOnlySpan<LeafOrder.Key> keys, CancellationToken cancellationToken)
    {
        int count = keys.Length;
        Nodes = new byte[checked(32 * ((2 * count) - 1))];
        for (int i = 0; i < count; i++)
            leaves.AsSpan(32 * keys[i].Index, 32).CopyTo(Nodes.AsSpan(32 * ((2 * count) - 2 - i)));
        HashInner(Nodes, count - 1, cancellationToken);
    }

    /// <summary>The nodes, 32 bytes each.</summary>
    internal byte[] Nodes { get; }

    internal override Hash32 Root => new(Nodes.AsSpan(0, 32));

    /// <summary>Place of sorted leaf <paramref name="leaf"/>.</summary>
    internal int NodeOf(int leaf) => (Nodes.Length / 32) - 1 - leaf;

    internal override void AddProof(int leaf, List<Hash32> proof)
    {
        for (int node = NodeOf(leaf); node > 0; node = (node - 1) / 2)
        {
            int sibling = (node & 1) == 1 ? node + 1 : node - 1;
            proof.Add(new Hash32(Nodes.AsSpan(32 * sibling, 32)));
        }
    }

    // The children of nodes [h, 2h] lie beyond 2h, so that each such band is independent work.
    private static void HashInner(byte[] nodes, int inner, CancellationToken cancellationToken)
    {
        int end = inner;
        while (end > 0)
        {
            int start = end / 2;
            int from = start;
            Spread.Over(end - start, (low, high) =>
            {
                for (int i = from + low; i < from + high; i++)
                    MerkleProof.HashPair(nodes.AsSpan(32 * ((2 * i) + 1), 32), nodes.AsSpan(32 * ((2 * i) + 2), 32), nodes.AsSpan(32 * i, 32));
            }, cancellationToken);
            end = start;
        }
    }
}
