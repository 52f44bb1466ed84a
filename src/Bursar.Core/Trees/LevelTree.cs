using Bursar.Evm.Primitives;

namespace Bursar.Core.Trees;

/// <summary>Levels of neighbours joined in pairs, from the leaves up; an odd node goes up unchanged.</summary>
internal sealed class LevelTree : NodeTree
{
    private readonly byte[] _nodes;
    private readonly int[] _starts;

    /// <summary>Builds it over the leaves in the order of <paramref name="keys"/>.</summary>
    internal LevelTree(byte[] leaves, ReadOnlySpan<LeafOrder.Key> keys, CancellationToken cancellationToken)
    {
        var starts = new List<int>();
        int total = 0;
        for (int size = keys.Length; ; size = (size + 1) / 2)
        {
            starts.Add(total);
            total += size;
            if (size == 1)
                break;
        }

        starts.Add(total);
        _starts = [.. starts];
        _nodes = new byte[checked(32 * total)];
        for (int i = 0; i < keys.Length; i++)
            leaves.AsSpan(32 * keys[i].Index, 32).CopyTo(_nodes.AsSpan(32 * i));
        for (int level = 1; level < _starts.Length - 1; level++)
            HashLevel(level, cancellationToken);
    }

    internal override Hash32 Root => new(_nodes.AsSpan(_nodes.Length - 32));

    internal override void AddProof(int leaf, List<Hash32> proof)
    {
        int at = leaf;
        for (int level = 0; level < _starts.Length - 2; level++)
        {
            int sibling = at ^ 1;
            if (sibling < _starts[level + 1] - _starts[level])
                proof.Add(new Hash32(_nodes.AsSpan(32 * (_starts[level] + sibling), 32)));
            at >>= 1;
        }
    }

    private void HashLevel(int level, CancellationToken cancellationToken)
    {
        (int below, int here, int end) = (_starts[level - 1], _starts[level], _starts[level + 1]);
        int pairs = (here - below) / 2;
        byte[] nodes = _nodes;
        Spread.Over(pairs, (low, high) =>
        {
            for (int i = low; i < high; i++)
                MerkleProof.HashPair(nodes.AsSpan(32 * (below + (2 * i)), 32), nodes.AsSpan(32 * (below + (2 * i) + 1), 32), nodes.AsSpan(32 * (here + i), 32));
        }, cancellationToken);
        if (end - here > pairs)
            nodes.AsSpan(32 * (here - 1), 32).CopyTo(nodes.AsSpan(32 * (end - 1)));
    }
}
