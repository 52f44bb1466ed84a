using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;

namespace Bursar.Evm.Crypto;

/// <summary>
/// scrypt (RFC 7914). Written here and not taken from OpenSSL, because OpenSSL refuses N ≥ 2^(16·r), which the keystore definition's own example
/// has (N = 2^18 with r = 1), and because Windows and macOS have no OpenSSL.
/// </summary>
/// <remarks>
/// A 64-byte block is held as four vectors, each a diagonal of Salsa20's 4×4 matrix (word <c>5i mod 16</c> at place <c>i</c>), so that a
/// quarter-round works on four lanes at once; words are put into this order once, before mixing, and back afterwards.
/// </remarks>
internal static unsafe class Scrypt
{
    private const int BlockWords = 16;

    /// <summary>Fills <paramref name="key"/>. The caller has checked that the cost is sensible.</summary>
    /// <exception cref="OutOfMemoryException">There are no 128 × N × r bytes.</exception>
    internal static void Derive(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, int n, int r, int p, Span<byte> key)
    {
        if (n < 2 || !int.IsPow2(n) || r < 1 || p < 1)
            throw new ArgumentException("N is a power of two, r and p are positive");
        int chunk = 128 * r;
        byte[] mixed = GC.AllocateArray<byte>(chunk * p, pinned: true);
        nuint words = (nuint)(chunk / sizeof(uint));
        nuint bytes = ((words * (nuint)n) + (2 * words)) * sizeof(uint);
        uint* memory = (uint*)NativeMemory.AlignedAlloc(bytes, 64);
        try
        {
            Rfc2898DeriveBytes.Pbkdf2(password, salt, mixed, 1, HashAlgorithmName.SHA256);
            for (int i = 0; i < p; i++)
                Mix(mixed.AsSpan(i * chunk, chunk), memory, words, n, r);
            Rfc2898DeriveBytes.Pbkdf2(password, mixed, key, 1, HashAlgorithmName.SHA256);
        }
        finally
        {
            NativeMemory.Clear(memory, bytes);
            NativeMemory.AlignedFree(memory);
            CryptographicOperations.ZeroMemory(mixed);
        }
    }

    /// <summary>scryptROMix (RFC 7914 §5).</summary>
    private static void Mix(Span<byte> chunk, uint* memory, nuint words, int n, int r)
    {
        uint* x = memory;
        uint* y = x + words;
        uint* table = y + words;
        for (int i = 0; i < (int)words; i++)
            x[i] = BinaryPrimitives.ReadUInt32LittleEndian(chunk[(4 * Place(i))..]);
        for (int i = 0; i < n; i++)
        {
            NativeMemory.Copy(x, table + ((nuint)i * words), words * sizeof(uint));
            MixBlocks(x, y, r);
            Swap(ref x, ref y);
        }

        for (int i = 0; i < n; i++)
        {
            nuint j = x[(nuint)((2 * r) - 1) * BlockWords] & (uint)(n - 1);
            Xor(x, table + (j * words), words);
            MixBlocks(x, y, r);
            Swap(ref x, ref y);
        }

        for (int i = 0; i < (int)words; i++)
            BinaryPrimitives.WriteUInt32LittleEndian(chunk[(4 * Place(i))..], x[i]);
    }

    private static void Swap(ref uint* x, ref uint* y)
    {
        uint* held = x;
        x = y;
        y = held;
    }

    /// <summary>Which word of the plain order stands at place <paramref name="i"/>.</summary>
    private static int Place(int i) => (i & ~(BlockWords - 1)) + (5 * i % BlockWords);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Xor(uint* x, uint* with, nuint words)
    {
        for (nuint i = 0; i < words; i += 4)
            (Vector128.Load(x + i) ^ Vector128.Load(with + i)).Store(x + i);
    }

    /// <summary>scryptBlockMix (RFC 7914 §4) with Salsa20/8 (§3).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // it runs for a second at once: too long to wait for the second tier
    private static void MixBlocks(uint* from, uint* to, int r)
    {
        uint* last = from + ((nuint)((2 * r) - 1) * BlockWords);
        Vector128<uint> a = Vector128.Load(last);
        Vector128<uint> b = Vector128.Load(last + 4);
        Vector128<uint> c = Vector128.Load(last + 8);
        Vector128<uint> d = Vector128.Load(last + 12);
        for (int i = 0; i < 2 * r; i++)
        {
            uint* block = from + ((nuint)i * BlockWords);
            a ^= Vector128.Load(block);
            b ^= Vector128.Load(block + 4);
            c ^= Vector128.Load(block + 8);
            d ^= Vector128.Load(block + 12);
            (Vector128<uint> a0, Vector128<uint> b0, Vector128<uint> c0, Vector128<uint> d0) = (a, b, c, d);
            for (int round = 0; round < 4; round++)
            {
                b ^= Rotate(a + d, 7);
                c ^= Rotate(b + a, 9);
                d ^= Rotate(c + b, 13);
                a ^= Rotate(d + c, 18);
                b = Vector128.Shuffle(b, Vector128.Create(3u, 0, 1, 2));
                c = Vector128.Shuffle(c, Vector128.Create(2u, 3, 0, 1));
                d = Vector128.Shuffle(d, Vector128.Create(1u, 2, 3, 0));
                d ^= Rotate(a + b, 7);
                c ^= Rotate(d + a, 9);
                b ^= Rotate(c + d, 13);
                a ^= Rotate(b + c, 18);
                b = Vector128.Shuffle(b, Vector128.Create(1u, 2, 3, 0));
                c = Vector128.Shuffle(c, Vector128.Create(2u, 3, 0, 1));
                d = Vector128.Shuffle(d, Vector128.Create(3u, 0, 1, 2));
            }

            a += a0;
            b += b0;
            c += c0;
            d += d0;
            uint* target = to + ((nuint)((i >> 1) + ((i & 1) * r)) * BlockWords);
            a.Store(target);
            b.Store(target + 4);
            c.Store(target + 8);
            d.Store(target + 12);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> Rotate(Vector128<uint> value, int bits) => (value << bits) | (value >>> (32 - bits));
}
