using System.Diagnostics;
using System.Security.Cryptography;
using Bursar.Evm.Primitives;

namespace Bursar.Evm.Crypto;

/// <summary>
/// The secret key of one account. It prints only its address; its 32 bytes lie in memory that the garbage collector does not move and that is
/// overwritten with zeros on <see cref="Dispose"/>.
/// </summary>
/// <remarks>It does not promise that the operating system never swaps or dumps that memory. Threads may share a key; disposing it while
/// another thread signs is a mistake of the caller.</remarks>
[DebuggerDisplay("{Address}")]
public sealed unsafe class PrivateKey : IDisposable
{
    /// <summary>Number of bytes.</summary>
    public const int Length = 32;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly byte[] _secret;
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly byte[] _publicKey = new byte[Secp256k1.PublicKeyLength];
    private bool _disposed;

    private PrivateKey(byte[] pinned)
    {
        _secret = pinned;
        nint context = Secp256k1Native.Context;
        byte* key = stackalloc byte[Secp256k1Native.PublicKeySize];
        fixed (byte* secret = _secret)
        {
            if (Secp256k1Native.VerifySecret(context, secret) != 1 || Secp256k1Native.CreatePublicKey(context, key, secret) != 1)
                throw new ArgumentException("no private key: it must be above zero and below the order of secp256k1");
        }

        Secp256k1.Serialize(context, key, _publicKey);
        Address = Secp256k1.AddressOf(_publicKey);
    }

    /// <summary>Overwrites the secret of a key that nobody disposed.</summary>
    ~PrivateKey() => CryptographicOperations.ZeroMemory(_secret);

    /// <summary>The account that the key controls.</summary>
    public Address Address { get; }

    /// <summary>The public key: 64 bytes, x ‖ y.</summary>
    public ReadOnlySpan<byte> PublicKey => _publicKey;

    /// <summary>A new key from the operating system's random numbers.</summary>
    public static PrivateKey Generate()
    {
        byte[] pinned = Pinned();
        while (true)
        {
            RandomNumberGenerator.Fill(pinned);
            if (IsInRange(pinned))
                return new PrivateKey(pinned);
        }
    }

    /// <summary>Copies 32 bytes; the caller clears its own copy.</summary>
    /// <exception cref="ArgumentException">There are not 32 bytes, or they are zero or not below the order of the group.</exception>
    public static PrivateKey FromBytes(ReadOnlySpan<byte> secret)
    {
        if (secret.Length != Length)
            throw new ArgumentException("a private key has 32 bytes", nameof(secret));
        byte[] pinned = Pinned();
        secret.CopyTo(pinned);
        return new PrivateKey(pinned);
    }

    /// <summary>Reads 64 hexadecimal digits, with or without <c>0x</c>.</summary>
    /// <returns>False for another shape or a number out of range.</returns>
    public static bool TryParse(ReadOnlySpan<char> hex, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out PrivateKey? key)
    {
        key = null;
        byte[] pinned = Pinned();
        if (!Hex.TryDecode(hex, pinned.AsSpan()) || !IsInRange(pinned))
        {
            CryptographicOperations.ZeroMemory(pinned);
            return false;
        }

        key = new PrivateKey(pinned);
        return true;
    }

    /// <summary>Reads 64 hexadecimal digits, with or without <c>0x</c>.</summary>
    /// <exception cref="FormatException">Another shape or a number out of range; the message does not repeat the text.</exception>
    public static PrivateKey Parse(ReadOnlySpan<char> hex) =>
        TryParse(hex, out PrivateKey? key) ? key : throw new FormatException("no private key: expected 64 hexadecimal digits of a number in range");

    /// <summary>Signs a hash: nonce by RFC 6979, s in the lower half.</summary>
    /// <exception cref="ObjectDisposedException">The key was disposed.</exception>
    public Signature Sign(Hash32 hash)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        nint context = Secp256k1Native.Context;
        byte* signature = stackalloc byte[Secp256k1Native.RecoverableSize];
        byte* compact = stackalloc byte[64];
        int recoveryId;
        fixed (byte* secret = _secret, message = hash.Span)
        {
            if (Secp256k1Native.SignRecoverable(context, signature, message, secret, 0, 0) != 1)
                throw new CryptographicException("libsecp256k1 did not sign");
        }

        GC.KeepAlive(this);
        _ = Secp256k1Native.SerializeRecoverable(context, compact, &recoveryId, signature);
        if (recoveryId > 1)
            throw new CryptographicException("the signature's r is above the order of the group, which Ethereum cannot express");
        return new Signature(new UInt256(new ReadOnlySpan<byte>(compact, 32)), new UInt256(new ReadOnlySpan<byte>(compact + 32, 32)), (byte)recoveryId);
    }

    /// <summary>Overwrites the secret with zeros.</summary>
    public void Dispose()
    {
        _disposed = true;
        CryptographicOperations.ZeroMemory(_secret);
        GC.SuppressFinalize(this);
    }

    /// <summary>The address; never the key.</summary>
    public override string ToString() => Address.ToString();

    /// <summary>Copies the secret for a keystore; the caller clears the copy.</summary>
    internal void CopySecretTo(Span<byte> destination)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _secret.CopyTo(destination);
        GC.KeepAlive(this);
    }

    /// <summary>Another holder of the same secret.</summary>
    internal PrivateKey Copy()
    {
        byte[] pinned = Pinned();
        CopySecretTo(pinned);
        return new PrivateKey(pinned);
    }

    /// <summary>The key whose secret is this one's plus <paramref name="tweak"/> (32 bytes) modulo the order of the group.</summary>
    /// <exception cref="CryptographicException">The tweak is not below the order, or the sum is zero.</exception>
    internal PrivateKey Tweak(ReadOnlySpan<byte> tweak)
    {
        byte[] pinned = Pinned();
        CopySecretTo(pinned);
        fixed (byte* secret = pinned, addend = tweak)
        {
            if (Secp256k1Native.TweakAddSecret(Secp256k1Native.Context, secret, addend) == 1)
                return new PrivateKey(pinned);
        }

        CryptographicOperations.ZeroMemory(pinned);
        throw new CryptographicException("there is no key at this step: take the next one");
    }

    private static byte[] Pinned() => GC.AllocateArray<byte>(Length, pinned: true);

    private static bool IsInRange(ReadOnlySpan<byte> secret)
    {
        fixed (byte* bytes = secret)
            return Secp256k1Native.VerifySecret(Secp256k1Native.Context, bytes) == 1;
    }
}
