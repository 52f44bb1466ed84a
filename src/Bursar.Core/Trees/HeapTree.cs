using Bursar.Evm.Primitives;

namespace Bursar.Core.Trees;

/// <summary>OpenZeppelin's complete binary heap: 2n − 1 nodes, the root at 0, node i above 2i + 1 and 2i + 2, the first leaf at the end.</summary>
internal sealed class HeapTree : FlatTree
{
    private readonly TreeDescription _shape;

    /// <summary>Makes room for leaves.</summary>
    internal HeapTree(TreeDescription shape, int count)
    {
        _shape = shape;
        Nodes = LargeArray.Allocate<Hash32>(checked((2 * PaddedCount(count, shape.Padding)) - 1));
    }

    /// <summary>The nodes.</summary>
    internal Hash32[] Nodes { get; }

    internal override Hash32 Root => Nodes[0];

    protected override bool Descending => true;

    internal override Hash32 LeafAt(int place) => Nodes[NodeOf(place)];

    /// <summary>The node that is the leaf at <paramref name="place"/>.</summary>
    internal int NodeOf(int place) => Nodes.Length - 1 - place;

    internal override Hash32[]? LevelBelowRoot(int depth)
    {
        int count = 1 << depth;
        return (2 * count) - 1 <= Nodes.Length ? Nodes[(count - 1)..((2 * count) - 1)] : null;
    }

    internal override int WriteProof(int place, Span<Hash32> proof, ref UInt128 position)
    {
        int length = 0;
        for (int node = NodeOf(place); node > 0; node = (node - 1) / 2)
        {
            bool left = (node & 1) == 1;
            ref readonly Hash32 sibling = ref Nodes[left ? node + 1 : node - 1];
            proof[length++] = sibling;
            bool bit = _shape.Pairs == PairOrder.Sorted ? Nodes[node].CompareTo(sibling) > 0 : !left;
            position = (position << 1) | (bit ? 1U : 0U);
        }

        return length;
    }

    protected override Memory<Hash32> Leaves(int count) => Nodes.AsMemory(Nodes.Length - count);

    protected override void Complete(int count, CancellationToken cancellationToken)
    {
        int inner = Nodes.Length / 2;
        Nodes.AsSpan(inner..^count).Fill(_shape.Fill);
        HashInner(Nodes, inner, _shape.Pairs, cancellationToken);
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
                NodeHash.Pairs(nodes.AsSpan((2 * first) + 1, 2 * count), nodes.AsSpan(first, count), pairs);
            }, cancellationToken);
            end = start;
        }
    }
}
