using Bursar.Evm.Rpc.Transport.Duplex;

namespace Bursar.Evm.Rpc.Transport;

/// <summary>JSON-RPC over a WebSocket.</summary>
public sealed class WebSocketRpcTransport : DuplexRpcTransport
{
    private readonly WebSocketRpcOptions _options;

    /// <summary>A transport with its own connection, made when first used.</summary>
    /// <exception cref="ArgumentException">The endpoint is not an absolute ws or wss address.</exception>
    public WebSocketRpcTransport(WebSocketRpcOptions options)
        : base(options, Describe(options), new Secrets(options.Endpoint, options.Headers)) => _options = options;

    private protected override async Task<IMessageChannel> OpenAsync(CancellationToken cancellationToken) =>
        await WebSocketChannel.ConnectAsync(_options, cancellationToken);

    private static string Describe(WebSocketRpcOptions options) =>
        options.Endpoint.IsAbsoluteUri && options.Endpoint.Scheme is "ws" or "wss"
            ? HttpRpcOptions.DescribeEndpoint(options.Endpoint)
            : throw new ArgumentException("the endpoint is not an absolute ws or wss address", nameof(options));
}
