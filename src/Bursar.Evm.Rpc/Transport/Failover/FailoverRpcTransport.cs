using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc.Json;
using Bursar.Evm.Rpc.Nodes;

namespace Bursar.Evm.Rpc.Transport.Failover;

/// <summary>Several endpoints as one: the first that is in order is asked, and kept until it fails or falls behind. Thread-safe.</summary>
/// <remarks>
/// The endpoints are compared when first used and then now and again: one of another chain is never used; one that is behind, far ahead of all others,
/// or on another branch is set aside until it no longer is. What fails at one is asked of the next, when that cannot do anything twice. Two
/// requests may be answered by different endpoints, with heads up to <see cref="FailoverOptions.MaxLag"/> apart: name the block, or use
/// <see cref="PinAsync"/>, where that matters.
/// </remarks>
public sealed class FailoverRpcTransport : ISubscriptionTransport
{
    private readonly FailoverOptions _options;
    private readonly Member[] _members;
    private readonly CancellationTokenSource _closing = new();
    private readonly CancellationToken _closed;
    private readonly Lock _gate = new();
    private Task? _check;
    private long _checkedAt;
    private Member? _current;

    /// <summary>Takes over the transports, the preferred one first.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public FailoverRpcTransport(IReadOnlyList<IRpcTransport> transports, FailoverOptions? options = null)
    {
        if (transports.Count == 0)
            throw new ArgumentException("at least one endpoint is needed", nameof(transports));
        _options = options ?? new FailoverOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.FailuresToRest, 1, nameof(options));
        _members = [.. transports.Select(t => new Member(t, _options))];
        _closed = _closing.Token;
    }

    /// <summary>The endpoint in use, or the first while none is.</summary>
    public string Endpoint => (_current ?? _members[0]).Endpoint;

    /// <inheritdoc/>
    public bool CanSubscribe => _members.Any(m => m.Transport is ISubscriptionTransport { CanSubscribe: true });

    /// <summary>Number of endpoints.</summary>
    public int Count => _members.Length;

    internal IReadOnlyList<Member> Members => _members;

    /// <summary>Compares the endpoints now and tells what was found, in their order.</summary>
    /// <exception cref="EndpointsDisagreeException">They serve different chains, or branches without a majority.</exception>
    public async Task<IReadOnlyList<EndpointState>> CheckAsync(CancellationToken cancellationToken = default)
    {
        await RunCheckAsync(cancellationToken);
        return [.. _members.Select(m => m.State!)];
    }

    /// <inheritdoc/>
    /// <exception cref="EndpointsDisagreeException">The endpoints serve different chains, or branches without a majority.</exception>
    public async Task<IReadOnlyList<RpcAnswer>> SendAsync(IReadOnlyList<RpcRequest> requests, CancellationToken cancellationToken)
    {
        IReadOnlyList<Member> usable = await UsableAsync(cancellationToken);
        bool idempotent = requests.All(r => r.Idempotent);
        var failures = new List<Exception>();
        IReadOnlyList<RpcAnswer>? best = null;
        foreach (Member member in usable)
        {
            try
            {
                IReadOnlyList<RpcAnswer> answers = await member.Transport.SendAsync(requests, cancellationToken);
                member.Succeeded();
                best = best is null ? answers : [.. best.Zip(answers, (before, now) => IsForOthers(before) ? now : before)];
                if (idempotent && best.Any(IsForOthers))
                    continue;
                _current = failures.Count > 0 || _current is null ? member : _current;
                return best;
            }
            catch (Exception e) when (e is TransportException or RpcException { Kind: NodeErrorKind.Malformed })
            {
                member.Failed();
                if (!idempotent && e is not TransportException { NotProcessed: true })
                    throw;
                failures.Add(e);
            }
        }

        return best ?? throw Combined(failures);
    }

    /// <inheritdoc/>
    public async Task<RpcSubscription> SubscribeAsync(RpcRequest request, SubscriptionBuffer buffer, CancellationToken cancellationToken)
    {
        var failures = new List<Exception>();
        foreach (Member member in await UsableAsync(cancellationToken))
        {
            if (member.Transport is not ISubscriptionTransport { CanSubscribe: true } speaking)
                continue;
            try
            {
                return await speaking.SubscribeAsync(request, buffer, cancellationToken);
            }
            catch (TransportException e)
            {
                member.Failed();
                failures.Add(e);
            }
        }

        throw failures.Count > 0
            ? Combined(failures)
            : new TransportException(Endpoint, "no endpoint that is usable now can speak unasked", retryable: true) { NotProcessed = true };
    }

    /// <summary>The endpoint in use alone, for a sequence that needs one view of the chain: it fails rather than go on elsewhere. Disposing it closes nothing.</summary>
    public async Task<IRpcTransport> PinAsync(CancellationToken cancellationToken = default) => new PinnedTransport((await UsableAsync(cancellationToken))[0].Transport);

    /// <summary>The same endpoints for reads that <paramref name="agreeing"/> of them must answer alike. Disposing it closes nothing.</summary>
    /// <param name="agreeing">How many, from 2 to all.</param>
    public IRpcTransport WithQuorum(int agreeing)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(agreeing, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(agreeing, _members.Length);
        return new QuorumRpcTransport(this, agreeing);
    }

    /// <summary>Closes all transports.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_closed.IsCancellationRequested)
                return;
            _closing.Cancel();
        }

        foreach (Member member in _members)
            member.Transport.Dispose();
        _closing.Dispose();
    }

    /// <summary>The endpoint in use.</summary>
    public override string ToString() => Endpoint;

    /// <summary>The endpoints that may be asked, the one in use first; at least one.</summary>
    /// <exception cref="TransportException">None is in order.</exception>
    internal async Task<IReadOnlyList<Member>> UsableAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_closed.IsCancellationRequested, this);
        await FreshCheckAsync(cancellationToken);
        Member[] usable = Usable();
        if (usable.Length == 0)
        {
            await RunCheckAsync(cancellationToken);
            usable = Usable();
        }

        if (usable.Length == 0)
        {
            string problem = $"no endpoint is usable: {string.Join("; ", _members.Select(m => m.State?.ToString() ?? m.Endpoint))}";
            throw new TransportException(Endpoint, problem, retryable: _members.Any(m => m.State?.Health != EndpointHealth.OtherChain)) { NotProcessed = true };
        }

        if (_current is not { } current || !usable.Contains(current))
            _current = usable[0];
        return [_current!, .. usable.Where(m => m != _current)];
    }

    /// <summary>True for an error that another endpoint may not have.</summary>
    private static bool IsForOthers(RpcAnswer answer) => answer.Error?.Kind is NodeErrorKind.LimitExceeded or NodeErrorKind.MethodNotFound or NodeErrorKind.StatePruned;

    private static TransportException Combined(List<Exception> failures) => failures is [TransportException only] ? only : new TransportException(
        "all endpoints", string.Join("; ", failures.Select(f => f.Message)), failures.Any(f => f is TransportException { Retryable: true }), failures[0])
    {
        NotProcessed = failures.TrueForAll(f => f is TransportException { NotProcessed: true }),
    };

    private static async Task<EndpointFacts> AskAsync(Member member, CancellationToken cancellationToken)
    {
        try
        {
            IReadOnlyList<RpcAnswer> answers = await member.Transport.SendAsync([RpcRequest.Of("eth_chainId"), RpcRequest.Of("eth_blockNumber")], cancellationToken);
            ulong chain = Number("eth_chainId", answers[0]);
            return new EndpointFacts(member.Endpoint, new ChainId(chain), Number("eth_blockNumber", answers[1]), null);
        }
        catch (TransportException e)
        {
            return new EndpointFacts(member.Endpoint, null, null, e.Problem);
        }
        catch (RpcException e)
        {
            return new EndpointFacts(member.Endpoint, null, null, e.Message);
        }
    }

    private static ulong Number(string method, RpcAnswer answer) => answer.IsOk ? AnswerNode.Result(method, answer).Number() : throw new RpcException(method, answer.Error);

    private static async Task<Hash32?> HashAsync(Member member, ulong height, CancellationToken cancellationToken)
    {
        try
        {
            RpcAnswer answer = (await member.Transport.SendAsync([EthereumClient.BlockRequest(BlockTag.At(height))], cancellationToken))[0];
            return EthereumClient.ReadBlock(BlockTag.At(height), answer)?.Hash;
        }
        catch (Exception e) when (e is TransportException or RpcException)
        {
            return null;
        }
    }

    // When none is in order, one that is only left alone for a while is better than nothing.
    private Member[] Usable()
    {
        Member[] usable = [.. _members.Where(m => m.IsUsable)];
        return usable.Length > 0 ? usable : [.. _members.Where(m => m.State?.Health == EndpointHealth.Usable)];
    }

    /// <summary>Waits for the first comparison; later ones run beside the requests.</summary>
    private async Task FreshCheckAsync(CancellationToken cancellationToken)
    {
        Task check;
        lock (_gate)
        {
            bool stale = _check is null or { IsFaulted: true } || (_check.IsCompleted && _options.Time.GetElapsedTime(_checkedAt) > _options.CheckInterval);
            if (!stale && _check!.IsCompletedSuccessfully)
                return;
            bool first = _members.Any(m => m.State is null) || _check is { IsFaulted: true };
            if (stale)
                _check = CompareAsync();
            if (!first)
                return;
            check = _check!;
        }

        await check.WaitAsync(cancellationToken);
    }

    private async Task RunCheckAsync(CancellationToken cancellationToken)
    {
        Task check;
        lock (_gate)
        {
            if (_check is not { IsCompleted: false })
                _check = CompareAsync();
            check = _check;
        }

        await check.WaitAsync(cancellationToken);
    }

    private async Task CompareAsync()
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        EndpointFacts[] facts = await Task.WhenAll(_members.Select(m => LimitedAsync(m, AskAsync, new EndpointFacts(m.Endpoint, null, null, $"no answer within {_options.CheckTimeout.TotalSeconds:0.###} s"))));
        EndpointState[] states = EndpointComparison.Judge(facts, _options);
        if (EndpointComparison.CommonHeight(states, _options) is { } height)
        {
            Hash32?[] hashes = await Task.WhenAll(_members.Select((m, i) =>
                states[i].Health == EndpointHealth.Usable ? LimitedAsync<Hash32?>(m, (member, token) => HashAsync(member, height, token), null) : Task.FromResult<Hash32?>(null)));
            states = EndpointComparison.JudgeBranches(states, hashes, height);
        }

        for (int i = 0; i < states.Length; i++)
            _members[i].State = states[i];
        _checkedAt = _options.Time.GetTimestamp();
    }

    private async Task<T> LimitedAsync<T>(Member member, Func<Member, CancellationToken, Task<T>> ask, T otherwise)
    {
        using var limit = new CancellationTokenSource(_options.CheckTimeout, _options.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _closed);
        try
        {
            return await ask(member, both.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            return otherwise;
        }
    }
}
