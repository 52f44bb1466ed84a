using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Bursar.Evm.Primitives;

namespace Bursar.Evm.Crypto;

/// <summary>Keccak-256 as Ethereum uses it: the Keccak team's submission with padding byte 0x01, not FIPS 202 SHA3-256 (Yellow Paper, "KEC").</summary>
public static class Keccak256
{
    /// <summary>Bytes absorbed between two permutations.</summary>
    public const int Rate = 136;

    /// <summary>The hash of <paramref name="data"/>.</summary>
    public static Hash32 Hash(ReadOnlySpan<byte> data)
    {
        Span<byte> hash = stackalloc byte[32];
        Hash(data, hash);
        return new Hash32(hash);
    }

    /// <summary>Writes the 32 bytes of the hash of <paramref name="data"/>.</summary>
    public static void Hash(ReadOnlySpan<byte> data, Span<byte> destination)
    {
        Span<ulong> state = stackalloc ulong[25];
        state.Clear();
        while (data.Length >= Rate)
        {
            Absorb(state, data[..Rate]);
            KeccakPermutation.Permute(state);
            data = data[Rate..];
        }

        Finish(state, data, destination);
    }

    internal static void Absorb(Span<ulong> state, ReadOnlySpan<byte> block)
    {
        for (int i = 0; i < block.Length / 8; i++)
            state[i] ^= BinaryPrimitives.ReadUInt64LittleEndian(block[(8 * i)..]);
    }

    internal static void Finish(Span<ulong> state, ReadOnlySpan<byte> rest, Span<byte> destination)
    {
        Span<byte> last = stackalloc byte[Rate];
        last.Clear();
        rest.CopyTo(last);
        last[rest.Length] = 0x01;
        last[Rate - 1] |= 0x80;
        Absorb(state, last);
        KeccakPermutation.Permute(state);
        if (BitConverter.IsLittleEndian)
        {
            MemoryMarshal.AsBytes(state)[..32].CopyTo(destination);
            return;
        }

        for (int i = 0; i < 4; i++)
            BinaryPrimitives.WriteUInt64LittleEndian(destination[(8 * i)..], state[i]);
    }
}
