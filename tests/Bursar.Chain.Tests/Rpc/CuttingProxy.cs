using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Bursar.Chain.Tests.Rpc;

/// <summary>Stands between a client and a node and breaks connections when told to: a network as it is.</summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private static readonly TimeSpan TimeForTheNode = TimeSpan.FromMilliseconds(50);

    private readonly EndPoint _target;
    private readonly Socket _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<Socket, byte> _sockets = [];
    private readonly ConcurrentBag<Task> _pumps = [];
    private readonly Task _accepting;
    private Func<ReadOnlyMemory<byte>, bool>? _cutWhen;
    private volatile bool _deaf;
    private int _connections;

    /// <summary>In front of a TCP port.</summary>
    public CuttingProxy(Uri target)
        : this(new IPEndPoint(IPAddress.Loopback, target.Port), new IPEndPoint(IPAddress.Loopback, 0))
    {
    }

    /// <summary>In front of a Unix domain socket, with another one.</summary>
    public CuttingProxy(string target, string own)
        : this(new UnixDomainSocketEndPoint(target), new UnixDomainSocketEndPoint(own))
    {
    }

    private CuttingProxy(EndPoint target, EndPoint own)
    {
        _target = target;
        _listener = Make(own);
        _listener.Bind(own);
        _listener.Listen();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    /// <summary>Connections accepted so far.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Breaks every connection; new ones are taken.</summary>
    public void Cut()
    {
        foreach (Socket socket in _sockets.Keys)
            socket.Close(0);
    }

    /// <summary>Breaks the connection when bytes of the client fit: they reach the node, and its answer does not come back.</summary>
    public void CutWhenClientSays(Func<ReadOnlyMemory<byte>, bool>? cut) => _cutWhen = cut;

    /// <summary>While deaf, nothing of the node comes through, and nothing says so.</summary>
    public void BeDeaf(bool deaf) => _deaf = deaf;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        Cut();
        await _accepting;
        await Task.WhenAll(_pumps);
        _stop.Dispose();
    }

    private static Socket Make(EndPoint point) => point is UnixDomainSocketEndPoint
        ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
        : new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                Socket client = await _listener.AcceptAsync(_stop.Token);
                Interlocked.Increment(ref _connections);
                _pumps.Add(ServeAsync(client));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(Socket client)
    {
        using Socket node = Make(_target);
        _sockets[client] = 0;
        _sockets[node] = 0;
        try
        {
            await node.ConnectAsync(_target, _stop.Token);
            await Task.WhenAll(PumpAsync(client, node, ofClient: true), PumpAsync(node, client, ofClient: false));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            client.Close(0);
        }

        _sockets.TryRemove(client, out _);
        _sockets.TryRemove(node, out _);
    }

    private async Task PumpAsync(Socket from, Socket to, bool ofClient)
    {
        byte[] buffer = new byte[64 << 10];
        try
        {
            while (await from.ReceiveAsync(buffer, SocketFlags.None, _stop.Token) is > 0 and int read)
            {
                if (!ofClient && (_deaf || !_sockets.ContainsKey(to)))
                    continue;
                bool cut = ofClient && _cutWhen?.Invoke(buffer.AsMemory(0, read)) == true;
                if (cut)
                    _sockets.TryRemove(from, out _);
                await to.SendAsync(buffer.AsMemory(0, read), SocketFlags.None, _stop.Token);
                if (!cut)
                    continue;
                await Task.Delay(TimeForTheNode, _stop.Token);
                break;
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Cut, here or at the other end.
        }

        from.Close(0);
        to.Close(0);
    }
}
