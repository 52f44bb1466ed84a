using System.Buffers.Binary;
using Bursar.Core.Lists;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Trees;

/// <summary>Puts leaves in order.</summary>
internal static class LeafOrder
{
    /// <summary>A leaf's row, with the first bytes of what it is sorted by, so that most comparisons touch nothing else.</summary>
    internal readonly record struct Key(ulong Prefix, int Row);

    /// <summary>Puts some of the rows in the order of their leaves.</summary>
    /// <returns>True when some of their leaves are equal.</returns>
    internal static bool ByHash(Hash32[] leaves, Span<int> rows)
    {
        Key[] keys = new Key[rows.Length];
        for (int i = 0; i < keys.Length; i++)
            keys[i] = new Key(BinaryPrimitives.ReadUInt64BigEndian(leaves[rows[i]].Span), rows[i]);
        Sort(leaves, keys);
        bool equal = false;
        for (int i = 0; i < keys.Length; i++)
        {
            rows[i] = keys[i].Row;
            equal |= i > 0 && keys[i].Prefix == keys[i - 1].Prefix && leaves[keys[i].Row] == leaves[keys[i - 1].Row];
        }

        return equal;
    }

    /// <summary>Sorts keys of leaves; equal leaves in the order of rows.</summary>
    internal static void Sort(Hash32[] leaves, Span<Key> keys) => keys.Sort(new HashOrder(leaves));

    /// <summary>The rows in the order of their accounts; several rows of one account as in <paramref name="fileOrder"/>.</summary>
    internal static int[] ByAccount(ReadOnlySpan<RecipientRow> rows, int[] fileOrder)
    {
        RecipientRow[] all = rows.ToArray();
        return [.. fileOrder.OrderBy(r => all[r].Account)];
    }

    /// <summary>The rows in the order of their accounts' EIP-55 texts, character by character.</summary>
    internal static int[] ByChecksum(ReadOnlySpan<RecipientRow> rows)
    {
        var keys = new Key[rows.Length];
        for (int i = 0; i < keys.Length; i++)
            keys[i] = new Key(ChecksumPrefix(rows[i].Account), i);
        keys.AsSpan().Sort(new ChecksumOrder(rows.ToArray()));
        return Array.ConvertAll(keys, k => k.Row);
    }

    // Twelve characters at five bits each: a digit, an upper-case and a lower-case letter stand in the order of their codes.
    private static ulong ChecksumPrefix(Address account)
    {
        Span<char> text = stackalloc char[42];
        account.Format(text);
        ulong prefix = 0;
        foreach (char c in text[2..14])
            prefix = (prefix << 5) | (c <= '9' ? (uint)(c - '0') : c <= 'F' ? (uint)(c - 'A' + 10) : (uint)(c - 'a' + 16));
        return prefix;
    }

    private readonly struct HashOrder(Hash32[] leaves) : IComparer<Key>
    {
        public int Compare(Key left, Key right)
        {
            if (left.Prefix != right.Prefix)
                return left.Prefix < right.Prefix ? -1 : 1;
            int order = leaves[left.Row].CompareTo(leaves[right.Row]);
            return order != 0 ? order : left.Row.CompareTo(right.Row);
        }
    }

    private readonly struct ChecksumOrder(RecipientRow[] rows) : IComparer<Key>
    {
        public int Compare(Key left, Key right)
        {
            if (left.Prefix != right.Prefix)
                return left.Prefix < right.Prefix ? -1 : 1;
            int order = string.CompareOrdinal(rows[left.Row].Account.ToString(), rows[right.Row].Account.ToString());
            return order != 0 ? order : left.Row.CompareTo(right.Row);
        }
    }
}
