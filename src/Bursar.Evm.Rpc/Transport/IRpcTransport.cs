namespace Bursar.Evm.Rpc.Transport;

/// <summary>Brings JSON-RPC requests to a node and its answers back.</summary>
public interface IRpcTransport : IDisposable
{
    /// <summary>Scheme and host, for messages; never path, query or user, which may carry a key.</summary>
    string Endpoint { get; }

    /// <summary>Sends the requests together and gives one answer for each, in their order.</summary>
    /// <param name="requests">At least one request.</param>
    /// <param name="cancellationToken">Gives up waiting; the node may still act.</param>
    /// <exception cref="TransportException">No answers came.</exception>
    /// <exception cref="RpcException">The answers break the protocol.</exception>
    Task<IReadOnlyList<RpcAnswer>> SendAsync(IReadOnlyList<RpcRequest> requests, CancellationToken cancellationToken);
}
