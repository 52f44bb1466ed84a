using Bursar.Evm.Primitives;

namespace Bursar.Evm.Rpc;

/// <summary>Which logs to read: a range of blocks or one block by hash, contracts, and topics by position.</summary>
public sealed record LogFilter
{
    private LogFilter()
    {
    }

    /// <summary>First block, when the filter is a range.</summary>
    public ulong FromBlock { get; private init; }

    /// <summary>Last block, inclusive, when the filter is a range.</summary>
    public ulong ToBlock { get; private init; }

    /// <summary>The one block to read, instead of a range (EIP-234).</summary>
    public Hash32? BlockHash { get; private init; }

    /// <summary>Contracts that may have emitted the log; empty for any.</summary>
    public IReadOnlyList<Address> Addresses { get; init; } = [];

    /// <summary>For each topic position, from 0, the topics that fit; an empty list at a position fits any.</summary>
    public IReadOnlyList<IReadOnlyList<Hash32>> Topics { get; init; } = [];

    /// <summary>Logs of the blocks from <paramref name="fromBlock"/> to <paramref name="toBlock"/>, both inclusive.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The range ends before it starts.</exception>
    public static LogFilter InRange(ulong fromBlock, ulong toBlock)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(toBlock, fromBlock);
        return new LogFilter { FromBlock = fromBlock, ToBlock = toBlock };
    }

    /// <summary>Logs of one block of one branch.</summary>
    public static LogFilter InBlock(Hash32 blockHash) => new() { BlockHash = blockHash };

    internal LogFilter Between(ulong fromBlock, ulong toBlock) => this with { FromBlock = fromBlock, ToBlock = toBlock };

    /// <summary>Whether the log is of these blocks and contracts.</summary>
    internal bool Covers(Log log) =>
        (BlockHash is { } hash ? log.BlockHash == hash : log.BlockNumber >= FromBlock && log.BlockNumber <= ToBlock)
        && (Addresses.Count == 0 || Addresses.Contains(log.Address));

    /// <summary>Whether the log has the topics.</summary>
    internal bool Fits(Log log)
    {
        for (int i = 0; i < Topics.Count; i++)
        {
            if (Topics[i].Count > 0 && (i >= log.Topics.Count || !Topics[i].Contains(log.Topics[i])))
                return false;
        }

        return true;
    }
}
