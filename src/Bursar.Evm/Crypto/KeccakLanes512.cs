using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Bursar.Evm.Crypto;

/// <summary>Keccak-f[1600] on eight states at once (AVX-512): word w of state s is element s of vector w.</summary>
internal static class KeccakLanes512
{
    private const byte Xor = 0x96; // a ^ b ^ c
    private const byte Chi = 0xD2; // a ^ (~b & c)

    /// <summary>Permutes states whose first 17 words are given and whose other words are 0, and writes their first 4 words.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Permute(ref Vector512<ulong> block, ref Vector512<ulong> hash)
    {
        Vector512<ulong> a0 = block;
        Vector512<ulong> a1 = Unsafe.Add(ref block, 1);
        Vector512<ulong> a2 = Unsafe.Add(ref block, 2);
        Vector512<ulong> a3 = Unsafe.Add(ref block, 3);
        Vector512<ulong> a4 = Unsafe.Add(ref block, 4);
        Vector512<ulong> a5 = Unsafe.Add(ref block, 5);
        Vector512<ulong> a6 = Unsafe.Add(ref block, 6);
        Vector512<ulong> a7 = Unsafe.Add(ref block, 7);
        Vector512<ulong> a8 = Unsafe.Add(ref block, 8);
        Vector512<ulong> a9 = Unsafe.Add(ref block, 9);
        Vector512<ulong> a10 = Unsafe.Add(ref block, 10);
        Vector512<ulong> a11 = Unsafe.Add(ref block, 11);
        Vector512<ulong> a12 = Unsafe.Add(ref block, 12);
        Vector512<ulong> a13 = Unsafe.Add(ref block, 13);
        Vector512<ulong> a14 = Unsafe.Add(ref block, 14);
        Vector512<ulong> a15 = Unsafe.Add(ref block, 15);
        Vector512<ulong> a16 = Unsafe.Add(ref block, 16);
        Vector512<ulong> a17 = Vector512<ulong>.Zero;
        Vector512<ulong> a18 = Vector512<ulong>.Zero;
        Vector512<ulong> a19 = Vector512<ulong>.Zero;
        Vector512<ulong> a20 = Vector512<ulong>.Zero;
        Vector512<ulong> a21 = Vector512<ulong>.Zero;
        Vector512<ulong> a22 = Vector512<ulong>.Zero;
        Vector512<ulong> a23 = Vector512<ulong>.Zero;
        Vector512<ulong> a24 = Vector512<ulong>.Zero;
        foreach (ulong constant in KeccakPermutation.RoundConstants)
        {
            Vector512<ulong> c0 = Avx512F.TernaryLogic(Avx512F.TernaryLogic(a0, a5, a10, Xor), a15, a20, Xor);
            Vector512<ulong> c1 = Avx512F.TernaryLogic(Avx512F.TernaryLogic(a1, a6, a11, Xor), a16, a21, Xor);
            Vector512<ulong> c2 = Avx512F.TernaryLogic(Avx512F.TernaryLogic(a2, a7, a12, Xor), a17, a22, Xor);
            Vector512<ulong> c3 = Avx512F.TernaryLogic(Avx512F.TernaryLogic(a3, a8, a13, Xor), a18, a23, Xor);
            Vector512<ulong> c4 = Avx512F.TernaryLogic(Avx512F.TernaryLogic(a4, a9, a14, Xor), a19, a24, Xor);
            Vector512<ulong> d0 = c4 ^ Avx512F.RotateLeft(c1, 1);
            Vector512<ulong> d1 = c0 ^ Avx512F.RotateLeft(c2, 1);
            Vector512<ulong> d2 = c1 ^ Avx512F.RotateLeft(c3, 1);
            Vector512<ulong> d3 = c2 ^ Avx512F.RotateLeft(c4, 1);
            Vector512<ulong> d4 = c3 ^ Avx512F.RotateLeft(c0, 1);

            Vector512<ulong> b0 = a0 ^ d0;
            Vector512<ulong> b1 = Avx512F.RotateLeft(a6 ^ d1, 44);
            Vector512<ulong> b2 = Avx512F.RotateLeft(a12 ^ d2, 43);
            Vector512<ulong> b3 = Avx512F.RotateLeft(a18 ^ d3, 21);
            Vector512<ulong> b4 = Avx512F.RotateLeft(a24 ^ d4, 14);
            Vector512<ulong> b5 = Avx512F.RotateLeft(a3 ^ d3, 28);
            Vector512<ulong> b6 = Avx512F.RotateLeft(a9 ^ d4, 20);
            Vector512<ulong> b7 = Avx512F.RotateLeft(a10 ^ d0, 3);
            Vector512<ulong> b8 = Avx512F.RotateLeft(a16 ^ d1, 45);
            Vector512<ulong> b9 = Avx512F.RotateLeft(a22 ^ d2, 61);
            Vector512<ulong> b10 = Avx512F.RotateLeft(a1 ^ d1, 1);
            Vector512<ulong> b11 = Avx512F.RotateLeft(a7 ^ d2, 6);
            Vector512<ulong> b12 = Avx512F.RotateLeft(a13 ^ d3, 25);
            Vector512<ulong> b13 = Avx512F.RotateLeft(a19 ^ d4, 8);
            Vector512<ulong> b14 = Avx512F.RotateLeft(a20 ^ d0, 18);
            Vector512<ulong> b15 = Avx512F.RotateLeft(a4 ^ d4, 27);
            Vector512<ulong> b16 = Avx512F.RotateLeft(a5 ^ d0, 36);
            Vector512<ulong> b17 = Avx512F.RotateLeft(a11 ^ d1, 10);
            Vector512<ulong> b18 = Avx512F.RotateLeft(a17 ^ d2, 15);
            Vector512<ulong> b19 = Avx512F.RotateLeft(a23 ^ d3, 56);
            Vector512<ulong> b20 = Avx512F.RotateLeft(a2 ^ d2, 62);
            Vector512<ulong> b21 = Avx512F.RotateLeft(a8 ^ d3, 55);
            Vector512<ulong> b22 = Avx512F.RotateLeft(a14 ^ d4, 39);
            Vector512<ulong> b23 = Avx512F.RotateLeft(a15 ^ d0, 41);
            Vector512<ulong> b24 = Avx512F.RotateLeft(a21 ^ d1, 2);

            a0 = Avx512F.TernaryLogic(b0, b1, b2, Chi) ^ Vector512.Create(constant);
            a1 = Avx512F.TernaryLogic(b1, b2, b3, Chi);
            a2 = Avx512F.TernaryLogic(b2, b3, b4, Chi);
            a3 = Avx512F.TernaryLogic(b3, b4, b0, Chi);
            a4 = Avx512F.TernaryLogic(b4, b0, b1, Chi);
            a5 = Avx512F.TernaryLogic(b5, b6, b7, Chi);
            a6 = Avx512F.TernaryLogic(b6, b7, b8, Chi);
            a7 = Avx512F.TernaryLogic(b7, b8, b9, Chi);
            a8 = Avx512F.TernaryLogic(b8, b9, b5, Chi);
            a9 = Avx512F.TernaryLogic(b9, b5, b6, Chi);
            a10 = Avx512F.TernaryLogic(b10, b11, b12, Chi);
            a11 = Avx512F.TernaryLogic(b11, b12, b13, Chi);
            a12 = Avx512F.TernaryLogic(b12, b13, b14, Chi);
            a13 = Avx512F.TernaryLogic(b13, b14, b10, Chi);
            a14 = Avx512F.TernaryLogic(b14, b10, b11, Chi);
            a15 = Avx512F.TernaryLogic(b15, b16, b17, Chi);
            a16 = Avx512F.TernaryLogic(b16, b17, b18, Chi);
            a17 = Avx512F.TernaryLogic(b17, b18, b19, Chi);
            a18 = Avx512F.TernaryLogic(b18, b19, b15, Chi);
            a19 = Avx512F.TernaryLogic(b19, b15, b16, Chi);
            a20 = Avx512F.TernaryLogic(b20, b21, b22, Chi);
            a21 = Avx512F.TernaryLogic(b21, b22, b23, Chi);
            a22 = Avx512F.TernaryLogic(b22, b23, b24, Chi);
            a23 = Avx512F.TernaryLogic(b23, b24, b20, Chi);
            a24 = Avx512F.TernaryLogic(b24, b20, b21, Chi);
        }

        hash = a0;
        Unsafe.Add(ref hash, 1) = a1;
        Unsafe.Add(ref hash, 2) = a2;
        Unsafe.Add(ref hash, 3) = a3;
    }
}
