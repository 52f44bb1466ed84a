namespace Bursar.Evm.Rlp;

/// <summary>What a reader accepts at most from untrusted bytes.</summary>
/// <param name="MaxBytes">Longest input, in bytes.</param>
/// <param name="MaxDepth">How many lists may stand inside each other.</param>
public readonly record struct RlpLimits(int MaxBytes, int MaxDepth)
{
    /// <summary>1 MiB and 16 levels: far above any transaction that nodes accept (128 KiB).</summary>
    public static RlpLimits Default => new(1 << 20, 16);
}
