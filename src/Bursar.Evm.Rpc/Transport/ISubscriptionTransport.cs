namespace Bursar.Evm.Rpc.Transport;

/// <summary>A transport over which a node can speak unasked.</summary>
public interface ISubscriptionTransport : IRpcTransport
{
    /// <summary>Whether a node can speak unasked here at all; false for a set of endpoints that are all reached by HTTP.</summary>
    bool CanSubscribe { get; }

    /// <summary>Subscribes (<c>eth_subscribe</c>) on the connection as it stands; the subscription ends with that connection.</summary>
    /// <param name="request">The call, for example <c>eth_subscribe</c> with <c>"newHeads"</c>.</param>
    /// <param name="buffer">How notifications wait for a reader.</param>
    /// <param name="cancellationToken">Gives up waiting for the node.</param>
    /// <remarks>
    /// The watches of <see cref="EthereumClient"/> stand above this and survive a connection. Here a break is an exception to the
    /// reader, who then knows that something may be missing.
    /// </remarks>
    /// <exception cref="RpcException">The node refused.</exception>
    /// <exception cref="TransportException">There is no connection.</exception>
    Task<RpcSubscription> SubscribeAsync(RpcRequest request, SubscriptionBuffer buffer, CancellationToken cancellationToken);
}
