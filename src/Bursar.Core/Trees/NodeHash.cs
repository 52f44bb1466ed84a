using System.Runtime.InteropServices;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Trees;

/// <summary>Hashes many messages of one length, and runs of neighbours: the loops that a tree's time goes into.</summary>
internal static class NodeHash
{
    /// <summary>Hashes messages that lie one after the other, each of <paramref name="length"/> bytes.</summary>
    internal static void Messages(ReadOnlySpan<byte> messages, int length, Span<Hash32> hashes)
    {
        if (length <= Keccak256Batch.MaxLength)
        {
            Keccak256Batch.Hash(messages, length, length, hashes);
            return;
        }

        for (int i = 0; i < hashes.Length; i++)
            hashes[i] = Keccak256.Hash(messages.Slice(i * length, length));
    }

    /// <summary>Hashes each word again, in its place.</summary>
    internal static void Again(Span<Hash32> hashes) => Keccak256Batch.Hash(MemoryMarshal.AsBytes(hashes), Hash32.Length, Hash32.Length, hashes);

    /// <summary>Joins nodes 2i and 2i + 1 of <paramref name="below"/> to node i of <paramref name="above"/>.</summary>
    internal static void Pairs(ReadOnlySpan<Hash32> below, Span<Hash32> above, PairOrder order) => Keccak256Batch.HashPairs(below, above, order == PairOrder.Sorted);

    /// <summary>Joins two nodes.</summary>
    internal static Hash32 Pair(Hash32 left, Hash32 right, PairOrder order)
    {
        bool swap = order == PairOrder.Sorted && left > right;
        Span<byte> pair = stackalloc byte[64];
        (swap ? right : left).CopyTo(pair);
        (swap ? left : right).CopyTo(pair[32..]);
        return Keccak256.Hash(pair);
    }
}
