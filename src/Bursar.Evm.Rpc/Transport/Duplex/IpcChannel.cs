using System.Net.Sockets;

namespace Bursar.Evm.Rpc.Transport.Duplex;

/// <summary>Messages over a Unix domain socket: JSON values one after the other.</summary>
internal sealed class IpcChannel : IMessageChannel
{
    private readonly Socket _socket;
    private readonly GrowingBuffer _buffer;
    private readonly JsonFrames _frames = new();
    private int _given;

    private IpcChannel(Socket socket, int maxBytes)
    {
        _socket = socket;
        _buffer = new GrowingBuffer(maxBytes);
    }

    /// <summary>Connects.</summary>
    /// <exception cref="IOException">Nobody listens there.</exception>
    public static async Task<IpcChannel> ConnectAsync(string path, int maxBytes, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
            return new IpcChannel(socket, maxBytes);
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw new IOException(e.Message, e);
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
            while (!message.IsEmpty)
                message = message[await _socket.SendAsync(message, SocketFlags.None, cancellationToken)..];
            await _socket.SendAsync("\n"u8.ToArray(), SocketFlags.None, cancellationToken);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            throw new IOException(e.Message, e);
        }
    }

    public async ValueTask<ReadOnlyMemory<byte>?> ReceiveAsync(CancellationToken cancellationToken)
    {
        _buffer.Drop(_given);
        _given = 0;
        while (true)
        {
            _given = _frames.Next(_buffer.Filled.Span);
            if (_given > 0)
                return _buffer.Filled[.._given];
            try
            {
                int read = await _socket.ReceiveAsync(_buffer.Room(), SocketFlags.None, cancellationToken);
                if (read == 0)
                    return null;
                _buffer.Advance(read);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                throw new IOException(e.Message, e);
            }
        }
    }

    public void Dispose() => _socket.Dispose();
}
