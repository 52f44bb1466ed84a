using System;
using System.Text;

namespace Bursar.Evm.Generators.Hashing;

/// <summary>Keccak-256 of short texts, at compile time. (An analyzer cannot reference the library it generates for.)</summary>
internal static class Keccak
{
    private const int Rate = 136;

    public static byte[] Hash(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        byte[] padded = new byte[((bytes.Length / Rate) + 1) * Rate];
        bytes.CopyTo(padded, 0);
        padded[bytes.Length] = 0x01;
        padded[padded.Length - 1] |= 0x80;
        ulong[] state = new ulong[25];
        for (int block = 0; block < padded.Length; block += Rate)
        {
            for (int i = 0; i < Rate; i++)
                state[i / 8] ^= (ulong)padded[block + i] << (8 * (i % 8));
            Permute(state);
        }

        byte[] hash = new byte[32];
        for (int i = 0; i < 32; i++)
            hash[i] = unchecked((byte)(state[i / 8] >> (8 * (i % 8))));
        return hash;
    }

    /// <summary>Keccak-f[1600]; round constants come from the specification's shift register.</summary>
    private static void Permute(ulong[] a)
    {
        ulong[] c = new ulong[5];
        byte register = 1;
        for (int round = 0; round < 24; round++)
        {
            for (int x = 0; x < 5; x++)
                c[x] = a[x] ^ a[x + 5] ^ a[x + 10] ^ a[x + 15] ^ a[x + 20];
            for (int x = 0; x < 5; x++)
            {
                ulong d = c[(x + 4) % 5] ^ Rotate(c[(x + 1) % 5], 1);
                for (int y = 0; y < 25; y += 5)
                    a[x + y] ^= d;
            }

            ulong moving = a[1];
            int px = 1;
            int py = 0;
            for (int t = 0; t < 24; t++)
            {
                (px, py) = (py, ((2 * px) + (3 * py)) % 5);
                int at = px + (5 * py);
                (moving, a[at]) = (a[at], Rotate(moving, (t + 1) * (t + 2) / 2 % 64));
            }

            for (int y = 0; y < 25; y += 5)
            {
                Array.Copy(a, y, c, 0, 5);
                for (int x = 0; x < 5; x++)
                    a[x + y] = c[x] ^ (~c[(x + 1) % 5] & c[(x + 2) % 5]);
            }

            for (int j = 0; j < 7; j++)
            {
                if ((register & 1) != 0)
                    a[0] ^= 1UL << ((1 << j) - 1);
                register = unchecked((byte)((register << 1) ^ ((register & 0x80) != 0 ? 0x71 : 0)));
            }
        }
    }

    private static ulong Rotate(ulong value, int bits) => bits == 0 ? value : (value << bits) | (value >> (64 - bits));
}
