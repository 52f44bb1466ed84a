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
        for (int i = 0; i < _count; i++)
        {
            ref byte hash = ref Unsafe.As<Hash32, byte>(ref _hashes[i]);
            ref byte lower = ref _lower[i * Digits];
            ref byte given = ref _given[i * Digits];
            Vector128<byte> wrong = Differ(ref hash, ref lower, ref given, 0) | Differ(ref hash, ref lower, ref given, 16) | Differ(ref hash, ref lower, ref given, 24);
            if (wrong != Vector128<byte>.Zero)
                Wrong.Add(_rows[i]);
        }

        _count = 0;
    }

    // A letter is upper case exactly when its digit of the hash is 8 or more: bit 7 of a byte for the first of two digits, bit 3 for the second.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Differ(ref byte hash, ref byte lower, ref byte given, nuint at)
    {
        Vector128<ushort> bytes = Vector128.WidenLower(Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref hash, at / 2))).AsByte());
        Vector128<byte> high = ((bytes & Vector128.Create((ushort)0x80)) | ((bytes & Vector128.Create((ushort)0x08)) << 8)).AsByte();
        Vector128<byte> small = Vector128.LoadUnsafe(ref lower, at);
        Vector128<byte> letter = Vector128.GreaterThanOrEqual(small, Vector128.Create((byte)'a'));
        Vector128<byte> upper = Vector128.AndNot(letter, Vector128.Equals(high, Vector128<byte>.Zero));
        return (small ^ Vector128.LoadUnsafe(ref given, at)) ^ (upper & Vector128.Create((byte)0x20));
    }
}
