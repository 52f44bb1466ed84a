using Bursar.Evm.Primitives;

namespace Bursar.Evm.Rpc.Watching;

/// <summary>
/// Tells every block of the chain in order, each on top of the one before, or of an earlier one when the chain has changed to another branch.
/// </summary>
internal sealed class ChainFollower(EthereumClient client, HeadSignals signals, WatchOptions options, ulong? first)
{
    private const int BatchBlocks = 100;

    private readonly Patience _patience = new(options);

    /// <summary>The blocks told about that are on the chain as far as is known, the newest last; the oldest are forgotten.</summary>
    private readonly List<BlockHeader> _path = [];
    private BlockHeader? _target;
    private ulong? _first = first;

    /// <summary>Number of the very first block told about: below it nothing is told.</summary>
    private ulong? _start;

    /// <summary>The next blocks, at least one; each after the first lies on the one before it.</summary>
    /// <exception cref="RpcException">The chain changed to a branch that left it too long ago.</exception>
    public async Task<IReadOnlyList<BlockHeader>> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_target is null || IndexOf(_target.Hash) >= 0 || (_path.Count == 0 && _target.Number < _first))
            {
                _target = await _patience.DoAsync(signals.NextAsync, cancellationToken);
                continue;
            }

            IReadOnlyList<BlockHeader> next = await _patience.DoAsync(AdvanceAsync, cancellationToken);
            if (next.Count == 0)
            {
                // The node does not have what it spoke of: that branch is gone, or not at this node yet.
                _target = null;
                await Task.Delay(options.PollInterval, options.Time, cancellationToken);
                continue;
            }

            foreach (BlockHeader header in next)
                Keep(header);
            return next;
        }
    }

    /// <summary>Takes back that a block and those on top of it were told, since the node no longer has it.</summary>
    public async Task UntellAsync(BlockHeader header, CancellationToken cancellationToken)
    {
        int index = IndexOf(header.Hash);
        if (index >= 0)
            _path.RemoveRange(index, _path.Count - index);
        if (_path.Count == 0)
            _first = header.Number;
        _target = null;
        await Task.Delay(options.PollInterval, options.Time, cancellationToken);
    }

    private async Task<IReadOnlyList<BlockHeader>> AdvanceAsync(CancellationToken cancellationToken)
    {
        BlockHeader target = _target!;
        ulong from = _path.Count > 0 ? _path[^1].Number + 1 : _first ?? target.Number;
        if (target.Number <= from)
            return await BranchAsync(target, cancellationToken);

        // A gap: by number, many at once. What does not fit together is sorted out by parent hashes.
        int count = (int)Math.Min(BatchBlocks, target.Number - from);
        IReadOnlyList<BlockHeader?> filled = await client.GetBlocksAsync([.. Enumerable.Range(0, count).Select(i => BlockTag.At(from + (ulong)i))], cancellationToken);
        var told = new List<BlockHeader>();
        foreach (BlockHeader? header in filled)
        {
            if (header is null || (told.Count > 0 && header.ParentHash != told[^1].Hash))
                break;
            if (told.Count == 0 && _path.Count > 0 && header.ParentHash != _path[^1].Hash)
                return await BranchAsync(header, cancellationToken);
            told.Add(header);
        }

        return told;
    }

    /// <summary>The blocks from the newest one told about, which is still on the chain, up to <paramref name="header"/>; none while that cannot be told.</summary>
    private async Task<IReadOnlyList<BlockHeader>> BranchAsync(BlockHeader header, CancellationToken cancellationToken)
    {
        if (_path.Count == 0)
            return [header];
        if (header.Number < _start)
            return [];
        var branch = new List<BlockHeader> { header };
        while (IndexOf(header.ParentHash) < 0 && header.Number > _start)
        {
            if (header.Number <= _path[0].Number || branch.Count > options.MaxReorgDepth)
                throw new RpcException("eth_getBlockByHash", "result", $"is on a branch that left the chain more than {options.MaxReorgDepth} blocks ago");
            if (await client.GetBlockAsync(BlockTag.At(header.ParentHash), cancellationToken) is not { } parent)
                return [];
            if (parent.Number != header.Number - 1)
                throw new RpcException("eth_getBlockByHash", "result.number", $"is {parent.Number} where the parent of block {header.Number} was asked for");
            header = parent;
            branch.Insert(0, header);
        }

        return branch;
    }

    private int IndexOf(Hash32 hash) => _path.FindLastIndex(header => header.Hash == hash);

    private void Keep(BlockHeader header)
    {
        int parent = IndexOf(header.ParentHash);
        _path.RemoveRange(parent + 1, _path.Count - parent - 1);
        _path.Add(header);
        _start ??= header.Number;
        _first = null;
        if (_path.Count > options.MaxReorgDepth)
            _path.RemoveAt(0);
    }
}
