using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc.Nodes;

namespace Bursar.Evm.Rpc.Watching;

/// <summary>Tells the logs of each block that <see cref="ChainFollower"/> tells, and takes back those of blocks that the chain has left.</summary>
internal sealed class LogFollower(EthereumClient client, ChainFollower chain, LogPattern pattern, WatchOptions options)
{
    /// <summary>From so many blocks on they are read together.</summary>
    private const int TogetherFrom = 4;

    private readonly Patience _patience = new(options);
    private readonly List<(BlockHeader Header, IReadOnlyList<Log> Logs)> _told = [];

    /// <summary>What changed with the next blocks; may be nothing.</summary>
    public async Task<IReadOnlyList<LogChange>> NextAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<BlockHeader> headers = await chain.NextAsync(cancellationToken);
        IReadOnlyList<IReadOnlyList<Log>?> found = await _patience.DoAsync(token => ReadAsync(headers, token), cancellationToken);
        var changes = new List<LogChange>();
        for (int i = 0; i < headers.Count; i++)
        {
            if (found[i] is not { } logs)
            {
                await chain.UntellAsync(headers[i], cancellationToken);
                break;
            }

            TakeBack(headers[i].ParentHash, changes);
            changes.AddRange(logs.Select(log => new LogChange(log, Removed: false)));
            _told.Add((headers[i], logs));
            if (_told.Count > options.MaxReorgDepth)
                _told.RemoveAt(0);
        }

        return changes;
    }

    private void TakeBack(Hash32 parent, List<LogChange> changes)
    {
        while (_told.Count > 0 && _told[^1].Header.Hash != parent)
        {
            changes.AddRange(_told[^1].Logs.Reverse().Select(log => new LogChange(log, Removed: true)));
            _told.RemoveAt(_told.Count - 1);
        }
    }

    /// <summary>The logs of each block; null for one that the node does not have.</summary>
    private async Task<IReadOnlyList<IReadOnlyList<Log>?>> ReadAsync(IReadOnlyList<BlockHeader> headers, CancellationToken cancellationToken)
    {
        if (headers.Count >= TogetherFrom && await ReadTogetherAsync(headers, cancellationToken) is { } together)
            return together;
        LogFilter[] filters = [.. headers.Select(header => pattern.In(LogFilter.InBlock(header.Hash)))];
        IReadOnlyList<RpcAnswer> answers = await client.RequestManyAsync(Array.ConvertAll(filters, EthereumClient.LogRequest), cancellationToken);
        var logs = new IReadOnlyList<Log>?[headers.Count];
        for (int i = 0; i < logs.Length; i++)
        {
            if (answers[i].IsOk)
                logs[i] = client.ReadLogs(filters[i], answers[i], 0, out _);
            else if (answers[i].Error is not { Kind: NodeErrorKind.NotFound })
                throw new RpcException("eth_getLogs", answers[i].Error!);
        }

        return logs;
    }

    /// <summary>All in one range, when the chain is still the one that the blocks are of and the answer is surely whole; null otherwise.</summary>
    /// <remarks>A block's hash names all below it: if the last is still there after the read, so were the others.</remarks>
    private async Task<IReadOnlyList<IReadOnlyList<Log>?>?> ReadTogetherAsync(IReadOnlyList<BlockHeader> headers, CancellationToken cancellationToken)
    {
        LogFilter filter = pattern.In(LogFilter.InRange(headers[0].Number, headers[^1].Number));
        RpcAnswer answer = await client.AnswerAsync(EthereumClient.LogRequest(filter), cancellationToken);
        if (!answer.IsOk)
            return answer.Error.Kind is NodeErrorKind.RangeTooLarge or NodeErrorKind.NotFound ? null : throw new RpcException("eth_getLogs", answer.Error);
        Log[] logs = client.ReadLogs(filter, answer, 0, out int given);
        if (given >= EthereumClient.SilentLimit || (await client.GetBlockAsync(BlockTag.At(headers[^1].Number), cancellationToken))?.Hash != headers[^1].Hash)
            return null;
        ILookup<ulong, Log> byBlock = logs.ToLookup(log => log.BlockNumber);
        return headers.All(header => byBlock[header.Number].All(log => log.BlockHash == header.Hash))
            ? [.. headers.Select(header => byBlock[header.Number].ToArray())]
            : null;
    }
}
