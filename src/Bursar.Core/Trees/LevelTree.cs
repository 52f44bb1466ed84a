using Bursar.Evm.Primitives;

namespace Bursar.Core.Trees;

/// <summary>Levels of neighbours joined in pairs, from the leaves up.</summary>
internal sealed class LevelTree : FlatTree
{
    private readonly TreeDescription _shape;
    private readonly Hash32[] _nodes;
    private readonly int[] _starts;

    /// <summary>Builds it over the leaves in the order of <paramref name="order"/>.</summary>
    internal LevelTree(TreeDescription shape, Hash32[] leaves, ReadOnlyMemory<int> order, CancellationToken cancellationToken)
        : this(shape, order.Length) => Take(leaves, order, cancellationToken);

    /// <summary>Makes room for leaves.</summary>
    internal LevelTree(TreeDescription shape, int count)
    {
        _shape = shape;
        count = PaddedCount(count, shape.Padding);
        var starts = new List<int>();
        int total = 0;
        for (int size = count; ; size = (size / 2) + (size & 1))
        {
            starts.Add(total);
            total = checked(total + size);
            if (size == 1)
                break;
        }

        starts.Add(total);
        _starts = [.. starts];
        _nodes = LargeArray.Allocate<Hash32>(total);
    }

    internal override Hash32 Root => _nodes[^1];

    /// <summary>Number of levels, the leaves' and the root's counted.</summary>
    internal int Levels => _starts.Length - 1;

    protected override bool Descending => false;

    internal override Hash32 LeafAt(int place) => _nodes[place];

    /// <summary>Number of nodes of a level.</summary>
    internal int SizeOf(int level) => _starts[level + 1] - _starts[level];

    /// <summary>A node of a level.</summary>
    internal Hash32 NodeAt(int level, int place) => _nodes[_starts[level] + place];

    internal override Hash32[]? LevelBelowRoot(int depth)
    {
        int level = Levels - 1 - depth;
        return level >= 0 && SizeOf(level) == 1 << depth ? _nodes[_starts[level].._starts[level + 1]] : null;
    }

    internal override int WriteProof(int place, Span<Hash32> proof, ref UInt128 position)
    {
        int length = 0;
        int at = place;
        for (int level = 0; level < Levels - 1; level++)
        {
            if (TrySibling(level, at, out Hash32 sibling))
            {
                proof[length++] = sibling;
                bool bit = _shape.Pairs == PairOrder.Sorted ? NodeAt(level, at).CompareTo(sibling) > 0 : (at & 1) == 1;
                position = (position << 1) | (bit ? 1U : 0U);
            }

            at >>= 1;
        }

        return length;
    }

    /// <summary>What a node is joined with; false when it goes up unchanged.</summary>
    internal bool TrySibling(int level, int place, out Hash32 sibling)
    {
        int other = place ^ 1;
        bool alone = other >= SizeOf(level);
        sibling = !alone ? NodeAt(level, other) : _shape.Odd == OddRule.Fill ? _shape.Fill : NodeAt(level, place);
        return !alone || _shape.Odd != OddRule.Promote;
    }

    protected override Memory<Hash32> Leaves(int count) => _nodes.AsMemory(0, count);

    protected override void Complete(int count, CancellationToken cancellationToken)
    {
        _nodes.AsSpan(count, SizeOf(0) - count).Fill(_shape.Fill);
        for (int level = 1; level < Levels; level++)
            HashLevel(level, cancellationToken);
    }

    private void HashLevel(int level, CancellationToken cancellationToken)
    {
        (int below, int here, int end) = (_starts[level - 1], _starts[level], _starts[level + 1]);
        int pairs = (here - below) / 2;
        (Hash32[] nodes, PairOrder order) = (_nodes, _shape.Pairs);
        Spread.Over(pairs, (low, high) => NodeHash.Pairs(nodes.AsSpan(below + (2 * low), 2 * (high - low)), nodes.AsSpan(here + low, high - low), order), cancellationToken);
        if (end - here == pairs)
            return;
        Hash32 last = nodes[here - 1];
        nodes[end - 1] = _shape.Odd switch
        {
            OddRule.Duplicate => NodeHash.Pair(last, last, order),
            OddRule.Fill => NodeHash.Pair(last, _shape.Fill, order),
            _ => last,
        };
    }
}
