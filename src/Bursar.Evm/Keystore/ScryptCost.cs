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

    /// <summary>Memory in bytes.</summary>
    public long Memory => 128L * N * R;

    /// <summary>N × r × p, which time grows with.</summary>
    public long Work => (long)N * R * P;
}
