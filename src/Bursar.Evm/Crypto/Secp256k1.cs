using System.Security.Cryptography;
using Bursar.Evm.Primitives;

namespace Bursar.Evm.Crypto;

/// <summary>Recovery and verification of ECDSA signatures over secp256k1, by libsecp256k1. High s values are refused everywhere (EIP-2).</summary>
/// <exception cref="MissingLibraryException">libsecp256k1 is not installed.</exception>
public static unsafe class Secp256k1
{
    /// <summary>Bytes of a public key: x ‖ y, without the prefix 0x04.</summary>
    public const int PublicKeyLength = 64;

    /// <summary>The order of the group.</summary>
    public static UInt256 Order => new(0xbfd25e8cd0364141, 0xbaaedce6af48a03b, 0xfffffffffffffffe, 0xffffffffffffffff);

    /// <summary>The highest s that a signature may have (EIP-2).</summary>
    public static UInt256 HalfOrder => Order >> 1;

    /// <summary>The account whose key signed <paramref name="hash"/>.</summary>
    /// <exception cref="CryptographicException">The signature is none: a value out of range, a high s, or no point on the curve.</exception>
    public static Address Recover(Hash32 hash, Signature signature) =>
        TryRecover(hash, signature, out Address address) ? address : throw new CryptographicException("no account can have made this signature");

    /// <summary>The account whose key signed <paramref name="hash"/>.</summary>
    /// <returns>False for a value out of range, a high s, or an r that is no point on the curve.</returns>
    public static bool TryRecover(Hash32 hash, Signature signature, out Address address)
    {
        address = default;
        Span<byte> publicKey = stackalloc byte[PublicKeyLength];
        if (!TryRecoverPublicKey(hash, signature, publicKey))
            return false;
        address = AddressOf(publicKey);
        return true;
    }

    /// <summary>Writes the 64 bytes of the public key that signed <paramref name="hash"/>.</summary>
    /// <returns>False as <see cref="TryRecover"/> does.</returns>
    public static bool TryRecoverPublicKey(Hash32 hash, Signature signature, Span<byte> publicKey)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(publicKey.Length, PublicKeyLength);
        if (!IsWellFormed(signature))
            return false;
        nint context = Secp256k1Native.Context;
        byte* parsed = stackalloc byte[Secp256k1Native.RecoverableSize];
        byte* key = stackalloc byte[Secp256k1Native.PublicKeySize];
        byte* compact = stackalloc byte[64];
        Write(signature, new Span<byte>(compact, 64));
        fixed (byte* message = hash.Span)
        {
            if (Secp256k1Native.ParseRecoverable(context, parsed, compact, signature.YParity) != 1
                || Secp256k1Native.Recover(context, key, parsed, message) != 1)
                return false;
        }

        Serialize(context, key, publicKey);
        return true;
    }

    /// <summary>Whether the owner of <paramref name="publicKey"/> (64 bytes, x ‖ y) signed <paramref name="hash"/>. The parity is not looked at.</summary>
    public static bool Verify(Hash32 hash, Signature signature, ReadOnlySpan<byte> publicKey)
    {
        if (publicKey.Length != PublicKeyLength || !IsWellFormed(signature))
            return false;
        nint context = Secp256k1Native.Context;
        byte* key = stackalloc byte[Secp256k1Native.PublicKeySize];
        byte* parsed = stackalloc byte[64];
        byte* compact = stackalloc byte[64];
        byte* prefixed = stackalloc byte[PublicKeyLength + 1];
        prefixed[0] = 4;
        publicKey.CopyTo(new Span<byte>(prefixed + 1, PublicKeyLength));
        Write(signature, new Span<byte>(compact, 64));
        fixed (byte* message = hash.Span)
        {
            return Secp256k1Native.ParsePublicKey(context, key, prefixed, PublicKeyLength + 1) == 1
                && Secp256k1Native.ParseSignature(context, parsed, compact) == 1
                && Secp256k1Native.Verify(context, parsed, message, key) == 1;
        }
    }

    /// <summary>Whether <paramref name="account"/> signed <paramref name="hash"/>, as <c>ecrecover</c> decides it.</summary>
    public static bool Verify(Hash32 hash, Signature signature, Address account) =>
        TryRecover(hash, signature, out Address signer) && signer == account;

    /// <summary>The account of a public key (64 bytes, x ‖ y): the last 20 bytes of its hash.</summary>
    /// <exception cref="ArgumentException">There are not 64 bytes.</exception>
    public static Address AddressOf(ReadOnlySpan<byte> publicKey)
    {
        if (publicKey.Length != PublicKeyLength)
            throw new ArgumentException("a public key has 64 bytes, without the prefix 04", nameof(publicKey));
        return new Address(Keccak256.Hash(publicKey).Span[12..]);
    }

    internal static void Serialize(nint context, byte* key, Span<byte> publicKey)
    {
        byte* output = stackalloc byte[PublicKeyLength + 1];
        nuint length = PublicKeyLength + 1;
        _ = Secp256k1Native.SerializePublicKey(context, output, &length, key, Secp256k1Native.Uncompressed);
        new ReadOnlySpan<byte>(output + 1, PublicKeyLength).CopyTo(publicKey);
    }

    private static bool IsWellFormed(Signature signature) =>
        signature.YParity <= 1 && !signature.R.IsZero && !signature.S.IsZero && signature.R < Order && signature.S <= HalfOrder;

    private static void Write(Signature signature, Span<byte> compact)
    {
        signature.R.WriteBigEndian(compact);
        signature.S.WriteBigEndian(compact[32..]);
    }
}
