namespace Bursar.App.Planning;

/// <summary>What a transaction costs when it cannot be estimated yet, because a step before it is still to be sent. On the safe side.</summary>
/// <remarks>From the gas schedule (Yellow Paper, appendix G; EIP-2028, EIP-2929, EIP-3860) and the committed gas snapshots of the contracts.</remarks>
internal static class GasModel
{
    /// <summary>A transfer to a holder with no balance, inside a batch or a genesis.</summary>
    public const ulong FreshTransfer = 30_000;

    /// <summary>Listing a token in the factory.</summary>
    public const ulong TokenListing = 200_000;

    /// <summary>Linking a site.</summary>
    public const ulong SiteLink = 250_000;

    /// <summary>An approval.</summary>
    public const ulong Approve = 60_000;

    /// <summary>What the factory does for a drop besides storing its code: the escrow's transfer, its record, its event.</summary>
    public const ulong DropOpen = 150_000;

    /// <summary>A batch without its rows.</summary>
    public const ulong PayoutBatch = 150_000;

    /// <summary>Deploying the token factory, which creates the code of all kinds.</summary>
    public const ulong TokenFactory = 9_000_000;

    /// <summary>Deploying the factory of tokens that give themselves out, which creates the code in front of them.</summary>
    public const ulong ClaimableFactory = 5_500_000;

    /// <summary>Opening a pool: creating the pair, moving both amounts, the first liquidity.</summary>
    public const ulong NewPool = 3_000_000;

    /// <summary>What a pair writes down of its price in the first transaction of a block, which an estimate within the last block does not see.</summary>
    public const ulong PairClock = 50_000;

    /// <summary>Locking the LP tokens of a pool.</summary>
    public const ulong PoolLock = 250_000;

    private const ulong Transaction = 21_000;
    private const ulong Create = 32_000;
    private const ulong CodeByte = 200;
    private const ulong AnnouncedRow = 2_600; // a log of three topics, and checking the row
    private const ulong InitCodeByte = 18; // 16 for calldata, 2 per word for EIP-3860 and copying

    /// <summary>Creating a token through the factory.</summary>
    /// <param name="calldata">The call.</param>
    /// <param name="codeLength">Bytes of the token's code.</param>
    /// <param name="holders">Rows of first holders in its code.</param>
    public static ulong NewToken(ReadOnlySpan<byte> calldata, int codeLength, int holders) =>
        Calldata(calldata) + TokenListing + (CodeByte * (ulong)codeLength) + (AnnouncedRow * (ulong)holders);

    /// <summary>Adding a table of first holders to a token.</summary>
    public static ulong Table(ReadOnlySpan<byte> calldata, int bytes, int holders) =>
        Calldata(calldata) + Create + 150_000 + (CodeByte * (ulong)bytes) + (AnnouncedRow * (ulong)holders);

    /// <summary>Creating, funding and opening a drop through the factory; <paramref name="calldata"/> is what comes to stand behind its instructions, and more.</summary>
    public static ulong NewDrop(ReadOnlySpan<byte> instructions, ReadOnlySpan<byte> calldata) =>
        Of(instructions) + (CodeByte * (ulong)calldata.Length) + Calldata(calldata) + DropOpen;

    /// <summary>What the factory does for sub-roots besides storing them: it hashes them up to the root.</summary>
    public static ulong SubRoots(int count) => 400 * (ulong)count;

    /// <summary>Making the box of a schedule, beside opening it.</summary>
    public const ulong VestingBox = 80_000;

    /// <summary>Opening schedules: their words, their events, and the transfer of all of them.</summary>
    /// <param name="calldata">The call; each word of it is hashed and announced too.</param>
    /// <param name="schedules">How many.</param>
    public static ulong Vesting(ReadOnlySpan<byte> calldata, int schedules) =>
        Calldata(calldata) + 80_000 + (32_000 * (ulong)schedules) + (12 * (ulong)calldata.Length);

    /// <summary>Deploying a contract, without its calldata.</summary>
    public static ulong Of(ReadOnlySpan<byte> runtimeCode) => Transaction + Create + 60_000 + (CodeByte * (ulong)runtimeCode.Length);

    /// <summary>Calldata, every byte taken as not zero.</summary>
    public static ulong Calldata(ReadOnlySpan<byte> data) => Transaction + (InitCodeByte * (ulong)data.Length);
}
