using System.Text.Json;
using Bursar.Evm.Rpc.Nodes;

namespace Bursar.Evm.Rpc.Transport.Duplex;

/// <summary>One connection: requests go out as they come, answers find them by their id, notifications find their subscription.</summary>
/// <remarks>When it breaks, all that waits fails at once, and it is never used again.</remarks>
internal sealed class DuplexConnection : IDisposable
{
    private const int MaxEarly = 1_000;
    private readonly IMessageChannel _channel;
    private readonly string _endpoint;
    private readonly Secrets _secrets;
    private readonly RpcOptions _options;
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationToken _stopped;
    private readonly Lock _gate = new();
    private readonly Dictionary<long, PendingExchange> _pending = [];
    private readonly Dictionary<string, RpcSubscription> _subscriptions = new(StringComparer.Ordinal);
    private readonly List<(string Id, JsonElement Result)> _early = [];
    private TransportException? _broken;
    private Task _lastWrite = Task.CompletedTask;
    private long _lastId;
    private long _lastHeard;

    public DuplexConnection(IMessageChannel channel, string endpoint, Secrets secrets, RpcOptions options)
    {
        _channel = channel;
        _endpoint = endpoint;
        _secrets = secrets;
        _options = options;
        _stopped = _stop.Token;
        _ = ReadAllAsync();
    }

    public bool IsOpen => Volatile.Read(ref _broken) is null;

    /// <summary>Sends requests together and waits for their answers.</summary>
    /// <exception cref="TransportException">No answer in time, or the connection broke: it is not known whether the node acted.</exception>
    public async Task<PendingExchange> ExchangeAsync(RpcRequest[] requests, SubscriptionBuffer? buffer, CancellationToken cancellationToken)
    {
        PendingExchange pending = Register(requests, buffer);
        using var limit = new CancellationTokenSource(_options.Timeout, _options.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        long sent = _options.Time.GetTimestamp();
        try
        {
            await WriteAsync(Exchange.Write(requests, pending.FirstId)).WaitAsync(both.Token);
            await pending.Answers.WaitAsync(both.Token);
            return pending;
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            string problem = $"no answer within {_options.Timeout.TotalSeconds:0.###} s";
            if (Interlocked.Read(ref _lastHeard) < sent)
                Break(problem + " to anything", retryable: true, e);
            throw new TransportException(_endpoint, problem, retryable: true, e);
        }
        finally
        {
            lock (_gate)
            {
                for (int i = 0; i < pending.Count; i++)
                    _pending.Remove(pending.FirstId + i);
            }
        }
    }

    /// <summary>Forgets a subscription and tells the node, without waiting for what it says.</summary>
    public async Task EndAsync(RpcSubscription subscription)
    {
        bool known;
        lock (_gate)
            known = _subscriptions.Remove(subscription.Id);
        if (!known || !IsOpen)
            return;
        long id;
        lock (_gate)
            id = ++_lastId;
        await WriteAsync(Exchange.Write([RpcRequest.Of("eth_unsubscribe", writer => writer.WriteStringValue(subscription.Id))], id));
    }

    public void Dispose()
    {
        Break("the transport was closed", retryable: false, null);
        _channel.Dispose();
        _stop.Dispose();
    }

    private PendingExchange Register(RpcRequest[] requests, SubscriptionBuffer? buffer)
    {
        lock (_gate)
        {
            if (_broken is { } broken)
                throw new TransportException(_endpoint, broken.Problem, broken.Retryable, broken) { NotProcessed = true };
            long firstId = _lastId + 1;
            _lastId += requests.Length;
            var pending = new PendingExchange(requests, firstId, buffer);
            for (int i = 0; i < requests.Length; i++)
                _pending.Add(firstId + i, pending);
            return pending;
        }
    }

    // One message after the other, each to its end once begun: half of one would break the connection for everybody. What fails here fails the
    // exchanges that wait.
    private Task WriteAsync(ReadOnlyMemory<byte> message)
    {
        lock (_gate)
        {
            _lastWrite = WriteAfterAsync(_lastWrite, message);
            return _lastWrite;
        }
    }

    private async Task WriteAfterAsync(Task before, ReadOnlyMemory<byte> message)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        try
        {
            await _channel.SendAsync(message, _stopped);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            Break("the connection broke while a request was sent", retryable: true, e);
        }
    }

    private async Task ReadAllAsync()
    {
        try
        {
            while (await _channel.ReceiveAsync(_stopped) is { } message)
            {
                Interlocked.Exchange(ref _lastHeard, _options.Time.GetTimestamp());
                using JsonDocument document = Exchange.Parse(message);
                Take(document.RootElement);
            }

            Break("the node closed the connection", retryable: true, null);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            Break("the connection broke", retryable: true, e);
        }
        catch (Exception e) when (e is InvalidDataException or JsonException or RpcException)
        {
            Break($"the connection was given up, since {_secrets.Hide(NodeText.Clean(e.Message))}", retryable: false, e);
        }
    }

    private void Take(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("method"u8, out JsonElement method))
        {
            if (method.ValueKind == JsonValueKind.String && method.ValueEquals("eth_subscription"u8) && !root.TryGetProperty("id"u8, out _))
                Notify(root);
            return;
        }

        JsonElement first = root.ValueKind == JsonValueKind.Array && root.GetArrayLength() > 0 ? root[0] : root;
        if (Find(first) is not { } pending || pending.Read(root, _secrets) is not { } answers)
            return;
        if (pending.Buffer is { } buffer && answers[0] is { IsOk: true, Result.ValueKind: JsonValueKind.String })
            Subscribe(pending, answers[0].Result.GetString()!, buffer);
        pending.Complete(answers);
    }

    /// <summary>What an answer is to; null when it comes too late. One without an id is to the only requests that wait.</summary>
    private PendingExchange? Find(JsonElement answer)
    {
        if (answer.ValueKind != JsonValueKind.Object || !answer.TryGetProperty("id"u8, out JsonElement id))
            throw new RpcException("connection", "id", "is missing in what came");
        lock (_gate)
        {
            if (id.ValueKind == JsonValueKind.Number && id.TryGetInt64(out long number) && number >= 1 && number <= _lastId)
                return _pending.GetValueOrDefault(number);
            if (id.ValueKind == JsonValueKind.Null && _pending.Values.Distinct().Take(2).ToArray() is [var only])
                return only;
            throw new RpcException("connection", "id", "is not that of a request");
        }
    }

    // Registered before the next message is read, so that no notification slips through; some nodes even send the first before their answer.
    private void Subscribe(PendingExchange pending, string id, SubscriptionBuffer buffer)
    {
        lock (_gate)
        {
            var subscription = new RpcSubscription(id, _endpoint, buffer, EndAsync);
            _subscriptions[id] = subscription;
            pending.Subscription = subscription;
            foreach ((_, JsonElement result) in _early.Where(early => early.Id == id))
                subscription.Push(result);
            _early.RemoveAll(early => early.Id == id);
        }
    }

    private void Notify(JsonElement root)
    {
        if (!root.TryGetProperty("params"u8, out JsonElement parameters) || parameters.ValueKind != JsonValueKind.Object
            || !parameters.TryGetProperty("subscription"u8, out JsonElement id) || id.ValueKind != JsonValueKind.String
            || !parameters.TryGetProperty("result"u8, out JsonElement result))
            throw new RpcException("eth_subscription", "params", "has no subscription or result");
        string name = id.GetString()!;
        lock (_gate)
        {
            if (_subscriptions.TryGetValue(name, out RpcSubscription? subscription))
                subscription.Push(result.Clone());
            else if (_pending.Values.Any(p => p.Buffer is not null) && _early.Count < MaxEarly)
                _early.Add((name, result.Clone()));
        }
    }

    private void Break(string problem, bool retryable, Exception? inner)
    {
        PendingExchange[] pending;
        RpcSubscription[] subscriptions;
        lock (_gate)
        {
            if (_broken is not null)
                return;
            Volatile.Write(ref _broken, new TransportException(_endpoint, problem, retryable, inner));
            pending = [.. _pending.Values.Distinct()];
            subscriptions = [.. _subscriptions.Values];
            _subscriptions.Clear();
        }

        foreach (PendingExchange exchange in pending)
            exchange.Fail(new TransportException(_endpoint, $"{problem}, and it is not known whether the node acted on the request", retryable, inner));
        foreach (RpcSubscription subscription in subscriptions)
            subscription.Break(_broken);
        _stop.Cancel();
        _channel.Dispose();
    }
}
