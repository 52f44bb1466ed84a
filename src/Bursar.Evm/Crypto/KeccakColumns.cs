using System.Runtime.CompilerServices;

namespace Bursar.Evm.Crypto;

/// <summary>Lays messages out for hashing in lanes: word w of message m at w × lanes + m, padded as Keccak-256 pads.</summary>
internal static class KeccakColumns
{
    /// <summary>Words that a block has.</summary>
    internal const int Words = Keccak256.Rate / 8;

    private const ulong LastBit = 0x8000000000000000;

    /// <summary>Sets the words that are the same for all messages of <paramref name="length"/> bytes: zeros and padding.</summary>
    internal static void Prepare(Span<ulong> columns, int lanes, int length)
    {
        columns.Clear();
        columns.Slice(lanes * (Words - 1), lanes).Fill(LastBit);
        if (length % 8 != 0)
            return;
        foreach (ref ulong word in columns.Slice(lanes * (length / 8), lanes))
            word |= 1;
    }

    /// <summary>Sets the words of the messages themselves from word <paramref name="from"/> on, and the one in which a message ends.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Fill(ref ulong columns, int lanes, ref byte messages, int from, int length, nint stride)
    {
        unchecked
        {
            nint words = length / 8;
            int rest = length % 8;
            for (nint lane = 0; lane < lanes; lane++)
            {
                ref byte message = ref Unsafe.Add(ref messages, lane * stride);
                ref ulong column = ref Unsafe.Add(ref columns, lane);
                for (nint word = from; word < words; word++)
                    Unsafe.Add(ref column, word * lanes) = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref message, 8 * word));
                if (rest > 0)
                    Unsafe.Add(ref column, words * lanes) = End(ref message, length, rest) | (words == Words - 1 ? LastBit : 0);
            }
        }
    }

    // The last bytes of a message, never reading beyond it, and the bit that ends it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong End(ref byte message, int length, int rest)
    {
        unchecked
        {
            ulong word = 0;
            if (length >= 8)
            {
                word = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref message, length - 8)) >> (8 * (8 - rest));
            }
            else
            {
                for (int i = 0; i < rest; i++)
                    word |= (ulong)Unsafe.Add(ref message, i) << (8 * i);
            }

            return word | (1UL << (8 * rest));
        }
    }
}
