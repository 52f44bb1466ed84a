using System.Buffers.Binary;
using System.Diagnostics;
using System.Security.Cryptography;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;

namespace Bursar.Evm.HdKeys;

/// <summary>
/// A key from which others are derived (BIP-32). It prints only its address; key and chain code lie in memory that the garbage collector does not
/// move and that is overwritten on <see cref="Dispose"/>.
/// </summary>
[DebuggerDisplay("{Address}")]
public sealed class HdKey : IDisposable
{
    private const int HalfLength = 32;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly PrivateKey _key;
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly byte[] _chainCode = GC.AllocateArray<byte>(HalfLength, pinned: true);

    private HdKey(PrivateKey key, ReadOnlySpan<byte> chainCode)
    {
        _key = key;
        chainCode.CopyTo(_chainCode);
    }

    /// <summary>The account of the key.</summary>
    public Address Address => _key.Address;

    /// <summary>The root of a seed, which a mnemonic makes of its words (<see cref="Mnemonic.ToRootKey"/>). The caller clears the seed.</summary>
    /// <exception cref="ArgumentException">The seed has not 16 to 64 bytes.</exception>
    /// <exception cref="CryptographicException">One seed in 2^127 has no root.</exception>
    public static HdKey FromSeed(ReadOnlySpan<byte> seed)
    {
        if (seed.Length is < 16 or > 64)
            throw new ArgumentException("a seed has 16 to 64 bytes", nameof(seed));
        Span<byte> both = stackalloc byte[2 * HalfLength];
        HMACSHA512.HashData("Bitcoin seed"u8, seed, both);
        try
        {
            return new HdKey(PrivateKey.FromBytes(both[..HalfLength]), both[HalfLength..]);
        }
        catch (ArgumentException e)
        {
            throw new CryptographicException("this seed has no root: make another", e);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(both);
        }
    }

    /// <summary>The key at the end of a path that starts here. The caller disposes it.</summary>
    /// <exception cref="CryptographicException">One path in 2^127 has no key.</exception>
    /// <exception cref="ObjectDisposedException">The key was disposed.</exception>
    public HdKey Derive(HdPath path)
    {
        HdKey at = new(_key.Copy(), _chainCode);
        foreach (uint step in path.Steps)
        {
            HdKey next;
            using (at)
                next = at.Child(step);
            at = next;
        }

        return at;
    }

    /// <summary>The key for signing, on its own. The caller disposes it.</summary>
    /// <exception cref="ObjectDisposedException">The key was disposed.</exception>
    public PrivateKey ToPrivateKey() => _key.Copy();

    /// <summary>Overwrites key and chain code with zeros.</summary>
    public void Dispose()
    {
        _key.Dispose();
        CryptographicOperations.ZeroMemory(_chainCode);
    }

    /// <summary>The address; never the key.</summary>
    public override string ToString() => Address.ToString();

    /// <summary>Copies key and chain code, for a comparison with published ones.</summary>
    internal void CopySecretsTo(Span<byte> key, Span<byte> chainCode)
    {
        _key.CopySecretTo(key);
        _chainCode.CopyTo(chainCode);
    }

    private HdKey Child(uint step)
    {
        Span<byte> data = stackalloc byte[37];
        Span<byte> both = stackalloc byte[2 * HalfLength];
        if (step >= HdPath.Hardened)
        {
            data[0] = 0;
            _key.CopySecretTo(data[1..]);
        }
        else
        {
            data[0] = (byte)(2 + (_key.PublicKey[^1] & 1));
            _key.PublicKey[..HalfLength].CopyTo(data[1..]);
        }

        BinaryPrimitives.WriteUInt32BigEndian(data[33..], step);
        HMACSHA512.HashData(_chainCode, data, both);
        try
        {
            return new HdKey(_key.Tweak(both[..HalfLength]), both[HalfLength..]);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(data);
            CryptographicOperations.ZeroMemory(both);
        }
    }
}
