using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Lists;

/// <summary>Checks the EIP-55 checksums of many addresses at once.</summary>
internal sealed class ChecksumBatch
{
    private const int Room = 64;
    private const int Digits = AddressDigits.Count;

    private readonly byte[] _lower = new byte[(Room * Digits) + Vector128<byte>.Count];
    private readonly byte[] _given = new byte[(Room * Digits) + Vector128<byte>.Count];
    private readonly int[] _rows = new int[Room];
    private readonly Hash32[] _hashes = new Hash32[Room];
    private int _count;

    /// <summary>The rows whose checksum was wrong, in their order.</summary>
    internal List<int> Wrong { get; } = [];

    /// <summary>Adds the address of a row.</summary>
    /// <param name="digits">Its 40 digits, of both cases, with eight readable bytes behind them.</param>
    /// <param name="row">The row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Add(ref byte digits, int row)
    {
        ref byte lower = ref MemoryMarshal.GetArrayDataReference(_lower);
        ref byte given = ref MemoryMarshal.GetArrayDataReference(_given);
        nuint at = (nuint)(_count * Digits);
        for (nuint i = 0; i < 48; i += 16)
        {
            Vector128<byte> part = Vector128.LoadUnsafe(ref digits, i);
            part.StoreUnsafe(ref given, at + i);
            (part | Vector128.Create((byte)0x20)).StoreUnsafe(ref lower, at + i);
        }

        _rows[_count++] = row;
        if (_count == Room)
            Check();
    }

    /// <summary>Checks what was added and not yet checked.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Check()
    {
        if (_count == 0)
            return;
        Keccak256Batch.Hash(_lower, Digits, Digits, _hashes.AsSpan(0, _count));
        Span<byte> nybbles = stackalloc byte[Digits];
        for (int i = 0; i < _count; i++)
        {
            Convert.TryToHexStringLower(_hashes[i].Span[..Address.Length], nybbles, out _);
            ref byte nybble = ref MemoryMarshal.GetReference(nybbles);
            ref byte lower = ref _lower[i * Digits];
            ref byte given = ref _given[i * Digits];
            Vector128<byte> wrong = Differ(ref nybble, ref lower, ref given, 0) | Differ(ref nybble, ref lower, ref given, 16) | Differ(ref nybble, ref lower, ref given, 24);
            if (wrong != Vector128<byte>.Zero)
                Wrong.Add(_rows[i]);
        }

        _count = 0;
    }

    // A letter is upper case exactly when its digit of the hash is 8 or more.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Differ(ref byte nybble, ref byte lower, ref byte given, nuint at)
    {
        Vector128<byte> small = Vector128.LoadUnsafe(ref lower, at);
        Vector128<byte> high = Vector128.GreaterThanOrEqual(Vector128.LoadUnsafe(ref nybble, at), Vector128.Create((byte)'8'));
        Vector128<byte> letter = Vector128.GreaterThanOrEqual(small, Vector128.Create((byte)'a'));
        return (small ^ Vector128.LoadUnsafe(ref given, at)) ^ (high & letter & Vector128.Create((byte)0x20));
    }
}
