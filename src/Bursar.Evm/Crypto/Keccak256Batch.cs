using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using Bursar.Evm.Primitives;

namespace Bursar.Evm.Crypto;

/// <summary>Keccak-256 of many messages of one short length: several at once where the processor can (eight with AVX-512, four with AVX2).</summary>
/// <remarks>The hashes are those of <see cref="Keccak256"/>, whatever the processor. One thread; callers who want more give each its own range.</remarks>
public static class Keccak256Batch
{
    /// <summary>Longest message: one that is absorbed at once, with at least one byte of padding.</summary>
    public const int MaxLength = Keccak256.Rate - 1;

    private const int Pair = 2 * Hash32.Length;

    /// <summary>Messages that this processor hashes at once.</summary>
    public static int Lanes => LanesOf(Best);

    internal static KeccakPath Best =>
        IsSupported(KeccakPath.Avx512) ? KeccakPath.Avx512 : IsSupported(KeccakPath.Avx2) ? KeccakPath.Avx2 : KeccakPath.Scalar;

    /// <summary>Hashes as many messages as there is room for in <paramref name="hashes"/>.</summary>
    /// <param name="messages">The messages: the first at 0, each further one <paramref name="stride"/> bytes on.</param>
    /// <param name="length">Bytes of each message, 0 to <see cref="MaxLength"/>.</param>
    /// <param name="stride">Bytes from the start of a message to the start of the next, at least <paramref name="length"/>.</param>
    /// <param name="hashes">Where the hashes go. It may be the same memory as <paramref name="messages"/> when the stride is 32.</param>
    /// <exception cref="ArgumentException">The messages do not lie within <paramref name="messages"/>, or the length or stride is none.</exception>
    public static void Hash(ReadOnlySpan<byte> messages, int length, int stride, Span<Hash32> hashes) => Hash(Best, messages, length, stride, hashes);

    /// <summary>Hashes nodes two by two, as trees do: parent i is the hash of nodes 2i and 2i + 1 side by side.</summary>
    /// <param name="nodes">The nodes, at least twice as many as <paramref name="parents"/>.</param>
    /// <param name="parents">Where the hashes go; must not overlap <paramref name="nodes"/>.</param>
    /// <param name="sorted">True to hash the smaller node of each pair first, whatever the order in which they stand.</param>
    /// <exception cref="ArgumentException">There are too few nodes, or the two overlap.</exception>
    public static void HashPairs(ReadOnlySpan<Hash32> nodes, Span<Hash32> parents, bool sorted) => HashPairs(Best, nodes, parents, sorted);

    internal static bool IsSupported(KeccakPath path) => path switch
    {
        KeccakPath.Avx512 => Avx512F.IsSupported && Avx512BW.IsSupported,
        KeccakPath.Avx2 => Avx2.IsSupported,
        _ => true,
    };

    internal static int LanesOf(KeccakPath path) => path switch { KeccakPath.Avx512 => 8, KeccakPath.Avx2 => 4, _ => 1 };

    internal static void Hash(KeccakPath path, ReadOnlySpan<byte> messages, int length, int stride, Span<Hash32> hashes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, MaxLength);
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, Math.Max(1, length));
        if (hashes.IsEmpty)
            return;
        if (messages.Length < ((hashes.Length - 1L) * stride) + length)
            throw new ArgumentException($"{hashes.Length} messages of {length} bytes with a stride of {stride} need more bytes than there are", nameof(messages));
        int lanes = LanesOf(path);
        int whole = lanes == 1 ? 0 : hashes.Length - (hashes.Length % lanes);
        if (whole > 0)
            HashGroups(path, messages, length, stride, hashes[..whole]);
        if (whole < hashes.Length)
            HashRest(path, messages[(whole * stride)..], length, stride, hashes[whole..]);
    }

    internal static void HashPairs(KeccakPath path, ReadOnlySpan<Hash32> nodes, Span<Hash32> parents, bool sorted)
    {
        if (nodes.Length / 2 < parents.Length)
            throw new ArgumentException($"{parents.Length} parents need twice as many nodes, not {nodes.Length}", nameof(nodes));
        nodes = nodes[..(2 * parents.Length)];
        if (nodes.Overlaps(parents))
            throw new ArgumentException("parents overlap their nodes", nameof(parents));
        int lanes = LanesOf(path);
        int whole = lanes == 1 ? 0 : parents.Length - (parents.Length % lanes);
        if (whole > 0)
            HashPairGroups(path, nodes, parents[..whole], sorted);
        if (whole == parents.Length)
            return;
        nodes = nodes[(2 * whole)..];
        parents = parents[whole..];
        if (lanes == 1 || parents.Length == 1)
        {
            HashPairsOneByOne(nodes, parents, sorted);
            return;
        }

        Span<Hash32> room = stackalloc Hash32[3 * lanes];
        nodes.CopyTo(room);
        for (int i = nodes.Length; i < 2 * lanes; i += 2)
            nodes[..2].CopyTo(room[i..]);
        HashPairGroups(path, room[..(2 * lanes)], room[(2 * lanes)..], sorted);
        room.Slice(2 * lanes, parents.Length).CopyTo(parents);
    }

    private static void HashGroups(KeccakPath path, ReadOnlySpan<byte> messages, int length, int stride, Span<Hash32> hashes)
    {
        ref byte first = ref MemoryMarshal.GetReference(messages);
        ref byte hash = ref Unsafe.As<Hash32, byte>(ref MemoryMarshal.GetReference(hashes));
        if (path == KeccakPath.Avx512)
            KeccakBatch512.Hash(ref first, length, stride, ref hash, hashes.Length / 8);
        else
            KeccakBatch256.Hash(ref first, length, stride, ref hash, hashes.Length / 4);
    }

    private static void HashPairGroups(KeccakPath path, ReadOnlySpan<Hash32> nodes, Span<Hash32> parents, bool sorted)
    {
        ref byte first = ref Unsafe.As<Hash32, byte>(ref MemoryMarshal.GetReference(nodes));
        ref byte hash = ref Unsafe.As<Hash32, byte>(ref MemoryMarshal.GetReference(parents));
        if (path == KeccakPath.Avx512)
            KeccakBatch512.HashPairs(ref first, ref hash, parents.Length / 8, sorted);
        else
            KeccakBatch256.HashPairs(ref first, ref hash, parents.Length / 4, sorted);
    }

    private static void HashRest(KeccakPath path, ReadOnlySpan<byte> messages, int length, int stride, Span<Hash32> hashes)
    {
        int lanes = LanesOf(path);
        if (lanes == 1 || hashes.Length == 1)
        {
            for (int i = 0; i < hashes.Length; i++)
                Keccak256.Hash(messages.Slice(i * stride, length), MemoryMarshal.AsBytes(hashes.Slice(i, 1)));
            return;
        }

        Span<byte> room = stackalloc byte[lanes * Keccak256.Rate];
        room.Clear();
        Span<Hash32> all = stackalloc Hash32[lanes];
        for (int i = 0; i < hashes.Length; i++)
            messages.Slice(i * stride, length).CopyTo(room[(i * Keccak256.Rate)..]);
        HashGroups(path, room, length, Keccak256.Rate, all);
        all[..hashes.Length].CopyTo(hashes);
    }

    private static void HashPairsOneByOne(ReadOnlySpan<Hash32> nodes, Span<Hash32> parents, bool sorted)
    {
        Span<byte> pair = stackalloc byte[Pair];
        for (int i = 0; i < parents.Length; i++)
        {
            bool swap = sorted && nodes[2 * i] > nodes[(2 * i) + 1];
            nodes[swap ? (2 * i) + 1 : 2 * i].CopyTo(pair);
            nodes[swap ? 2 * i : (2 * i) + 1].CopyTo(pair[Hash32.Length..]);
            Keccak256.Hash(pair, MemoryMarshal.AsBytes(parents.Slice(i, 1)));
        }
    }
}
