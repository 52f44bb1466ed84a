using Bursar.Evm.Primitives;

namespace Bursar.Evm.Crypto;

/// <summary>A recoverable secp256k1 signature.</summary>
/// <param name="R">The r value.</param>
/// <param name="S">The s value, always in the lower half (EIP-2).</param>
/// <param name="YParity">0 or 1: the parity of the curve point's y (EIP-1559's yParity).</param>
public readonly record struct Signature(UInt256 R, UInt256 S, byte YParity)
{
    /// <summary>Bytes of <see cref="ToBytes"/>.</summary>
    public const int Length = 65;

    /// <summary>65 bytes: r ‖ s ‖ v with v = 27 + yParity, as <c>ecrecover</c> and ERC-1271 wallets take it.</summary>
    public byte[] ToBytes()
    {
        byte[] bytes = new byte[Length];
        R.WriteBigEndian(bytes);
        S.WriteBigEndian(bytes.AsSpan(32));
        bytes[64] = (byte)(27 + YParity);
        return bytes;
    }

    /// <summary>Reads 65 bytes r ‖ s ‖ v, where v is 27, 28, 0 or 1. Whether the values are in range shows when the signature is used.</summary>
    /// <returns>False for another length or another v.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out Signature signature)
    {
        signature = default;
        if (bytes.Length != Length || bytes[64] is not (0 or 1 or 27 or 28))
            return false;
        byte parity = (byte)(bytes[64] >= 27 ? bytes[64] - 27 : bytes[64]);
        signature = new Signature(new UInt256(bytes[..32]), new UInt256(bytes[32..64]), parity);
        return true;
    }

    /// <summary>Reads 65 bytes r ‖ s ‖ v, where v is 27, 28, 0 or 1.</summary>
    /// <exception cref="FormatException">Another length or another v.</exception>
    public static Signature Read(ReadOnlySpan<byte> bytes) =>
        TryRead(bytes, out Signature signature) ? signature : throw new FormatException("a signature is 65 bytes: r, s and v of 27, 28, 0 or 1");
}
