using System.Runtime.CompilerServices;
using System.Text.Json;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc.Json;
using Bursar.Evm.Rpc.Watching;

namespace Bursar.Evm.Rpc;

/// <content>Watching the chain as it grows, over broken connections and reorgs.</content>
public sealed partial class EthereumClient
{
    /// <summary>The blocks of the chain as they come: every one, in order, each once.</summary>
    /// <remarks>
    /// Each header's parent is the one told before it. After a reorg the blocks of the new branch follow from the point where it left, so that a header
    /// whose parent was told earlier takes back those told since. A WebSocket or IPC endpoint is subscribed to and subscribed to again after a
    /// break; an HTTP endpoint is asked every <see cref="WatchOptions.PollInterval"/>. Either way what happened in between is read from the
    /// chain. It ends by cancellation, by <see cref="WatchOptions.GiveUpAfter"/>, or when the node answers nonsense.
    /// </remarks>
    /// <exception cref="RpcException">A reorg went deeper than <see cref="WatchOptions.MaxReorgDepth"/>, or an answer breaks the protocol.</exception>
    /// <exception cref="TransportException">The node was out of reach for too long.</exception>
    public async IAsyncEnumerable<BlockHeader> WatchBlocksAsync(WatchOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        options ??= new WatchOptions();
        options.Check();
        await using var signals = new HeadSignals(this, _transport, options);
        var chain = new ChainFollower(this, signals, options, options.FromBlock);
        while (true)
        {
            foreach (BlockHeader header in await chain.NextAsync(cancellationToken))
                yield return header;
        }
    }

    /// <summary>The logs that fit, as their blocks come, and as <see cref="LogChange.Removed"/> those whose block the chain has left.</summary>
    /// <remarks>
    /// Nothing is missed and nothing told twice, over broken connections too: the logs are read block by block, by block hash, along the chain that
    /// <see cref="WatchBlocksAsync"/> tells. A reorg while nobody listened therefore shows as well, which a node's own subscription keeps to itself.
    /// </remarks>
    /// <exception cref="RpcException">A reorg went deeper than <see cref="WatchOptions.MaxReorgDepth"/>, or an answer breaks the protocol.</exception>
    /// <exception cref="TransportException">The node was out of reach for too long.</exception>
    public async IAsyncEnumerable<LogChange> WatchLogsAsync(
        LogPattern pattern, WatchOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        options ??= new WatchOptions();
        options.Check();
        await using var signals = new HeadSignals(this, _transport, options);
        ulong first = options.FromBlock ?? await new Patience(options).DoAsync(GetBlockNumberAsync, cancellationToken) + 1;
        var logs = new LogFollower(this, new ChainFollower(this, signals, options, first), pattern, options);
        while (true)
        {
            foreach (LogChange change in await logs.NextAsync(cancellationToken))
                yield return change;
        }
    }

    /// <summary>Hashes of transactions that come into the node's pool, each once.</summary>
    /// <remarks>
    /// A pool has no history: one that came and went while the connection was broken is not told. What still waits after a break is read from the
    /// pending block. Another node may know other transactions.
    /// </remarks>
    /// <exception cref="TransportException">The node was out of reach for too long, or more hashes came than <see cref="WatchOptions.PendingBuffer"/> holds.</exception>
    public async IAsyncEnumerable<Hash32> WatchPendingAsync(WatchOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        options ??= new WatchOptions();
        options.Check();
        await using var pool = new PendingWatch(this, _transport, options);
        while (true)
        {
            foreach (Hash32 hash in await pool.NextAsync(cancellationToken))
                yield return hash;
        }
    }

    /// <summary>Hashes of the transactions in the block that the node would make now; empty when it keeps none.</summary>
    internal async Task<IReadOnlyList<Hash32>> GetPendingHashesAsync(CancellationToken cancellationToken)
    {
        RpcAnswer answer = await AnswerAsync(BlockRequest(BlockTag.Pending), cancellationToken);
        return !answer.IsOk || answer.Result.ValueKind == JsonValueKind.Null
            ? []
            : AnswerNode.Result("eth_getBlockByNumber", answer).Member("transactions").Items(item => item.Hash());
    }
}
