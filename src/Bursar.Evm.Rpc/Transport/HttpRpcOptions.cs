namespace Bursar.Evm.Rpc.Transport;

/// <summary>Where a node is, and what its answers may take.</summary>
public sealed record HttpRpcOptions
{
    /// <summary>Address of the node: <c>http</c> or <c>https</c>. User and password in it are sent as basic authentication.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>Headers to send with each request, for example an API key.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Longest time for one attempt.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest time to connect.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Most bytes of one answer, decompressed.</summary>
    public int MaxAnswerBytes { get; init; } = 64 << 20;

    /// <summary>When to try again.</summary>
    public RetryPolicy Retry { get; init; } = new();

    /// <summary>Clock for waits and time limits.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Scheme and host only: path, query, user and headers may carry keys.</summary>
    public override string ToString() => DescribeEndpoint(Endpoint);

    internal static string DescribeEndpoint(Uri endpoint) => endpoint.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);
}
