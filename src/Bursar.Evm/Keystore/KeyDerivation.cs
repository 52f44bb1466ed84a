using System.Security.Cryptography;
using Bursar.Evm.Crypto;

namespace Bursar.Evm.Keystore;

/// <summary>The part of a keystore that makes a key of a password.</summary>
internal abstract record KeyDerivation(byte[] Salt)
{
    /// <summary>Bytes derived: sixteen for the cipher, sixteen for the mac.</summary>
    internal const int Length = 32;

    /// <summary>Refuses what is too cheap or too expensive.</summary>
    /// <exception cref="KeystoreException">It is one of them.</exception>
    internal virtual void Check(KeystoreLimits limits)
    {
        if (Salt.Length < limits.MinSaltLength)
            throw Weak($"a salt of {Salt.Length} bytes, at least {limits.MinSaltLength} are needed");
    }

    internal abstract void Derive(ReadOnlySpan<byte> password, Span<byte> key);

    private protected static KeystoreException Weak(string facts) => new(
        KeystoreError.Weak, $"the keystore protects its key too weakly: {facts}. Open it with weak derivations allowed, and move the key to a new keystore");

    private protected static KeystoreException Absurd(string facts) => new(
        KeystoreError.Absurd, $"opening the keystore would cost too much: {facts}. No wallet writes such a file; raise the limits if you trust it");
}

/// <summary>scrypt (RFC 7914).</summary>
internal sealed record ScryptDerivation(byte[] Salt, ScryptCost Cost) : KeyDerivation(Salt)
{
    internal override void Check(KeystoreLimits limits)
    {
        base.Check(limits);
        if (Cost.Work < limits.MinScryptWork)
            throw Weak($"scrypt with N x r x p = {Cost.Work}, at least {limits.MinScryptWork} is needed");
        if (Cost.Memory > limits.MaxScryptMemory)
            throw Absurd($"scrypt with {Cost.Memory >> 20} MiB of memory, at most {limits.MaxScryptMemory >> 20} are allowed");
        if (Cost.Work > limits.MaxScryptWork)
            throw Absurd($"scrypt with N x r x p = {Cost.Work}, at most {limits.MaxScryptWork} is allowed");
    }

    internal override void Derive(ReadOnlySpan<byte> password, Span<byte> key)
    {
        try
        {
            Scrypt.Derive(password, Salt, Cost.N, Cost.R, Cost.P, key);
        }
        catch (OutOfMemoryException)
        {
            throw Absurd($"scrypt needs {Cost.Memory >> 20} MiB of memory, and the machine has not that much");
        }
    }
}

/// <summary>PBKDF2 with HMAC-SHA-256 (RFC 8018).</summary>
internal sealed record Pbkdf2Derivation(byte[] Salt, int Iterations) : KeyDerivation(Salt)
{
    internal override void Check(KeystoreLimits limits)
    {
        base.Check(limits);
        if (Iterations < limits.MinPbkdf2Iterations)
            throw Weak($"PBKDF2 with {Iterations} iterations, at least {limits.MinPbkdf2Iterations} are needed");
        if (Iterations > limits.MaxPbkdf2Iterations)
            throw Absurd($"PBKDF2 with {Iterations} iterations, at most {limits.MaxPbkdf2Iterations} are allowed");
    }

    internal override void Derive(ReadOnlySpan<byte> password, Span<byte> key) =>
        Rfc2898DeriveBytes.Pbkdf2(password, Salt, key, Iterations, HashAlgorithmName.SHA256);
}
