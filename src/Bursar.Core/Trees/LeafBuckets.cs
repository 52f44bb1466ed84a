using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Trees;

/// <summary>Sorts leaves: by their first bits into buckets of a few, then each bucket, on all processors. Leaves are hashes, and so spread evenly;
/// those that are not only take longer.</summary>
/// <param name="leaves">The leaves, by row.</param>
/// <param name="sorted">Where they go, as many.</param>
/// <param name="descending">True to have the greatest first.</param>
internal sealed class LeafBuckets(Hash32[] leaves, Memory<Hash32> sorted, bool descending)
{
    private const int MostBits = 22;
    private const int LeavesOfBucketBits = 2;
    private const int FewLeaves = 32;
    private const int LeavesOfTask = 1 << 14;

    private readonly int _bits = Math.Clamp(BitOperations.Log2((uint)leaves.Length | 1) - LeavesOfBucketBits, 0, MostBits);
    private readonly int[] _rows = LargeArray.Allocate<int>(leaves.Length);

    /// <summary>The rows of the leaves, in the order in which they stand then; those of equal leaves in their own order, or against it when descending.</summary>
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
        int[] ends = places[^1]; // of the buckets, now that the last share is placed
        int task = Math.Max(1, (int)((long)ends.Length * LeavesOfTask / leaves.Length));
        int found = 0;
        Spread.Each((ends.Length + task - 1) / task, i =>
        {
            if (SortBuckets(ends, i * task, Math.Min(ends.Length, (i + 1) * task)))
                Volatile.Write(ref found, 1);
        }, cancellationToken);
        equal = found != 0;
        return _rows;
    }

    private (int From, int To) Share(int share, int shares) => ((int)((long)leaves.Length * share / shares), (int)((long)leaves.Length * (share + 1) / shares));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int BucketOf(in Hash32 leaf, int flip) => (int)((ulong)BinaryPrimitives.ReadUInt32BigEndian(leaf.Span) >> (32 - _bits)) ^ flip;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int[] Count((int From, int To) share)
    {
        int[] counts = new int[1 << _bits];
        int flip = descending ? counts.Length - 1 : 0;
        foreach (ref readonly Hash32 leaf in leaves.AsSpan(share.From..share.To))
            counts[BucketOf(leaf, flip)]++;
        return counts;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Place((int From, int To) share, int[] places)
    {
        Span<Hash32> to = sorted.Span;
        int flip = descending ? places.Length - 1 : 0;
        for (int i = share.From; i < share.To; i++)
        {
            ref readonly Hash32 leaf = ref leaves[i];
            int place = places[BucketOf(leaf, flip)]++;
            to[place] = leaf;
            _rows[place] = i;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool SortBuckets(int[] ends, int from, int to)
    {
        bool equal = false;
        int start = from == 0 ? 0 : ends[from - 1];
        Span<Hash32> all = sorted.Span;
        for (int bucket = from; bucket < to; bucket++)
        {
            Span<Hash32> own = all[start..ends[bucket]];
            Span<int> rows = _rows.AsSpan(start, own.Length);
            if (own.Length > FewLeaves)
                SortMany(own, rows);
            else
                SortFew(own, rows);
            for (int i = 1; i < own.Length; i++)
                equal |= own[i] == own[i - 1];
            start = ends[bucket];
        }

        return equal;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SortFew(Span<Hash32> own, Span<int> rows)
    {
        for (int i = 1; i < own.Length; i++)
        {
            Hash32 leaf = own[i];
            int row = rows[i];
            int at = i;
            while (at > 0 && IsBefore(leaf, row, own[at - 1], rows[at - 1]))
            {
                own[at] = own[at - 1];
                rows[at] = rows[at - 1];
                at--;
            }

            own[at] = leaf;
            rows[at] = row;
        }
    }

    private void SortMany(Span<Hash32> own, Span<int> rows)
    {
        LeafOrder.ByHash(leaves, rows);
        if (descending)
            rows.Reverse();
        for (int i = 0; i < rows.Length; i++)
            own[i] = leaves[rows[i]];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsBefore(in Hash32 leaf, int row, in Hash32 other, int otherRow)
    {
        (ulong prefix, ulong otherPrefix) = (BinaryPrimitives.ReadUInt64BigEndian(leaf.Span), BinaryPrimitives.ReadUInt64BigEndian(other.Span));
        if (prefix != otherPrefix)
            return descending ? prefix > otherPrefix : prefix < otherPrefix;
        int order = leaf.CompareTo(other);
        return descending ? order > 0 || (order == 0 && row > otherRow) : order < 0 || (order == 0 && row < otherRow);
    }
}
