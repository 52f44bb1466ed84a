using System.Net;
using System.Net.WebSockets;

namespace Bursar.Evm.Rpc.Transport.Duplex;

/// <summary>Messages over a WebSocket.</summary>
internal sealed class WebSocketChannel : IMessageChannel
{
    private readonly ClientWebSocket _socket;
    private readonly GrowingBuffer _buffer;

    private WebSocketChannel(ClientWebSocket socket, int maxBytes)
    {
        _socket = socket;
        _buffer = new GrowingBuffer(maxBytes);
    }

    /// <summary>Connects.</summary>
    /// <exception cref="IOException">It did not work; the inner exception says why.</exception>
    public static async Task<WebSocketChannel> ConnectAsync(WebSocketRpcOptions options, CancellationToken cancellationToken)
    {
        var socket = new ClientWebSocket();
        try
        {
            socket.Options.KeepAliveInterval = options.KeepAlive;
            socket.Options.KeepAliveTimeout = options.KeepAlive;
            socket.Options.CollectHttpResponseDetails = true;
            if (options.Endpoint.IsLoopback)
                socket.Options.Proxy = new WebProxy();
            if (options.Endpoint.UserInfo.Length > 0)
                socket.Options.SetRequestHeader("Authorization", "Basic " + HttpRpcTransport.BasicCredentials(options.Endpoint));
            foreach ((string name, string value) in options.Headers)
                socket.Options.SetRequestHeader(name, value);
            await socket.ConnectAsync(options.Endpoint, cancellationToken);
            return new WebSocketChannel(socket, options.MaxAnswerBytes);
        }
        catch (WebSocketException e)
        {
            HttpStatusCode status = socket.HttpStatusCode;
            socket.Dispose();
            throw status == 0 ? new IOException(e.Message, e) : new RefusedHandshakeException((int)status, e);
        }
        catch
        {
            socket.Dispose();
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

    public void Dispose() => _socket.Dispose();
}
