using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Bursar.App.Tests.Sites;

/// <summary>A name server on the loopback address: UDP and TCP on one port, answering as a test says.</summary>
internal sealed class DnsResponder : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Socket _udp;
    private readonly Socket _tcp = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Func<byte[], bool, IEnumerable<byte[]>> _answer;
    private readonly Task _work;
    private int _udpQueries;
    private int _tcpQueries;

    /// <summary>Starts it. The function gets a query and whether it came by TCP, and gives the messages to send.</summary>
    internal DnsResponder(Func<byte[], bool, IEnumerable<byte[]>> answer)
    {
        _answer = answer;
        (_udp, EndPoint) = Bind(_tcp);
        _tcp.Listen();
        _work = Task.WhenAll(ServeUdpAsync(), ServeTcpAsync());
    }

    internal IPEndPoint EndPoint { get; }

    internal int UdpQueries => Volatile.Read(ref _udpQueries);

    internal int TcpQueries => Volatile.Read(ref _tcpQueries);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work;
        _udp.Dispose();
        _tcp.Dispose();
        _stop.Dispose();
    }

    /// <summary>A reply: the header with flags and answer count, the question repeated, then records.</summary>
    internal static byte[] Reply(byte[] query, int flags, params byte[][] records)
    {
        byte[] reply = [.. query, .. records.SelectMany(r => r)];
        BinaryPrimitives.WriteUInt16BigEndian(reply.AsSpan(2), (ushort)flags);
        BinaryPrimitives.WriteUInt16BigEndian(reply.AsSpan(6), (ushort)records.Length);
        return reply;
    }

    /// <summary>A record of class IN with a time to live of a minute.</summary>
    internal static byte[] Record(byte[] owner, int type, byte[] data) =>
        [.. owner, 0, (byte)type, 0, 1, 0, 0, 0, 60, .. Word(data.Length), .. data];

    /// <summary>The strings of a TXT record.</summary>
    internal static byte[] Texts(params string[] texts) => [.. texts.SelectMany(t => Encoding.Latin1.GetBytes(t).Prepend((byte)t.Length))];

    /// <summary>A name written out.</summary>
    internal static byte[] Name(string name) => [.. name.Split('.').SelectMany(l => Encoding.ASCII.GetBytes(l).Prepend((byte)l.Length)), 0];

    /// <summary>A pointer to an offset of the message; the question's name stands at 12.</summary>
    internal static byte[] Pointer(int offset) => Word(0xc000 | offset);

    // The system gives a free UDP port; that the TCP port of the same number is free, too, is likely but not certain.
    private static (Socket Udp, IPEndPoint EndPoint) Bind(Socket tcp)
    {
        for (int attempt = 0; ; attempt++)
        {
            var udp = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            udp.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            var endPoint = (IPEndPoint)udp.LocalEndPoint!;
            try
            {
                tcp.Bind(endPoint);
                return (udp, endPoint);
            }
            catch (SocketException) when (attempt < 20)
            {
                udp.Dispose();
            }
        }
    }

    private static byte[] Word(int value) => [(byte)(value >> 8), (byte)(value & 0xff)];

    private async Task ServeUdpAsync()
    {
        byte[] buffer = new byte[4096];
        try
        {
            while (true)
            {
                SocketReceiveFromResult received = await _udp.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.Any, 0), _stop.Token);
                Interlocked.Increment(ref _udpQueries);
                foreach (byte[] message in _answer(buffer[..received.ReceivedBytes], false))
                    await _udp.SendToAsync(message, received.RemoteEndPoint, _stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }

    private async Task ServeTcpAsync()
    {
        try
        {
            while (true)
            {
                using Socket socket = await _tcp.AcceptAsync(_stop.Token);
                await using var stream = new NetworkStream(socket);
                byte[] length = new byte[2];
                await stream.ReadExactlyAsync(length, _stop.Token);
                byte[] query = new byte[BinaryPrimitives.ReadUInt16BigEndian(length)];
                await stream.ReadExactlyAsync(query, _stop.Token);
                Interlocked.Increment(ref _tcpQueries);
                foreach (byte[] message in _answer(query, true))
                    await stream.WriteAsync((byte[])[.. Word(message.Length), .. message], _stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }
}
