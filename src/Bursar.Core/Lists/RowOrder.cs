using System.Buffers.Binary;

namespace Bursar.Core.Lists;

/// <summary>Canonical order of rows: by the account's bytes, then by amount, then by line.</summary>
internal static class RowOrder
{
    /// <summary>Puts rows and the numbers that go with them into canonical order.</summary>
    internal static void Sort(Span<RecipientRow> rows, Span<int> lines)
    {
        if (IsSorted(rows, lines))
            return;
        var keys = new Key[rows.Length];
        for (int i = 0; i < rows.Length; i++)
            keys[i] = new Key(BinaryPrimitives.ReadUInt64BigEndian(rows[i].Account.Span), i);
        RecipientRow[] given = rows.ToArray();
        int[] givenLines = lines.ToArray();
        keys.AsSpan().Sort(new KeyOrder(given, givenLines));
        for (int i = 0; i < keys.Length; i++)
        {
            rows[i] = given[keys[i].Index];
            lines[i] = givenLines[keys[i].Index];
        }
    }

    /// <summary>Account, then amount.</summary>
    internal static int Compare(in RecipientRow left, in RecipientRow right)
    {
        int order = left.Account.Span.SequenceCompareTo(right.Account.Span);
        return order != 0 ? order : left.Amount.CompareTo(right.Amount);
    }

    private static bool IsSorted(ReadOnlySpan<RecipientRow> rows, ReadOnlySpan<int> lines)
    {
        for (int i = 1; i < rows.Length; i++)
        {
            int order = Compare(rows[i - 1], rows[i]);
            if (order > 0 || (order == 0 && lines[i - 1] > lines[i]))
                return false;
        }

        return true;
    }

    private readonly record struct Key(ulong Prefix, int Index);

    private readonly struct KeyOrder(RecipientRow[] rows, int[] lines) : IComparer<Key>
    {
        public int Compare(Key left, Key right)
        {
            if (left.Prefix != right.Prefix)
                return left.Prefix < right.Prefix ? -1 : 1;
            int order = RowOrder.Compare(rows[left.Index], rows[right.Index]);
            return order != 0 ? order : lines[left.Index].CompareTo(lines[right.Index]);
        }
    }
}
