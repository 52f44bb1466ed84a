using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Bursar.Core.Lists;

/// <summary>Sorts many rows: by the first bits of the account into buckets of a few rows, then each bucket, on all processors.</summary>
internal sealed class RowBuckets(RecipientRow[] rows, int[] lines)
{
    private const int MostBits = 23;
    private const int RowsOfBucketBits = 1;
    private const int FewRows = 24;
    private const int RowsOfTask = 1 << 14;

    private readonly int _bits = Math.Clamp(BitOperations.Log2((uint)rows.Length | 1) - RowsOfBucketBits, 0, MostBits);

    /// <summary>Puts all rows of <paramref name="blocks"/> into their places.</summary>
    /// <returns>True when an account has several rows.</returns>
    internal bool Fill(List<RowBlock> blocks)
    {
        (int From, int To)[] shares = Share(blocks, rows.Length < RowsOfTask ? 1 : Math.Clamp(Environment.ProcessorCount, 1, 16));
        int[][] places = new int[shares.Length][];
        Each(shares.Length, i => places[i] = Count(blocks, shares[i]));
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

        Each(shares.Length, i => Place(blocks, shares[i], places[i]));
        return SortBuckets(places[^1]); // the last share's places are now the ends of the buckets
    }

    private static void Each(int count, Action<int> work)
    {
        if (count == 1)
            work(0);
        else
            Parallel.For(0, count, work);
    }

    private static (int From, int To)[] Share(List<RowBlock> blocks, int most)
    {
        int shares = Math.Min(most, blocks.Count);
        var result = new (int From, int To)[shares];
        for (int i = 0; i < shares; i++)
            result[i] = ((int)((long)blocks.Count * i / shares), (int)((long)blocks.Count * (i + 1) / shares));
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int BucketOf(in RecipientRow row) => (int)((ulong)BinaryPrimitives.ReadUInt32BigEndian(row.Account.Span) >> (32 - _bits));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int[] Count(List<RowBlock> blocks, (int From, int To) share)
    {
        int[] counts = new int[1 << _bits];
        for (int i = share.From; i < share.To; i++)
        {
            foreach (ref readonly RecipientRow row in blocks[i].Rows.AsSpan(0, blocks[i].Count))
                counts[BucketOf(row)]++;
        }

        return counts;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Place(List<RowBlock> blocks, (int From, int To) share, int[] places)
    {
        for (int i = share.From; i < share.To; i++)
        {
            RowBlock block = blocks[i];
            Span<RecipientRow> from = block.Rows.AsSpan(0, block.Count);
            for (int row = 0; row < from.Length; row++)
            {
                int place = places[BucketOf(from[row])]++;
                rows[place] = from[row];
                lines[place] = block.LineOf(row);
            }

            blocks[i] = null!; // its memory may be had again
        }
    }

    private bool SortBuckets(int[] ends)
    {
        int task = Math.Max(1, (int)((long)ends.Length * RowsOfTask / rows.Length));
        int tasks = (ends.Length + task - 1) / task;
        int duplicates = 0;
        Each(tasks, i =>
        {
            if (SortBuckets(ends, i * task, Math.Min(ends.Length, (i + 1) * task)))
                Volatile.Write(ref duplicates, 1);
        });
        return duplicates != 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool SortBuckets(int[] ends, int from, int to)
    {
        bool duplicates = false;
        int start = from == 0 ? 0 : ends[from - 1];
        for (int bucket = from; bucket < to; bucket++)
        {
            int end = ends[bucket];
            if (end - start > FewRows)
                RowOrder.Sort(rows.AsSpan(start, end - start), lines.AsSpan(start, end - start));
            else
                SortFew(start, end);
            for (int i = start + 1; i < end; i++)
                duplicates |= rows[i].Account == rows[i - 1].Account;
            start = end;
        }

        return duplicates;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SortFew(int start, int end)
    {
        for (int i = start + 1; i < end; i++)
        {
            if (!IsBefore(rows[i], lines[i], i - 1))
                continue;
            RecipientRow row = rows[i];
            int line = lines[i];
            int at = i;
            do
            {
                rows[at] = rows[at - 1];
                lines[at] = lines[at - 1];
                at--;
            }
            while (at > start && IsBefore(row, line, at - 1));
            rows[at] = row;
            lines[at] = line;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsBefore(in RecipientRow row, int line, int other)
    {
        ulong prefix = BinaryPrimitives.ReadUInt64BigEndian(row.Account.Span);
        ulong otherPrefix = BinaryPrimitives.ReadUInt64BigEndian(rows[other].Account.Span);
        if (prefix != otherPrefix)
            return prefix < otherPrefix;
        int order = RowOrder.Compare(row, rows[other]);
        return order != 0 ? order < 0 : line < lines[other];
    }
}
