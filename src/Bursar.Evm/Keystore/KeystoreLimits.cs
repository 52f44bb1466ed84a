namespace Bursar.Evm.Keystore;

/// <summary>Which key derivations are accepted: strong enough to protect a key, cheap enough not to stop the machine.</summary>
public sealed record KeystoreLimits
{
    /// <summary>What is safe to open from anybody.</summary>
    public static KeystoreLimits Default { get; } = new();

    /// <summary>Opens old or toy files with weak derivations as well. Move the key to a new keystore afterwards.</summary>
    public static KeystoreLimits AllowWeak { get; } = new() { MinScryptWork = 2, MinPbkdf2Iterations = 1, MinSaltLength = 0 };

    /// <summary>Least N × r × p of scrypt; 65,536 is the cheapest in wide use.</summary>
    public long MinScryptWork { get; init; } = 1 << 16;

    /// <summary>Most N × r × p of scrypt; 2^24 takes about ten seconds.</summary>
    public long MaxScryptWork { get; init; } = 1 << 24;

    /// <summary>Most memory of scrypt, 128 × r × (N + p), in bytes.</summary>
    public long MaxScryptMemory { get; init; } = 512L << 20;

    /// <summary>Least iterations of PBKDF2; 10,000 is the cheapest in wide use.</summary>
    public int MinPbkdf2Iterations { get; init; } = 10_000;

    /// <summary>Most iterations of PBKDF2; 10,000,000 take a few seconds.</summary>
    public int MaxPbkdf2Iterations { get; init; } = 10_000_000;

    /// <summary>Shortest salt, in bytes.</summary>
    public int MinSaltLength { get; init; } = 8;
}
