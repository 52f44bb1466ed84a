using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Bursar.App.Sites.Dns;

/// <summary>Asks recursive name servers for TXT records: by UDP, and by TCP when the answer does not fit (RFC 1035, RFC 7766).</summary>
/// <remarks>The answer is as trustworthy as the way to the name server: DNSSEC is not validated here. Use a validating resolver on the same machine.</remarks>
public sealed class DnsTxtClient : ITxtLookup
{
    private const int MaxDatagram = 4096;

    private readonly DnsOptions _options;
    private readonly TimeProvider _time;

    /// <summary>Asks the servers of <paramref name="options"/>.</summary>
    public DnsTxtClient(DnsOptions options, TimeProvider? time = null)
    {
        ArgumentOutOfRangeException.ThrowIfZero(options.Servers.Count, nameof(options));
        _options = options;
        _time = time ?? TimeProvider.System;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> LookUpAsync(string host, CancellationToken cancellationToken)
    {
        DnsException? last = null;
        for (int round = 0; round < _options.Rounds; round++)
        {
            foreach (IPEndPoint server in _options.Servers)
            {
                try
                {
                    return await AskInTimeAsync(server, host, cancellationToken);
                }
                catch (DnsException e)
                {
                    last = e;
                }
            }
        }

        throw last ?? new DnsException("no name server was asked");
    }

    private async Task<IReadOnlyList<string>> AskInTimeAsync(IPEndPoint server, string host, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(_options.Timeout, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await AskAsync(server, host, both.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new DnsException($"the name server {server} did not answer in {_options.Timeout.TotalSeconds:0.#} s");
        }
        catch (DnsException e)
        {
            throw new DnsException($"{e.Message} ({server})", e);
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            throw new DnsException($"the name server {server} cannot be reached: {e.Message.TrimEnd('.')}", e);
        }
    }

    private static async Task<IReadOnlyList<string>> AskAsync(IPEndPoint server, string host, CancellationToken cancellationToken)
    {
        byte[] query = DnsMessage.Query((ushort)RandomNumberGenerator.GetInt32(ushort.MaxValue + 1), host);
        byte[] answer = await AskByUdpAsync(server, query, cancellationToken);
        if (DnsMessage.IsTruncated(answer))
            answer = await AskByTcpAsync(server, query, cancellationToken);
        return DnsMessage.ReadTexts(answer, query);
    }

    // The socket is connected, so that only datagrams of this server arrive, on a port that the system chose at random. A datagram that does
    // not answer the question is a late or forged one: waiting goes on.
    private static async Task<byte[]> AskByUdpAsync(IPEndPoint server, byte[] query, CancellationToken cancellationToken)
    {
        using var socket = new Socket(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        await socket.ConnectAsync(server, cancellationToken);
        await socket.SendAsync(query, cancellationToken);
        byte[] buffer = new byte[MaxDatagram];
        while (true)
        {
            int length = await socket.ReceiveAsync(buffer, cancellationToken);
            if (DnsMessage.Answers(buffer.AsSpan(0, length), query))
                return buffer[..length];
        }
    }

    private static async Task<byte[]> AskByTcpAsync(IPEndPoint server, byte[] query, CancellationToken cancellationToken)
    {
        using var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(server, cancellationToken);
        await using var stream = new NetworkStream(socket);
        byte[] framed = new byte[2 + query.Length];
        BinaryPrimitives.WriteUInt16BigEndian(framed, (ushort)query.Length);
        query.CopyTo(framed, 2);
        await stream.WriteAsync(framed, cancellationToken);
        byte[] length = new byte[2];
        await stream.ReadExactlyAsync(length, cancellationToken);
        byte[] answer = new byte[BinaryPrimitives.ReadUInt16BigEndian(length)];
        await stream.ReadExactlyAsync(answer, cancellationToken);
        return DnsMessage.Answers(answer, query) && !DnsMessage.IsTruncated(answer)
            ? answer
            : throw new DnsException("the answer of the name server does not fit the question");
    }
}
