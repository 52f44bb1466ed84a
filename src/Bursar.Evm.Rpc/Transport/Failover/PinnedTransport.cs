namespace Bursar.Evm.Rpc.Transport.Failover;

/// <summary>One endpoint of several, lent out.</summary>
internal sealed class PinnedTransport(IRpcTransport endpoint) : IRpcTransport
{
    public string Endpoint => endpoint.Endpoint;

    public Task<IReadOnlyList<RpcAnswer>> SendAsync(IReadOnlyList<RpcRequest> requests, CancellationToken cancellationToken) => endpoint.SendAsync(requests, cancellationToken);

    public void Dispose()
    {
        // It belongs to the whole.
    }
}
