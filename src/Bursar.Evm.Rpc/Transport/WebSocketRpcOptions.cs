namespace Bursar.Evm.Rpc.Transport;

/// <summary>Where a node's WebSocket is, and what its messages may take.</summary>
public sealed record WebSocketRpcOptions : RpcOptions
{
    /// <summary>Address of the node: <c>ws</c> or <c>wss</c>. User and password in it are sent as basic authentication.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>Headers to send when connecting, for example an API key.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>How often an idle connection is tried with a ping, and how long its answer may take before the connection counts as dead.</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Scheme and host only: path, query, user and headers may carry keys.</summary>
    public override string ToString() => HttpRpcOptions.DescribeEndpoint(Endpoint);
}
