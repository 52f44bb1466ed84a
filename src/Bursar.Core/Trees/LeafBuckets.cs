using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Trees;

/// <summary>Sorts leaves: by their first bits into buckets of a few, then each bucket, on all processors. Leaves are hashes, and so spread evenly;
/// those that are not only take longer.</summary>
internal sealed class LeafBuckets(Hash32[] leaves)
{
    private const int MostBits = 22;
    private const int LeavesOfBucketBits = 2;
    private const int FewLeaves = 32;
    private const int LeavesOfTask = 1 << 14;

    private readonly int _bits = Math.Clamp(BitOperations.Log2((uint)leaves.Length | 1) - LeavesOfBucketBits, 0, MostBits);
    private readonly LeafOrder.Key[] _keys = GC.AllocateUninitializedArray<LeafOrder.Key>(leaves.Length);

    /// <summary>The rows in the order of their leaves; equal leaves in the order of rows.</summary>
    /// <param name="equal">True when some leaves are equal.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    internal int[] Sort(out bool equal, CancellationToken cancellationToken)
    {
        int shares = leaves.Length < LeavesOfTask ? 1 : Math.Clamp(Environment.ProcessorCount, 1, 16);
        int[][] places = new int[shares][];
        Spread.Each(shares, i => places[i] = Count(Share(i, shares)), cancellationToken);
        int next = 0;
        for (int bucket = 0; bucket < 1 << _bits; bucket++)
        {
            foreach (int[] own in places)
            {
                int count = own[bucket];
                own[bucket] = next;
                next += count;
            }
        }

        Spread.Each(shares, i => Place(Share(i, shares), places[i]), cancellationToken);
        int[] order = GC.AllocateUninitializedArray<int>(leaves.Length);
        int[] ends = places[^1]; // of the buckets, now that the last share is placed
        int task = Math.Max(1, (int)((long)ends.Length * LeavesOfTask / leaves.Length));
        int found = 0;
        Spread.Each((ends.Length + task - 1) / task, i =>
        {
            if (SortBuckets(ends, i * task, Math.Min(ends.Length, (i + 1) * task), order))
                Volatile.Write(ref found, 1);
        }, cancellationToken);
        equal = found != 0;
        return order;
    }

    private (int From, int To) Share(int share, int shares) => ((int)((long)leaves.Length * share / shares), (int)((long)leaves.Length * (share + 1) / shares));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int[] Count((int From, int To) share)
    {
        int[] counts = new int[1 << _bits];
        int shift = 32 - _bits;
        foreach (ref readonly Hash32 leaf in leaves.AsSpan(share.From..share.To))
            counts[(int)((ulong)BinaryPrimitives.ReadUInt32BigEndian(leaf.Span) >> shift)]++;
        return counts;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Place((int From, int To) share, int[] places)
    {
        int shift = 64 - _bits;
        for (int i = share.From; i < share.To; i++)
        {
            ulong prefix = BinaryPrimitives.ReadUInt64BigEndian(leaves[i].Span);
            _keys[places[_bits == 0 ? 0 : (int)(prefix >> shift)]++] = new LeafOrder.Key(prefix, i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool SortBuckets(int[] ends, int from, int to, int[] order)
    {
        bool equal = false;
        int start = from == 0 ? 0 : ends[from - 1];
        for (int bucket = from; bucket < to; bucket++)
        {
            Span<LeafOrder.Key> keys = _keys.AsSpan(start..ends[bucket]);
            if (keys.Length > FewLeaves)
                LeafOrder.Sort(leaves, keys);
            else
                SortFew(keys);
            Span<int> rows = order.AsSpan(start, keys.Length);
            for (int i = 0; i < keys.Length; i++)
            {
                rows[i] = keys[i].Row;
                equal |= i > 0 && keys[i].Prefix == keys[i - 1].Prefix && leaves[keys[i].Row] == leaves[keys[i - 1].Row];
            }

            start = ends[bucket];
        }

        return equal;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SortFew(Span<LeafOrder.Key> keys)
    {
        for (int i = 1; i < keys.Length; i++)
        {
            LeafOrder.Key key = keys[i];
            int at = i;
            while (at > 0 && IsBefore(key, keys[at - 1]))
            {
                keys[at] = keys[at - 1];
                at--;
            }

            keys[at] = key;
        }
    }

    // Equal leaves come in the order of their rows already, and stay so.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsBefore(LeafOrder.Key key, LeafOrder.Key other) =>
        key.Prefix != other.Prefix ? key.Prefix < other.Prefix : leaves[key.Row].CompareTo(leaves[other.Row]) < 0;
}
