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
            // The line's end goes with it: a peer that hears a short request in one piece hears all of it.
            byte[] line = [.. message.Span, (byte)'\n'];
            for (int sent = 0; sent < line.Length;)
                sent += await _socket.SendAsync(line.AsMemory(sent), SocketFlags.None, cancellationToken);
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
