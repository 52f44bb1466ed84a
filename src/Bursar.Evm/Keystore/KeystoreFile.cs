using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;

namespace Bursar.Evm.Keystore;

/// <summary>A private key encrypted with a password: Web3 secret storage, version 3, as geth, Clef, ethers and others write it.</summary>
/// <example><code>
/// string json = KeystoreFile.Encrypt(key, password);
/// using PrivateKey again = KeystoreFile.Parse(json).Unlock(password);
/// </code></example>
public sealed class KeystoreFile
{
    internal KeystoreFile(Address? address, KeyDerivation derivation, byte[] iv, byte[] ciphertext, byte[] mac)
    {
        Address = address;
        Derivation = derivation;
        Iv = iv;
        Ciphertext = ciphertext;
        Mac = mac;
    }

    /// <summary>The account, as the file states it; null when it does not. Only <see cref="Unlock"/> proves it.</summary>
    public Address? Address { get; }

    /// <summary>In which way the file protects its key too weakly, by <see cref="KeystoreLimits.Default"/>; null when it does not.</summary>
    public string? Weakness
    {
        get
        {
            try
            {
                Derivation.Check(KeystoreLimits.Default);
                return null;
            }
            catch (KeystoreException e)
            {
                return e.Error == KeystoreError.Weak ? e.Message : null;
            }
        }
    }

    internal KeyDerivation Derivation { get; }

    internal byte[] Iv { get; }

    internal byte[] Ciphertext { get; }

    internal byte[] Mac { get; }

    /// <summary>Reads a file without opening it.</summary>
    /// <exception cref="KeystoreException">It is damaged, or of a kind that is not known.</exception>
    public static KeystoreFile Parse(string json) => KeystoreJson.Read(json);

    /// <summary>Encrypts <paramref name="key"/> and gives the JSON of the file.</summary>
    /// <param name="key">The key.</param>
    /// <param name="password">The password; its UTF-8 bytes are used as they are.</param>
    /// <param name="cost">How expensive a guess is; <see cref="ScryptCost.Standard"/> when null.</param>
    /// <exception cref="KeystoreException">The cost is outside the default limits.</exception>
    public static string Encrypt(PrivateKey key, ReadOnlySpan<char> password, ScryptCost? cost = null)
    {
        ScryptCost chosen = cost ?? ScryptCost.Standard;
        if (chosen.N < 2 || !int.IsPow2(chosen.N) || chosen.R < 1 || chosen.P < 1)
            throw new ArgumentException("N is a power of two, r and p are positive", nameof(cost));
        var derivation = new ScryptDerivation(RandomNumberGenerator.GetBytes(32), chosen);
        derivation.Check(KeystoreLimits.Default);
        byte[] iv = RandomNumberGenerator.GetBytes(16);
        Span<byte> derived = stackalloc byte[KeyDerivation.Length];
        Span<byte> secret = stackalloc byte[PrivateKey.Length];
        try
        {
            Derive(derivation, password, derived);
            key.CopySecretTo(secret);
            byte[] ciphertext = new byte[PrivateKey.Length];
            Crypt(derived[..16], iv, secret, ciphertext);
            var file = new KeystoreFile(key.Address, derivation, iv, ciphertext, MacOf(derived, ciphertext).ToArray());
            return KeystoreJson.Write(file, Guid.NewGuid());
        }
        finally
        {
            CryptographicOperations.ZeroMemory(derived);
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    /// <summary>Decrypts the key. Takes about a second, as it is meant to.</summary>
    /// <param name="password">The password; its UTF-8 bytes are used as they are.</param>
    /// <param name="limits">Which derivations are accepted; <see cref="KeystoreLimits.Default"/> when null.</param>
    /// <exception cref="KeystoreException">Its <see cref="KeystoreException.Error"/> tells a wrong password from a weak, absurd or damaged file.</exception>
    public PrivateKey Unlock(ReadOnlySpan<char> password, KeystoreLimits? limits = null)
    {
        Derivation.Check(limits ?? KeystoreLimits.Default);
        Span<byte> derived = stackalloc byte[KeyDerivation.Length];
        Span<byte> secret = stackalloc byte[PrivateKey.Length];
        try
        {
            Derive(Derivation, password, derived);
            if (!CryptographicOperations.FixedTimeEquals(MacOf(derived, Ciphertext).Span, Mac))
                throw new KeystoreException(KeystoreError.WrongPassword, "the password does not open the keystore (or its ciphertext or mac was changed)");
            Crypt(derived[..16], Iv, Ciphertext, secret);
            return Checked(secret);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(derived);
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    /// <summary>AES-128 in counter mode (NIST SP 800-38A) over 32 bytes: the encrypted counter, big-endian, is the key stream.</summary>
    internal static void Crypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv, ReadOnlySpan<byte> input, Span<byte> output)
    {
        Span<byte> stream = stackalloc byte[PrivateKey.Length];
        iv.CopyTo(stream);
        BinaryPrimitives.WriteUInt128BigEndian(stream[16..], unchecked(BinaryPrimitives.ReadUInt128BigEndian(iv) + 1));
        using var aes = Aes.Create();
        byte[] copy = GC.AllocateArray<byte>(16, pinned: true);
        key.CopyTo(copy);
        aes.Key = copy;
        CryptographicOperations.ZeroMemory(copy);
        aes.EncryptEcb(stream, stream, PaddingMode.None);
        for (int i = 0; i < output.Length; i++)
            output[i] = (byte)(input[i] ^ stream[i]);
        CryptographicOperations.ZeroMemory(stream);
    }

    private static void Derive(KeyDerivation derivation, ReadOnlySpan<char> password, Span<byte> derived)
    {
        byte[] bytes = GC.AllocateArray<byte>(Encoding.UTF8.GetByteCount(password), pinned: true);
        try
        {
            Encoding.UTF8.GetBytes(password, bytes);
            derivation.Derive(bytes, derived);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    private static Hash32 MacOf(ReadOnlySpan<byte> derived, ReadOnlySpan<byte> ciphertext)
    {
        Span<byte> bytes = stackalloc byte[16 + PrivateKey.Length];
        derived[16..32].CopyTo(bytes);
        ciphertext.CopyTo(bytes[16..]);
        Hash32 mac = Keccak256.Hash(bytes);
        CryptographicOperations.ZeroMemory(bytes);
        return mac;
    }

    private PrivateKey Checked(ReadOnlySpan<byte> secret)
    {
        PrivateKey key;
        try
        {
            key = PrivateKey.FromBytes(secret);
        }
        catch (ArgumentException)
        {
            throw new KeystoreException(KeystoreError.Damaged, "the keystore opens, but there is no private key inside");
        }

        if (Address is not { } stated || stated == key.Address)
            return key;
        using (key)
        {
            throw new KeystoreException(
                KeystoreError.AddressMismatch, $"the keystore states the address {stated}, but the key inside belongs to {key.Address}");
        }
    }
}
