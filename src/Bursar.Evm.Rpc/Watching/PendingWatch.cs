using System.Text.Json;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc.Json;
using Bursar.Evm.Rpc.Transport;

namespace Bursar.Evm.Rpc.Watching;

/// <summary>Tells the hashes of transactions that come into the node's pool, each once.</summary>
internal sealed class PendingWatch(EthereumClient client, IRpcTransport transport, WatchOptions options) : IAsyncDisposable
{
    private static readonly RpcRequest NewFilter = RpcRequest.Of("eth_newPendingTransactionFilter");

    private readonly Patience _patience = new(options);
    private readonly HashSet<Hash32> _seen = [];
    private readonly Queue<Hash32> _order = new();
    private RpcSubscription? _subscription;
    private bool _refused;
    private string? _filter;

    /// <summary>The next hashes; may be none.</summary>
    public Task<IReadOnlyList<Hash32>> NextAsync(CancellationToken cancellationToken) =>
        _patience.DoAsync(async token => Fresh(!_refused && transport is ISubscriptionTransport { CanSubscribe: true } speaking ? await ListenAsync(speaking, token) : await PollAsync(token)), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_subscription is { } subscription)
            await subscription.DisposeAsync();
        _subscription = null;
    }

    private static Hash32 Read(JsonElement result) => AnswerNode.Result("eth_subscription", RpcAnswer.Ok(result)).Hash();

    private IReadOnlyList<Hash32> Fresh(IReadOnlyList<Hash32> hashes)
    {
        var fresh = new List<Hash32>(hashes.Count);
        foreach (Hash32 hash in hashes)
        {
            if (!_seen.Add(hash))
                continue;
            fresh.Add(hash);
            _order.Enqueue(hash);
            if (_order.Count > options.PendingBuffer)
                _seen.Remove(_order.Dequeue());
        }

        return fresh;
    }

    private async Task<IReadOnlyList<Hash32>> ListenAsync(ISubscriptionTransport speaking, CancellationToken cancellationToken)
    {
        try
        {
            if (_subscription is not null)
                return [Read(await _subscription.ReadAsync(cancellationToken))];
            _subscription = await speaking.SubscribeAsync(
                RpcRequest.Of("eth_subscribe", writer => writer.WriteStringValue("newPendingTransactions"u8)), new SubscriptionBuffer(options.PendingBuffer), cancellationToken);

            // What came while nobody listened and still waits stands in the block that the node would make now.
            return await client.GetPendingHashesAsync(cancellationToken);
        }
        catch (RpcException e) when (_subscription is null && !Patience.MayPass(e))
        {
            _refused = true;
            return [];
        }
        catch (TransportException)
        {
            await DisposeAsync();
            throw;
        }
    }

    private async Task<IReadOnlyList<Hash32>> PollAsync(CancellationToken cancellationToken)
    {
        if (_filter is null)
        {
            JsonElement made = await client.RequestAsync(NewFilter, cancellationToken);
            _filter = made.ValueKind == JsonValueKind.String ? made.GetString() : throw new RpcException(NewFilter.Method, "result", "is not the name of a filter");
            return await client.GetPendingHashesAsync(cancellationToken);
        }

        await Task.Delay(options.PollInterval, options.Time, cancellationToken);
        RpcRequest request = RpcRequest.Of("eth_getFilterChanges", writer => writer.WriteStringValue(_filter));
        try
        {
            RpcAnswer answer = await client.AnswerAsync(request, cancellationToken);
            if (answer.IsOk)
                return AnswerNode.Result(request.Method, answer).Items(item => item.Hash());

            // Nodes forget filters after some minutes, at a restart, and behind a load balancer.
            _filter = null;
            return answer.Error.Message.Contains("filter", StringComparison.OrdinalIgnoreCase) ? [] : throw new RpcException(request.Method, answer.Error);
        }
        catch (TransportException)
        {
            // The node may have told its changes into the void.
            _filter = null;
            throw;
        }
    }
}
