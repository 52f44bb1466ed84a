using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Bursar.Evm.Primitives;

namespace Bursar.Evm.Crypto;

/// <summary>Hashes messages eight at a time (AVX-512F and BW).</summary>
internal static class KeccakBatch512
{
    private const int Lanes = 8;

    private static Vector512<byte> ReverseWords => Vector512.Create(Vector256.Create(ReverseTwo, ReverseTwo), Vector256.Create(ReverseTwo, ReverseTwo));

    private static Vector128<byte> ReverseTwo => Vector128.Create((byte)7, 6, 5, 4, 3, 2, 1, 0, 15, 14, 13, 12, 11, 10, 9, 8);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Hash(ref byte messages, int length, nint stride, ref byte hashes, nint groups)
    {
        Span<Vector512<ulong>> block = stackalloc Vector512<ulong>[KeccakColumns.Words];
        KeccakColumns.Prepare(MemoryMarshal.Cast<Vector512<ulong>, ulong>(block), Lanes, length);
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
        Span<Vector512<ulong>> block = stackalloc Vector512<ulong>[KeccakColumns.Words];
        KeccakColumns.Prepare(MemoryMarshal.Cast<Vector512<ulong>, ulong>(block), Lanes, 2 * Hash32.Length);
        unchecked
        {
            for (nint group = 0; group < groups; group++)
            {
                LoadPairs(ref Unsafe.Add(ref nodes, group * Lanes * 2 * Hash32.Length), ref block[0], sorted);
                PermuteAndStore(ref block[0], ref Unsafe.Add(ref parents, group * Lanes * Hash32.Length));
            }
        }
    }

    // Eight words of each message at a time, then four, and the rest of them word by word.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Fill(ref byte messages, int length, nint stride, ref Vector512<ulong> block)
    {
        unchecked
        {
            int at = 0;
            for (; at + 64 <= length; at += 64)
            {
                LoadEight(ref Unsafe.Add(ref messages, at), stride,
                    out Vector512<ulong> w0, out Vector512<ulong> w1, out Vector512<ulong> w2, out Vector512<ulong> w3,
                    out Vector512<ulong> w4, out Vector512<ulong> w5, out Vector512<ulong> w6, out Vector512<ulong> w7);
                Set(ref Unsafe.Add(ref block, at / 8), w0, w1, w2, w3, w4, w5, w6, w7);
            }

            if (at + 32 <= length)
            {
                LoadFour(ref Unsafe.Add(ref messages, at), stride, ref Unsafe.Add(ref block, at / 8));
                at += 32;
            }

            if (at < length)
                KeccakColumns.Fill(ref Unsafe.As<Vector512<ulong>, ulong>(ref block), Lanes, ref messages, at / 8, length, stride);
        }
    }

    // Eight rows of eight words become eight columns.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void LoadEight(
        ref byte rows, nint stride, out Vector512<ulong> w0, out Vector512<ulong> w1, out Vector512<ulong> w2, out Vector512<ulong> w3,
        out Vector512<ulong> w4, out Vector512<ulong> w5, out Vector512<ulong> w6, out Vector512<ulong> w7)
    {
        Vector512<ulong> r0 = Load(ref rows, stride, 0), r1 = Load(ref rows, stride, 1), r2 = Load(ref rows, stride, 2), r3 = Load(ref rows, stride, 3);
        Vector512<ulong> r4 = Load(ref rows, stride, 4), r5 = Load(ref rows, stride, 5), r6 = Load(ref rows, stride, 6), r7 = Load(ref rows, stride, 7);
        Vector512<ulong> even0 = Avx512F.UnpackLow(r0, r1), even1 = Avx512F.UnpackLow(r2, r3);
        Vector512<ulong> even2 = Avx512F.UnpackLow(r4, r5), even3 = Avx512F.UnpackLow(r6, r7);
        Vector512<ulong> odd0 = Avx512F.UnpackHigh(r0, r1), odd1 = Avx512F.UnpackHigh(r2, r3);
        Vector512<ulong> odd2 = Avx512F.UnpackHigh(r4, r5), odd3 = Avx512F.UnpackHigh(r6, r7);
        Vector512<ulong> even04 = Low(even0, even1), even04B = Low(even2, even3), even26 = High(even0, even1), even26B = High(even2, even3);
        Vector512<ulong> odd15 = Low(odd0, odd1), odd15B = Low(odd2, odd3), odd37 = High(odd0, odd1), odd37B = High(odd2, odd3);
        w0 = Low(even04, even04B);
        w1 = Low(odd15, odd15B);
        w2 = Low(even26, even26B);
        w3 = Low(odd37, odd37B);
        w4 = High(even04, even04B);
        w5 = High(odd15, odd15B);
        w6 = High(even26, even26B);
        w7 = High(odd37, odd37B);
    }

    // Eight rows of four words become four columns.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void LoadFour(ref byte rows, nint stride, ref Vector512<ulong> columns)
    {
        Vector512<ulong> r04 = LoadTwo(ref rows, stride, 0), r15 = LoadTwo(ref rows, stride, 1), r26 = LoadTwo(ref rows, stride, 2), r37 = LoadTwo(ref rows, stride, 3);
        Vector512<ulong> even0 = Avx512F.UnpackLow(r04, r15), even1 = Avx512F.UnpackLow(r26, r37);
        Vector512<ulong> odd0 = Avx512F.UnpackHigh(r04, r15), odd1 = Avx512F.UnpackHigh(r26, r37);
        Vector512<ulong> first = Vector512.Create(0UL, 1, 8, 9, 4, 5, 12, 13);
        Vector512<ulong> second = Vector512.Create(2UL, 3, 10, 11, 6, 7, 14, 15);
        columns = Avx512F.PermuteVar8x64x2(even0, first, even1);
        Unsafe.Add(ref columns, 1) = Avx512F.PermuteVar8x64x2(odd0, first, odd1);
        Unsafe.Add(ref columns, 2) = Avx512F.PermuteVar8x64x2(even0, second, even1);
        Unsafe.Add(ref columns, 3) = Avx512F.PermuteVar8x64x2(odd0, second, odd1);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void LoadPairs(ref byte pairs, ref Vector512<ulong> block, bool sorted)
    {
        LoadEight(ref pairs, 2 * Hash32.Length,
            out Vector512<ulong> left0, out Vector512<ulong> left1, out Vector512<ulong> left2, out Vector512<ulong> left3,
            out Vector512<ulong> right0, out Vector512<ulong> right1, out Vector512<ulong> right2, out Vector512<ulong> right3);
        if (!sorted)
        {
            Set(ref block, left0, left1, left2, left3, right0, right1, right2, right3);
            return;
        }

        if (Vector512.EqualsAny(left0, right0))
        {
            SortAndLoad(ref pairs, ref block); // the first words do not tell which node is smaller
            return;
        }

        Vector512<ulong> swap = Vector512.GreaterThan(Reverse(left0), Reverse(right0));
        Set(ref block,
            Vector512.ConditionalSelect(swap, right0, left0), Vector512.ConditionalSelect(swap, right1, left1),
            Vector512.ConditionalSelect(swap, right2, left2), Vector512.ConditionalSelect(swap, right3, left3),
            Vector512.ConditionalSelect(swap, left0, right0), Vector512.ConditionalSelect(swap, left1, right1),
            Vector512.ConditionalSelect(swap, left2, right2), Vector512.ConditionalSelect(swap, left3, right3));
    }

    private static void SortAndLoad(ref byte pairs, ref Vector512<ulong> block)
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

    // Four columns of eight words become eight rows of four.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PermuteAndStore(ref Vector512<ulong> block, ref byte hashes)
    {
        Span<Vector512<ulong>> hash = stackalloc Vector512<ulong>[4];
        KeccakLanes512.Permute(ref block, ref hash[0]);
        Vector512<ulong> evenLow = Avx512F.UnpackLow(hash[0], hash[1]), evenHigh = Avx512F.UnpackLow(hash[2], hash[3]);
        Vector512<ulong> oddLow = Avx512F.UnpackHigh(hash[0], hash[1]), oddHigh = Avx512F.UnpackHigh(hash[2], hash[3]);
        Vector512<ulong> first = Vector512.Create(0UL, 1, 8, 9, 2, 3, 10, 11);
        Vector512<ulong> second = Vector512.Create(4UL, 5, 12, 13, 6, 7, 14, 15);
        Store(Avx512F.PermuteVar8x64x2(evenLow, first, evenHigh), ref hashes, 0);
        Store(Avx512F.PermuteVar8x64x2(oddLow, first, oddHigh), ref hashes, 1);
        Store(Avx512F.PermuteVar8x64x2(evenLow, second, evenHigh), ref hashes, 4);
        Store(Avx512F.PermuteVar8x64x2(oddLow, second, oddHigh), ref hashes, 5);
    }

    private static Vector512<ulong> Load(ref byte rows, nint stride, nint row) => Vector512.LoadUnsafe(ref Unsafe.Add(ref rows, unchecked(stride * row))).AsUInt64();

    // A row of four words, and the one four rows on.
    private static Vector512<ulong> LoadTwo(ref byte rows, nint stride, nint row) => unchecked(Vector512.Create(
        Vector256.LoadUnsafe(ref Unsafe.Add(ref rows, stride * row)), Vector256.LoadUnsafe(ref Unsafe.Add(ref rows, stride * (row + 4)))).AsUInt64());

    private static Vector512<ulong> Low(Vector512<ulong> left, Vector512<ulong> right) => Avx512F.Shuffle4x128(left, right, 0x88);

    private static Vector512<ulong> High(Vector512<ulong> left, Vector512<ulong> right) => Avx512F.Shuffle4x128(left, right, 0xDD);

    private static Vector512<ulong> Reverse(Vector512<ulong> words) => Avx512BW.Shuffle(words.AsByte(), ReverseWords).AsUInt64();

    private static void Store(Vector512<ulong> two, ref byte hashes, nuint row)
    {
        unchecked
        {
            two.GetLower().AsByte().StoreUnsafe(ref hashes, 32 * row);
            two.GetUpper().AsByte().StoreUnsafe(ref hashes, 32 * (row + 2));
        }
    }

    private static void Set(
        ref Vector512<ulong> block, Vector512<ulong> w0, Vector512<ulong> w1, Vector512<ulong> w2, Vector512<ulong> w3,
        Vector512<ulong> w4, Vector512<ulong> w5, Vector512<ulong> w6, Vector512<ulong> w7)
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
