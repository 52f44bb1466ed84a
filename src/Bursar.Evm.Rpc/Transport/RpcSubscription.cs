using System.Text.Json;
using System.Threading.Channels;

namespace Bursar.Evm.Rpc.Transport;

/// <summary>A subscription on one connection; disposing it ends it.</summary>
public sealed class RpcSubscription : IAsyncDisposable
{
    private readonly Channel<JsonElement> _waiting;
    private readonly SubscriptionBuffer _buffer;
    private readonly string _endpoint;
    private readonly Func<RpcSubscription, Task> _end;
    private int _ended;

    internal RpcSubscription(string id, string endpoint, SubscriptionBuffer buffer, Func<RpcSubscription, Task> end)
    {
        Id = id;
        _endpoint = endpoint;
        _buffer = buffer;
        _end = end;
        _waiting = Channel.CreateBounded<JsonElement>(new BoundedChannelOptions(buffer.Capacity)
        {
            FullMode = buffer.NewestOnly ? BoundedChannelFullMode.DropOldest : BoundedChannelFullMode.Wait,
            SingleWriter = true,
        });
    }

    /// <summary>The node's name for it.</summary>
    public string Id { get; }

    /// <summary>The next notification's <c>result</c>.</summary>
    /// <exception cref="TransportException">The connection ended, or more came than the buffer holds: something may be missing.</exception>
    public async ValueTask<JsonElement> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _waiting.Reader.ReadAsync(cancellationToken);
        }
        catch (ChannelClosedException e) when (e.InnerException is TransportException broken)
        {
            throw new TransportException(_endpoint, broken.Problem, broken.Retryable, broken);
        }
    }

    /// <summary>Ends the subscription at the node, when there still is a connection.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _ended, 1) == 0)
            await _end(this);
        _waiting.Writer.TryComplete(new TransportException(_endpoint, "the subscription was ended", retryable: false));
    }

    internal void Push(JsonElement result)
    {
        if (!_waiting.Writer.TryWrite(result))
            Break(new TransportException(_endpoint, $"more than {_buffer.Capacity} notifications wait to be read: the subscription was ended", retryable: true));
    }

    internal void Break(TransportException problem) => _waiting.Writer.TryComplete(problem);
}
