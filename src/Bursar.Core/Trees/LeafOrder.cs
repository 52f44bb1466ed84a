using System.Buffers.Binary;

namespace Bursar.Core.Trees;

/// <summary>Sorts 32-byte nodes that lie side by side.</summary>
internal static class LeafOrder
{
    /// <summary>A node's place, with its first bytes so that most comparisons touch nothing else.</summary>
    internal readonly record struct Key(ulong Prefix, int Index);

    /// <summary>The keys of <paramref name="nodes"/>, in order of the nodes; equal nodes keep their order.</summary>
    internal static Key[] Sort(byte[] nodes)
    {
        Key[] keys = Keys(nodes);
        Sort(nodes, keys);
        return keys;
    }

    /// <summary>The keys in the order of places.</summary>
    internal static Key[] Keys(byte[] nodes)
    {
        var keys = new Key[nodes.Length / 32];
        for (int i = 0; i < keys.Length; i++)
            keys[i] = new Key(BinaryPrimitives.ReadUInt64BigEndian(nodes.AsSpan(32 * i)), i);
        return keys;
    }

    /// <summary>Sorts some of the keys.</summary>
    internal static void Sort(byte[] nodes, Span<Key> keys) => keys.Sort(new Order(nodes));

    private readonly struct Order(byte[] nodes) : IComparer<Key>
    {
        public int Compare(Key left, Key right)
        {
            if (left.Prefix != right.Prefix)
                return left.Prefix < right.Prefix ? -1 : 1;
            int order = nodes.AsSpan(32 * left.Index, 32).SequenceCompareTo(nodes.AsSpan(32 * right.Index, 32));
            return order != 0 ? order : left.Index.CompareTo(right.Index);
        }
    }
}
