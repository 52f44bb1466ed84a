using Bursar.Evm.Primitives;

namespace Bursar.Evm.Crypto;

/// <summary>A recoverable secp256k1 signature.</summary>
/// <param name="R">The r value.</param>
/// <param name="S">The s value, always in the lower half (EIP-2).</param>
/// <param name="YParity">0 or 1: the parity of the curve point's y (EIP-1559's yParity).</param>
public readonly record struct Signature(UInt256 R, UInt256 S, byte YParity)
{
    /// <summary>65 bytes: r ‖ s ‖ v with v = 27 + yParity, as <c>ecrecover</c> and ERC-1271 wallets take it.</summary>
    public byte[] ToBytes()
    {
        byte[] bytes = new byte[65];
        R.WriteBigEndian(bytes);
        S.WriteBigEndian(bytes.AsSpan(32));
        bytes[64] = (byte)(27 + YParity);
        return bytes;
    }
}
