using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Bursar.Evm.Primitives;

namespace Bursar.Evm.Crypto;

/// <summary>Hashes messages four at a time (AVX2).</summary>
internal static class KeccakBatch256
{
    private const int Lanes = 4;

    private static Vector256<byte> ReverseWords => Vector256.Create(ReverseTwo, ReverseTwo);

    private static Vector128<byte> ReverseTwo => Vector128.Create((byte)7, 6, 5, 4, 3, 2, 1, 0, 15, 14, 13, 12, 11, 10, 9, 8);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Hash(ref byte messages, int length, nint stride, ref byte hashes, nint groups)
    {
        Span<Vector256<ulong>> block = stackalloc Vector256<ulong>[KeccakColumns.Words];
        KeccakColumns.Prepare(MemoryMarshal.Cast<Vector256<ulong>, ulong>(block), Lanes, length);
        unchecked
        {
            for (nint group = 0; group < groups; group++)
            {
                Fill(ref Unsafe.Add(ref messages, group * Lanes * stride), length, stride, ref block[0]);
                PermuteAndStore(ref block[0], ref Unsafe.Add(ref hashes, group * Lanes * Hash32.Length));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void HashPairs(ref byte nodes, ref byte parents, nint groups, bool sorted)
    {
        Span<Vector256<ulong>> block = stackalloc Vector256<ulong>[KeccakColumns.Words];
        KeccakColumns.Prepare(MemoryMarshal.Cast<Vector256<ulong>, ulong>(block), Lanes, 2 * Hash32.Length);
        unchecked
        {
            for (nint group = 0; group < groups; group++)
            {
                LoadPairs(ref Unsafe.Add(ref nodes, group * Lanes * 2 * Hash32.Length), ref block[0], sorted);
                PermuteAndStore(ref block[0], ref Unsafe.Add(ref parents, group * Lanes * Hash32.Length));
            }
        }
    }

    // Four words of each message at a time, and the rest of them word by word.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Fill(ref byte messages, int length, nint stride, ref Vector256<ulong> block)
    {
        unchecked
        {
            int at = 0;
            for (; at + 32 <= length; at += 32)
            {
                ref byte first = ref Unsafe.Add(ref messages, at);
                ref Vector256<ulong> columns = ref Unsafe.Add(ref block, at / 8);
                Transpose(
                    Vector256.LoadUnsafe(ref first).AsUInt64(), Vector256.LoadUnsafe(ref Unsafe.Add(ref first, stride)).AsUInt64(),
                    Vector256.LoadUnsafe(ref Unsafe.Add(ref first, 2 * stride)).AsUInt64(), Vector256.LoadUnsafe(ref Unsafe.Add(ref first, 3 * stride)).AsUInt64(),
                    out columns, out Unsafe.Add(ref columns, 1), out Unsafe.Add(ref columns, 2), out Unsafe.Add(ref columns, 3));
            }

            if (at < length)
                KeccakColumns.Fill(ref Unsafe.As<Vector256<ulong>, ulong>(ref block), Lanes, ref messages, at / 8, length, stride);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void LoadPairs(ref byte pairs, ref Vector256<ulong> block, bool sorted)
    {
        Transpose(Load(ref pairs, 0), Load(ref pairs, 2), Load(ref pairs, 4), Load(ref pairs, 6),
            out Vector256<ulong> left0, out Vector256<ulong> left1, out Vector256<ulong> left2, out Vector256<ulong> left3);
        Transpose(Load(ref pairs, 1), Load(ref pairs, 3), Load(ref pairs, 5), Load(ref pairs, 7),
            out Vector256<ulong> right0, out Vector256<ulong> right1, out Vector256<ulong> right2, out Vector256<ulong> right3);
        if (!sorted)
        {
            Set(ref block, left0, left1, left2, left3, right0, right1, right2, right3);
            return;
        }

        if (Vector256.EqualsAny(left0, right0))
        {
            SortAndLoad(ref pairs, ref block); // the first words do not tell which node is smaller
            return;
        }

        Vector256<ulong> swap = Vector256.GreaterThan(Reverse(left0), Reverse(right0));
        Set(ref block,
            Vector256.ConditionalSelect(swap, right0, left0), Vector256.ConditionalSelect(swap, right1, left1),
            Vector256.ConditionalSelect(swap, right2, left2), Vector256.ConditionalSelect(swap, right3, left3),
            Vector256.ConditionalSelect(swap, left0, right0), Vector256.ConditionalSelect(swap, left1, right1),
            Vector256.ConditionalSelect(swap, left2, right2), Vector256.ConditionalSelect(swap, left3, right3));
    }

    private static void SortAndLoad(ref byte pairs, ref Vector256<ulong> block)
    {
        Span<Hash32> sorted = stackalloc Hash32[2 * Lanes];
        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<byte, Hash32>(ref pairs), 2 * Lanes).CopyTo(sorted);
        for (int i = 0; i < 2 * Lanes; i += 2)
        {
            if (sorted[i] > sorted[i + 1])
                (sorted[i], sorted[i + 1]) = (sorted[i + 1], sorted[i]);
        }

        LoadPairs(ref Unsafe.As<Hash32, byte>(ref sorted[0]), ref block, sorted: false);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PermuteAndStore(ref Vector256<ulong> block, ref byte hashes)
    {
        Span<Vector256<ulong>> hash = stackalloc Vector256<ulong>[4];
        KeccakLanes256.Permute(ref block, ref hash[0]);
        Transpose(hash[0], hash[1], hash[2], hash[3],
            out Vector256<ulong> first, out Vector256<ulong> second, out Vector256<ulong> third, out Vector256<ulong> fourth);
        first.AsByte().StoreUnsafe(ref hashes);
        second.AsByte().StoreUnsafe(ref hashes, 32);
        third.AsByte().StoreUnsafe(ref hashes, 64);
        fourth.AsByte().StoreUnsafe(ref hashes, 96);
    }

    // Four rows of four words become four columns, and the other way round.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose(
        Vector256<ulong> row0, Vector256<ulong> row1, Vector256<ulong> row2, Vector256<ulong> row3,
        out Vector256<ulong> column0, out Vector256<ulong> column1, out Vector256<ulong> column2, out Vector256<ulong> column3)
    {
        Vector256<ulong> evenTop = Avx2.UnpackLow(row0, row1), evenBottom = Avx2.UnpackLow(row2, row3);
        Vector256<ulong> oddTop = Avx2.UnpackHigh(row0, row1), oddBottom = Avx2.UnpackHigh(row2, row3);
        column0 = Avx2.Permute2x128(evenTop, evenBottom, 0x20);
        column1 = Avx2.Permute2x128(oddTop, oddBottom, 0x20);
        column2 = Avx2.Permute2x128(evenTop, evenBottom, 0x31);
        column3 = Avx2.Permute2x128(oddTop, oddBottom, 0x31);
    }

    private static Vector256<ulong> Load(ref byte pairs, nuint node) => Vector256.LoadUnsafe(ref pairs, unchecked(32 * node)).AsUInt64();

    private static Vector256<ulong> Reverse(Vector256<ulong> words) => Avx2.Shuffle(words.AsByte(), ReverseWords).AsUInt64();

    private static void Set(
        ref Vector256<ulong> block, Vector256<ulong> w0, Vector256<ulong> w1, Vector256<ulong> w2, Vector256<ulong> w3,
        Vector256<ulong> w4, Vector256<ulong> w5, Vector256<ulong> w6, Vector256<ulong> w7)
    {
        block = w0;
        Unsafe.Add(ref block, 1) = w1;
        Unsafe.Add(ref block, 2) = w2;
        Unsafe.Add(ref block, 3) = w3;
        Unsafe.Add(ref block, 4) = w4;
        Unsafe.Add(ref block, 5) = w5;
        Unsafe.Add(ref block, 6) = w6;
        Unsafe.Add(ref block, 7) = w7;
    }
}
