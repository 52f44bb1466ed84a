namespace Bursar.Evm.Keystore;

/// <summary>How expensive scrypt makes every guess of a password (RFC 7914 §2).</summary>
/// <param name="N">Cost: a power of two.</param>
/// <param name="R">Block size.</param>
/// <param name="P">Parallelisation.</param>
public readonly record struct ScryptCost(int N, int R, int P)
{
    /// <summary>N = 262,144, r = 8, p = 1: 256 MiB and about a second. The usual choice for a keystore.</summary>
    public static ScryptCost Standard => new(1 << 18, 8, 1);

    /// <summary>N = 4,096, r = 8, p = 6: 4 MiB and some tens of milliseconds. For keys that guard nothing.</summary>
    public static ScryptCost Light => new(1 << 12, 8, 6);

    /// <summary>Memory in bytes, 128 × r × (N + p); the largest number when it is larger.</summary>
    public long Memory => Product(128L * R, (long)N + P);

    /// <summary>N × r × p, which time grows with; the largest number when it is larger.</summary>
    public long Work => Product((long)N * R, P);

    private static long Product(long left, long right) => (long)Int128.Min((Int128)left * right, long.MaxValue);
}
