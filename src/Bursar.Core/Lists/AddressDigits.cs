using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Lists;

/// <summary>Reads the 40 hexadecimal digits of an address, sixteen at a time.</summary>
internal static class AddressDigits
{
    /// <summary>Number of digits.</summary>
    internal const int Count = 2 * Address.Length;

    /// <summary>Reads 40 digits.</summary>
    /// <param name="text">The first of at least 40 bytes.</param>
    /// <param name="address">The address.</param>
    /// <param name="mixed">True when letters of both cases occur, so that EIP-55 has something to say.</param>
    /// <returns>False when another character is among them.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool TryRead(ref byte text, out Address address, out bool mixed)
    {
        Unsafe.SkipInit(out address);
        ref byte to = ref Unsafe.As<Address, byte>(ref address);
        Vector128<byte> upper = Vector128<byte>.Zero;
        Vector128<byte> lower = Vector128<byte>.Zero;
        Vector128<byte> digits = Take(Vector128.LoadUnsafe(ref text), ref to, ref upper, ref lower);
        digits &= Take(Vector128.LoadUnsafe(ref text, 16), ref Unsafe.Add(ref to, 8), ref upper, ref lower);
        digits &= Take(Vector128.LoadUnsafe(ref text, 24), ref Unsafe.Add(ref to, 12), ref upper, ref lower);
        mixed = upper != Vector128<byte>.Zero && lower != Vector128<byte>.Zero;
        return digits == Vector128<byte>.AllBitsSet;
    }

    // Sixteen digits become eight bytes.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Take(Vector128<byte> text, ref byte to, ref Vector128<byte> upper, ref Vector128<byte> lower)
    {
        Vector128<byte> letterBit = Vector128.Create((byte)0x20);
        Vector128<byte> decimals = Vector128.LessThanOrEqual(text - Vector128.Create((byte)'0'), Vector128.Create((byte)9));
        Vector128<byte> letters = Vector128.LessThanOrEqual((text | letterBit) - Vector128.Create((byte)'a'), Vector128.Create((byte)5));
        Vector128<byte> small = Vector128.Equals(text & letterBit, letterBit);
        upper |= Vector128.AndNot(letters, small);
        lower |= letters & small;
        Vector128<ushort> values = ((text & Vector128.Create((byte)0x0f)) + (letters & Vector128.Create((byte)9))).AsUInt16();
        Vector128<ushort> pairs = ((values << 4) | (values >>> 8)) & Vector128.Create((ushort)0xff);
        Unsafe.WriteUnaligned(ref to, Vector128.Narrow(pairs, pairs).AsUInt64().ToScalar());
        return decimals | letters;
    }
}
