using System.Buffers.Binary;
using Bursar.Core.Lists;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Trees;

/// <summary>Level trees by the first digits of the account, joined by a level tree over their sorted roots.</summary>
internal sealed class ShardTree : NodeTree
{
    private readonly LevelTree _top;
    private readonly LevelTree[] _shards;
    private readonly int[] _places; // of a shard's root among the sorted roots
    private readonly int[] _starts; // first leaf of a shard, and the number of leaves

    /// <summary>Builds it; <paramref name="keys"/> are reordered by shard, then by leaf.</summary>
    internal ShardTree(byte[] leaves, LeafOrder.Key[] keys, ReadOnlySpan<RecipientRow> rows, int nybbles, CancellationToken cancellationToken)
    {
        int[] ends = GroupByShard(keys, rows, nybbles);
        var shards = new List<LevelTree>();
        var starts = new List<int>();
        int start = 0;
        foreach (int end in ends)
        {
            if (end > start)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Span<LeafOrder.Key> own = keys.AsSpan(start, end - start);
                LeafOrder.Sort(leaves, own);
                starts.Add(start);
                shards.Add(new LevelTree(leaves, own, cancellationToken));
            }

            start = end;
        }

        starts.Add(keys.Length);
        _starts = [.. starts];
        _shards = [.. shards];
        byte[] roots = new byte[32 * _shards.Length];
        for (int i = 0; i < _shards.Length; i++)
            _shards[i].Root.CopyTo(roots.AsSpan(32 * i));
        LeafOrder.Key[] order = LeafOrder.Sort(roots);
        _top = new LevelTree(roots, order, cancellationToken);
        _places = new int[order.Length];
        for (int i = 0; i < order.Length; i++)
            _places[order[i].Index] = i;
    }

    internal override Hash32 Root => _top.Root;

    /// <summary>The shard of an account.</summary>
    internal static int ShardOf(Address account, int nybbles) => BinaryPrimitives.ReadUInt16BigEndian(account.Span) >> (4 * (4 - nybbles));

    /// <summary>Number of nodes at the end of a proof that lead from the shard's root to the tree's.</summary>
    internal int TopLength(int leaf)
    {
        var proof = new List<Hash32>();
        _top.AddProof(_places[ShardHolding(leaf)], proof);
        return proof.Count;
    }

    internal override void AddProof(int leaf, List<Hash32> proof)
    {
        int shard = ShardHolding(leaf);
        _shards[shard].AddProof(leaf - _starts[shard], proof);
        _top.AddProof(_places[shard], proof);
    }

    private int ShardHolding(int leaf)
    {
        int found = _starts.AsSpan().BinarySearch(leaf);
        return found >= 0 ? found : ~found - 1;
    }

    private static int[] GroupByShard(LeafOrder.Key[] keys, ReadOnlySpan<RecipientRow> rows, int nybbles)
    {
        int[] ends = new int[1 << (4 * nybbles)];
        foreach (LeafOrder.Key key in keys)
            ends[ShardOf(rows[key.Index].Account, nybbles)]++;
        int total = 0;
        for (int i = 0; i < ends.Length; i++)
        {
            int count = ends[i];
            ends[i] = total;
            total += count;
        }

        var grouped = new LeafOrder.Key[keys.Length];
        foreach (LeafOrder.Key key in keys)
            grouped[ends[ShardOf(rows[key.Index].Account, nybbles)]++] = key;
        grouped.CopyTo(keys, 0);
        return ends;
    }
}
