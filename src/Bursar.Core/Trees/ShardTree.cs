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

    /// <summary>Builds it; gives the rows by shard, then by leaf, in <paramref name="order"/>, and says whether leaves are equal.</summary>
    internal ShardTree(
        TreeDescription shape, Hash32[] leaves, ReadOnlySpan<RecipientRow> rows, out int[] order, out bool equal, CancellationToken cancellationToken)
    {
        int[] grouped = GroupByShard(rows, shape.Nybbles, out int[] ends);
        var starts = new List<int>();
        int start = 0;
        foreach (int end in ends)
        {
            if (end > start)
                starts.Add(start);
            start = end;
        }

        _shards = new LevelTree[starts.Count];
        starts.Add(grouped.Length);
        _starts = [.. starts];
        int found = 0;
        Spread.Each(_shards.Length, i =>
        {
            Memory<int> own = grouped.AsMemory(_starts[i].._starts[i + 1]);
            if (LeafOrder.ByHash(leaves, own.Span))
                Volatile.Write(ref found, 1);
            _shards[i] = new LevelTree(shape, leaves, own, cancellationToken);
        }, cancellationToken);
        order = grouped;
        equal = found != 0;
        Hash32[] roots = Array.ConvertAll(_shards, s => s.Root);
        int[] top = [.. Enumerable.Range(0, roots.Length)];
        LeafOrder.ByHash(roots, top);
        _top = new LevelTree(shape, roots, top, cancellationToken);
        _places = new int[top.Length];
        for (int i = 0; i < top.Length; i++)
            _places[top[i]] = i;
    }

    internal override Hash32 Root => _top.Root;

    internal override Hash32[]? LevelBelowRoot(int depth) => _top.LevelBelowRoot(depth);

    internal override Hash32 LeafAt(int place)
    {
        int shard = ShardHolding(place);
        return _shards[shard].LeafAt(place - _starts[shard]);
    }

    /// <summary>The shard of an account.</summary>
    internal static int ShardOf(Address account, int nybbles) => BinaryPrimitives.ReadUInt16BigEndian(account.Span) >> (4 * (4 - nybbles));

    /// <summary>Number of nodes at the end of a proof that lead from the shard's root to the tree's.</summary>
    internal int TopLength(int place)
    {
        Span<Hash32> proof = stackalloc Hash32[MerkleProof.MaxLength];
        UInt128 position = 0;
        return _top.WriteProof(_places[ShardHolding(place)], proof, ref position);
    }

    internal override int WriteProof(int place, Span<Hash32> proof, ref UInt128 position)
    {
        int shard = ShardHolding(place);
        int length = _shards[shard].WriteProof(place - _starts[shard], proof, ref position);
        return length + _top.WriteProof(_places[shard], proof[length..], ref position);
    }

    private int ShardHolding(int leaf)
    {
        int found = _starts.AsSpan().BinarySearch(leaf);
        return found >= 0 ? found : ~found - 1;
    }

    private static int[] GroupByShard(ReadOnlySpan<RecipientRow> rows, int nybbles, out int[] ends)
    {
        ends = new int[1 << (4 * nybbles)];
        foreach (ref readonly RecipientRow row in rows)
            ends[ShardOf(row.Account, nybbles)]++;
        int total = 0;
        for (int i = 0; i < ends.Length; i++)
        {
            int count = ends[i];
            ends[i] = total;
            total += count;
        }

        int[] grouped = new int[rows.Length];
        for (int i = 0; i < rows.Length; i++)
            grouped[ends[ShardOf(rows[i].Account, nybbles)]++] = i;
        return grouped;
    }
}
