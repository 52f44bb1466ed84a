using System.Net;
using System.Net.WebSockets;

namespace Bursar.Evm.Rpc.Transport.Duplex;

/// <summary>Messages over a WebSocket.</summary>
internal sealed class WebSocketChannel : IMessageChannel
{
    private readonly HttpMessageInvoker _http;
    private readonly ClientWebSocket _socket;
    private readonly GrowingBuffer _buffer;

    private WebSocketChannel(HttpMessageInvoker http, ClientWebSocket socket, int maxBytes)
    {
        _http = http;
        _socket = socket;
        _buffer = new GrowingBuffer(maxBytes);
    }

    /// <summary>Connects.</summary>
    /// <exception cref="IOException">It did not work; the inner exception says why.</exception>
    public static async Task<WebSocketChannel> ConnectAsync(WebSocketRpcOptions options, CancellationToken cancellationToken)
    {
        // No redirects: another host must not get the headers.
        HttpMessageInvoker http = Invoker(!options.Endpoint.IsLoopback);
        var socket = new ClientWebSocket();
        try
        {
            socket.Options.KeepAliveInterval = options.KeepAlive;
            socket.Options.KeepAliveTimeout = options.KeepAlive;
            socket.Options.CollectHttpResponseDetails = true;
            if (options.Endpoint.UserInfo.Length > 0)
                socket.Options.SetRequestHeader("Authorization", "Basic " + HttpRpcTransport.BasicCredentials(options.Endpoint));
            foreach ((string name, string value) in options.Headers)
                socket.Options.SetRequestHeader(name, value);
            await socket.ConnectAsync(options.Endpoint, http, cancellationToken);
            return new WebSocketChannel(http, socket, options.MaxAnswerBytes);
        }
        catch (WebSocketException e)
        {
            HttpStatusCode status = socket.HttpStatusCode;
            socket.Dispose();
            http.Dispose();
            throw status == 0 ? new IOException(e.Message, e) : new RefusedHandshakeException((int)status, e);
        }
        catch
        {
            socket.Dispose();
            http.Dispose();
            throw;
        }
    }

    public async ValueTask SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        try
        {
            await _socket.SendAsync(message, WebSocketMessageType.Text, WebSocketMessageFlags.EndOfMessage, cancellationToken);
        }
        catch (Exception e) when (e is WebSocketException or ObjectDisposedException or InvalidOperationException)
        {
            throw new IOException(e.Message, e);
        }
    }

    public async ValueTask<ReadOnlyMemory<byte>?> ReceiveAsync(CancellationToken cancellationToken)
    {
        _buffer.Drop(_buffer.Count);
        try
        {
            while (true)
            {
                ValueWebSocketReceiveResult part = await _socket.ReceiveAsync(_buffer.Room(), cancellationToken);
                if (part.MessageType == WebSocketMessageType.Close)
                    return null;
                _buffer.Advance(part.Count);
                if (part.EndOfMessage)
                    return _buffer.Filled;
            }
        }
        catch (Exception e) when (e is WebSocketException or ObjectDisposedException or InvalidOperationException)
        {
            throw new IOException(e.Message, e);
        }
    }

    public void Dispose()
    {
        _socket.Dispose();
        _http.Dispose();
    }

    /// <summary>Owned by the channel: it closes with it.</summary>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Reliability", "CA2000", Justification = "the invoker disposes its handler")]
    private static HttpMessageInvoker Invoker(bool useProxy) =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = useProxy }, disposeHandler: true);
}
