namespace Bursar.Evm.Rpc.Transport;

/// <summary>Where a node is, and what its answers may take.</summary>
public sealed record HttpRpcOptions : RpcOptions
{
    /// <summary>Address of the node: <c>http</c> or <c>https</c>. User and password in it are sent as basic authentication.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>Headers to send with each request, for example an API key.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Scheme and host only: path, query, user and headers may carry keys.</summary>
    public override string ToString() => DescribeEndpoint(Endpoint);

    internal static string DescribeEndpoint(Uri endpoint) => endpoint.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);
}
