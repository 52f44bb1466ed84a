using Bursar.Evm.Primitives;

namespace Bursar.Core.Trees;

/// <summary>OpenZeppelin's complete binary heap: 2n − 1 nodes, the root at 0, node i above 2i + 1 and 2i + 2, the first leaf at the end.</summary>
internal sealed class HeapTree : NodeTree
{
    /// <summary>Builds it over the leaves in the order of <paramref name="order"/>.</summary>
    internal HeapTree(TreeDescription shape, Hash32[] leaves, ReadOnlySpan<int> order, CancellationToken cancellationToken)
    {
        int count = PaddedCount(order.Length, shape.Padding);
        Nodes = new Hash32[checked((2 * count) - 1)];
        for (int i = 0; i < order.Length; i++)
            Nodes[NodeOf(i)] = leaves[order[i]];
        for (int i = order.Length; i < count; i++)
            Nodes[NodeOf(i)] = shape.Fill;
        HashInner(Nodes, count - 1, shape.Pairs, cancellationToken);
    }

    /// <summary>The nodes.</summary>
    internal Hash32[] Nodes { get; }

    internal override Hash32 Root => Nodes[0];

    internal override Hash32 LeafAt(int place) => Nodes[NodeOf(place)];

    /// <summary>The node that is the leaf at <paramref name="place"/>.</summary>
    internal int NodeOf(int place) => Nodes.Length - 1 - place;

    internal override void AddProof(int place, List<Hash32> proof, ref UInt128 sides)
    {
        for (int node = NodeOf(place); node > 0; node = (node - 1) / 2)
        {
            bool left = (node & 1) == 1;
            proof.Add(Nodes[left ? node + 1 : node - 1]);
            sides = (sides << 1) | (left ? 1U : 0U); // the leaves lie in reverse: of two nodes the left one comes later
        }
    }

    // The children of nodes [h, 2h] lie beyond 2h, so that each such band is independent work.
    private static void HashInner(Hash32[] nodes, int inner, PairOrder pairs, CancellationToken cancellationToken)
    {
        int end = inner;
        while (end > 0)
        {
            int start = end / 2;
            int from = start;
            Spread.Over(end - start, (low, high) =>
            {
                (int first, int count) = (from + low, high - low);
                if (pairs == PairOrder.Sorted)
                    NodeHash.Pairs(nodes.AsSpan((2 * first) + 1, 2 * count), nodes.AsSpan(first, count), pairs);
                for (int i = first; pairs == PairOrder.Positional && i < first + count; i++)
                    nodes[i] = NodeHash.Pair(nodes[(2 * i) + 2], nodes[(2 * i) + 1], pairs); // the leaves lie in reverse
            }, cancellationToken);
            end = start;
        }
    }
}
