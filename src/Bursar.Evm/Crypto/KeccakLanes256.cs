using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Bursar.Evm.Crypto;

/// <summary>Keccak-f[1600] on four states at once (AVX2): word w of state s is element s of vector w.</summary>
internal static class KeccakLanes256
{
    /// <summary>Permutes states whose first 17 words are given and whose other words are 0, and writes their first 4 words.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Permute(ref Vector256<ulong> block, ref Vector256<ulong> hash)
    {
        Vector256<ulong> a0 = block;
        Vector256<ulong> a1 = Unsafe.Add(ref block, 1);
        Vector256<ulong> a2 = Unsafe.Add(ref block, 2);
        Vector256<ulong> a3 = Unsafe.Add(ref block, 3);
        Vector256<ulong> a4 = Unsafe.Add(ref block, 4);
        Vector256<ulong> a5 = Unsafe.Add(ref block, 5);
        Vector256<ulong> a6 = Unsafe.Add(ref block, 6);
        Vector256<ulong> a7 = Unsafe.Add(ref block, 7);
        Vector256<ulong> a8 = Unsafe.Add(ref block, 8);
        Vector256<ulong> a9 = Unsafe.Add(ref block, 9);
        Vector256<ulong> a10 = Unsafe.Add(ref block, 10);
        Vector256<ulong> a11 = Unsafe.Add(ref block, 11);
        Vector256<ulong> a12 = Unsafe.Add(ref block, 12);
        Vector256<ulong> a13 = Unsafe.Add(ref block, 13);
        Vector256<ulong> a14 = Unsafe.Add(ref block, 14);
        Vector256<ulong> a15 = Unsafe.Add(ref block, 15);
        Vector256<ulong> a16 = Unsafe.Add(ref block, 16);
        Vector256<ulong> a17 = Vector256<ulong>.Zero;
        Vector256<ulong> a18 = Vector256<ulong>.Zero;
        Vector256<ulong> a19 = Vector256<ulong>.Zero;
        Vector256<ulong> a20 = Vector256<ulong>.Zero;
        Vector256<ulong> a21 = Vector256<ulong>.Zero;
        Vector256<ulong> a22 = Vector256<ulong>.Zero;
        Vector256<ulong> a23 = Vector256<ulong>.Zero;
        Vector256<ulong> a24 = Vector256<ulong>.Zero;
        foreach (ulong constant in KeccakPermutation.RoundConstants)
        {
            Vector256<ulong> c0 = a0 ^ a5 ^ a10 ^ a15 ^ a20;
            Vector256<ulong> c1 = a1 ^ a6 ^ a11 ^ a16 ^ a21;
            Vector256<ulong> c2 = a2 ^ a7 ^ a12 ^ a17 ^ a22;
            Vector256<ulong> c3 = a3 ^ a8 ^ a13 ^ a18 ^ a23;
            Vector256<ulong> c4 = a4 ^ a9 ^ a14 ^ a19 ^ a24;
            Vector256<ulong> d0 = c4 ^ Rotate(c1, 1);
            Vector256<ulong> d1 = c0 ^ Rotate(c2, 1);
            Vector256<ulong> d2 = c1 ^ Rotate(c3, 1);
            Vector256<ulong> d3 = c2 ^ Rotate(c4, 1);
            Vector256<ulong> d4 = c3 ^ Rotate(c0, 1);

            Vector256<ulong> b0 = a0 ^ d0;
            Vector256<ulong> b1 = Rotate(a6 ^ d1, 44);
            Vector256<ulong> b2 = Rotate(a12 ^ d2, 43);
            Vector256<ulong> b3 = Rotate(a18 ^ d3, 21);
            Vector256<ulong> b4 = Rotate(a24 ^ d4, 14);
            Vector256<ulong> b5 = Rotate(a3 ^ d3, 28);
            Vector256<ulong> b6 = Rotate(a9 ^ d4, 20);
            Vector256<ulong> b7 = Rotate(a10 ^ d0, 3);
            Vector256<ulong> b8 = Rotate(a16 ^ d1, 45);
            Vector256<ulong> b9 = Rotate(a22 ^ d2, 61);
            Vector256<ulong> b10 = Rotate(a1 ^ d1, 1);
            Vector256<ulong> b11 = Rotate(a7 ^ d2, 6);
            Vector256<ulong> b12 = Rotate(a13 ^ d3, 25);
            Vector256<ulong> b13 = Rotate(a19 ^ d4, 8);
            Vector256<ulong> b14 = Rotate(a20 ^ d0, 18);
            Vector256<ulong> b15 = Rotate(a4 ^ d4, 27);
            Vector256<ulong> b16 = Rotate(a5 ^ d0, 36);
            Vector256<ulong> b17 = Rotate(a11 ^ d1, 10);
            Vector256<ulong> b18 = Rotate(a17 ^ d2, 15);
            Vector256<ulong> b19 = Rotate(a23 ^ d3, 56);
            Vector256<ulong> b20 = Rotate(a2 ^ d2, 62);
            Vector256<ulong> b21 = Rotate(a8 ^ d3, 55);
            Vector256<ulong> b22 = Rotate(a14 ^ d4, 39);
            Vector256<ulong> b23 = Rotate(a15 ^ d0, 41);
            Vector256<ulong> b24 = Rotate(a21 ^ d1, 2);

            a0 = b0 ^ Vector256.AndNot(b2, b1) ^ Vector256.Create(constant);
            a1 = b1 ^ Vector256.AndNot(b3, b2);
            a2 = b2 ^ Vector256.AndNot(b4, b3);
            a3 = b3 ^ Vector256.AndNot(b0, b4);
            a4 = b4 ^ Vector256.AndNot(b1, b0);
            a5 = b5 ^ Vector256.AndNot(b7, b6);
            a6 = b6 ^ Vector256.AndNot(b8, b7);
            a7 = b7 ^ Vector256.AndNot(b9, b8);
            a8 = b8 ^ Vector256.AndNot(b5, b9);
            a9 = b9 ^ Vector256.AndNot(b6, b5);
            a10 = b10 ^ Vector256.AndNot(b12, b11);
            a11 = b11 ^ Vector256.AndNot(b13, b12);
            a12 = b12 ^ Vector256.AndNot(b14, b13);
            a13 = b13 ^ Vector256.AndNot(b10, b14);
            a14 = b14 ^ Vector256.AndNot(b11, b10);
            a15 = b15 ^ Vector256.AndNot(b17, b16);
            a16 = b16 ^ Vector256.AndNot(b18, b17);
            a17 = b17 ^ Vector256.AndNot(b19, b18);
            a18 = b18 ^ Vector256.AndNot(b15, b19);
            a19 = b19 ^ Vector256.AndNot(b16, b15);
            a20 = b20 ^ Vector256.AndNot(b22, b21);
            a21 = b21 ^ Vector256.AndNot(b23, b22);
            a22 = b22 ^ Vector256.AndNot(b24, b23);
            a23 = b23 ^ Vector256.AndNot(b20, b24);
            a24 = b24 ^ Vector256.AndNot(b21, b20);
        }

        hash = a0;
        Unsafe.Add(ref hash, 1) = a1;
        Unsafe.Add(ref hash, 2) = a2;
        Unsafe.Add(ref hash, 3) = a3;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Rotate(Vector256<ulong> value, [ConstantExpected] int bits) => (value << bits) | (value >>> (64 - bits));
}
