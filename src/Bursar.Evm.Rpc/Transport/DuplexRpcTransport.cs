using Bursar.Evm.Rpc.Nodes;
using Bursar.Evm.Rpc.Transport.Duplex;

namespace Bursar.Evm.Rpc.Transport;

/// <summary>JSON-RPC over a connection that stays: many requests under way at once, answered in any order, and subscriptions. Thread-safe.</summary>
/// <remarks>
/// It connects when first used and again after a break, waiting longer after each failure. A request that was under way when the connection broke
/// is sent again when it is idempotent (reads, and <c>eth_sendRawTransaction</c>, whose bytes a chain takes once); any other ends with a
/// <see cref="TransportException"/> whose <see cref="TransportException.NotProcessed"/> is false: whether the node acted is not known.
/// </remarks>
public abstract class DuplexRpcTransport : ISubscriptionTransport
{
    private readonly RpcOptions _options;
    private readonly Secrets _secrets;
    private readonly CancellationTokenSource _closing = new();
    private readonly CancellationToken _closed;
    private readonly Lock _gate = new();
    private Task<DuplexConnection>? _connection;

    private protected DuplexRpcTransport(RpcOptions options, string endpoint, Secrets secrets)
    {
        options.Check(nameof(options));
        _options = options;
        _secrets = secrets;
        _closed = _closing.Token;
        Endpoint = endpoint;
    }

    /// <inheritdoc/>
    public string Endpoint { get; }

    /// <inheritdoc/>
    public bool CanSubscribe => true;

    /// <inheritdoc/>
    public Task<IReadOnlyList<RpcAnswer>> SendAsync(IReadOnlyList<RpcRequest> requests, CancellationToken cancellationToken) => Attempts.RunAsync(
        requests, _options,
        async (part, token) => await (await (await ConnectionAsync(token)).ExchangeAsync(part, null, token)).Answers,
        cancellationToken);

    /// <inheritdoc/>
    public async Task<RpcSubscription> SubscribeAsync(RpcRequest request, SubscriptionBuffer buffer, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(buffer.Capacity, 1, nameof(buffer));
        DuplexConnection connection = await ConnectionAsync(cancellationToken);
        PendingExchange pending = await connection.ExchangeAsync([request], buffer, cancellationToken);
        RpcAnswer answer = (await pending.Answers)[0];
        if (!answer.IsOk)
            throw new RpcException(request.Method, answer.Error);
        return pending.Subscription ?? throw new RpcException(request.Method, "result", "is not the name of a subscription");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Where it connects to, without secrets.</summary>
    public override string ToString() => Endpoint;

    private protected abstract Task<IMessageChannel> OpenAsync(CancellationToken cancellationToken);

    /// <summary>Closes the connection; what waits fails.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (!disposing)
            return;
        Task<DuplexConnection>? connection;
        lock (_gate)
        {
            if (_closed.IsCancellationRequested)
                return;
            _closing.Cancel();
            connection = _connection;
        }

        if (connection is { IsCompletedSuccessfully: true })
            connection.Result.Dispose();
        _closing.Dispose();
    }

    /// <summary>The connection that stands, or a new one: callers who come while it is made wait for the same.</summary>
    private async Task<DuplexConnection> ConnectionAsync(CancellationToken cancellationToken)
    {
        Task<DuplexConnection> connection;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed.IsCancellationRequested, this);
            bool usable = _connection is { IsCompleted: false } or { IsCompletedSuccessfully: true, Result.IsOpen: true };
            if (!usable)
                _connection = ConnectAsync();
            connection = _connection!;
        }

        return await connection.WaitAsync(cancellationToken);
    }

    private async Task<DuplexConnection> ConnectAsync()
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        using var limit = new CancellationTokenSource(_options.ConnectTimeout, _options.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _closed);
        try
        {
            var made = new DuplexConnection(await OpenAsync(both.Token), Endpoint, _secrets, _options);
            if (_closed.IsCancellationRequested)
                made.Dispose();
            return made;
        }
        catch (OperationCanceledException e)
        {
            throw Failure($"no connection within {_options.ConnectTimeout.TotalSeconds:0.###} s", retryable: true, e);
        }
        catch (RefusedHandshakeException e)
        {
            throw new TransportException(Endpoint, e.Message, retryable: e.Status is 408 or 429 or 502 or 503 or 504, e) { Status = e.Status, NotProcessed = true };
        }
        catch (IOException e)
        {
            throw Failure($"no connection: is the node running? ({_secrets.Hide(NodeText.Clean(e.Message))})", retryable: true, e);
        }
    }

    private TransportException Failure(string problem, bool retryable, Exception inner) => new(Endpoint, problem, retryable, inner) { NotProcessed = true };
}
