using System.Net.Sockets;
using System.Text;
using Bursar.Evm.Rpc.Nodes;
using Bursar.Evm.Rpc.Transport;
using Xunit;

namespace Bursar.Evm.Rpc.Tests;

/// <summary>What a peer can send over a connection that stays, and what becomes of it.</summary>
public sealed class HostileIpcTests : IDisposable
{
    private static readonly RpcRequest Ask = RpcRequest.Of("eth_chainId");

    private readonly string _folder = Directory.CreateTempSubdirectory("bursar-ipc-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":"0x1"}""")]
    [InlineData("  \n\t{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"0x1\"}\r\n{\"jsonrpc\":\"2.0\"")]
    [InlineData("""{"jsonrpc":"2.0","method":"eth_subscription","params":{"subscription":"0x9","result":{}}}{"id":1,"result":"0x1"}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"some_other","params":[]} {"jsonrpc":"2.0","id":1,"result":"0x1","note":"a \" and } in a text ]"}""")]
    public async Task Takes_what_is_right(string said)
    {
        await using var server = new Peer(_folder, said);
        using var transport = new IpcRpcTransport(server.Options);
        Assert.Equal("0x1", (await transport.SendAsync([Ask], Token))[0].Result.GetString());
    }

    [Theory]
    [InlineData("nonsense", "something else than JSON objects came")]
    [InlineData("""{"id":1,"result":nonsense}""", "the connection was given up")]
    [InlineData("""{"id":77,"result":"0x1"}""", "is not that of a request")]
    [InlineData("""{"id":0,"result":"0x1"}""", "is not that of a request")]
    [InlineData("""{"result":"0x1"}""", "id is missing")]
    [InlineData("""[]""", "id is missing")]
    [InlineData("""{"jsonrpc":"2.0","method":"eth_subscription","params":{"subscription":1,"result":2}}""", "has no subscription or result")]
    public async Task Gives_a_connection_up_that_brings_nonsense(string said, string problem)
    {
        await using var server = new Peer(_folder, said);
        using var transport = new IpcRpcTransport(server.Options);
        TransportException refused = await Assert.ThrowsAsync<TransportException>(() => transport.SendAsync([Ask], Token));
        Assert.False(refused.Retryable);
        Assert.Contains(problem, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"id":1}""", "result")]
    [InlineData("""{"id":1,"result":1,"result":2}""", "result")]
    [InlineData("""{"id":1,"error":"no"}""", "error")]
    [InlineData("""{"jsonrpc":"1.0","id":1,"result":1}""", "jsonrpc")]
    [InlineData("""[{"id":1,"result":1}]""", "answer")]
    public async Task An_answer_that_breaks_the_protocol_fails_its_request_alone(string said, string member)
    {
        await using var server = new Peer(_folder, said, """{"id":2,"result":"0x2"}""");
        using var transport = new IpcRpcTransport(server.Options);
        RpcException wrong = await Assert.ThrowsAsync<RpcException>(() => transport.SendAsync([Ask], Token));
        Assert.Equal((NodeErrorKind.Malformed, member), (wrong.Kind, wrong.Member));
        Assert.Equal("0x2", (await transport.SendAsync([Ask], Token))[0].Result.GetString());
    }

    [Theory]
    [InlineData("""{"id":null,"error":{"code":-32700,"message":"Parse error"}}""")]
    [InlineData("""{"id":1,"error":{"code":-32700,"message":"Parse error"}}""")]
    public async Task An_error_without_an_id_is_the_answer_to_the_only_request(string said)
    {
        await using var server = new Peer(_folder, said);
        using var transport = new IpcRpcTransport(server.Options);
        Assert.Equal(-32700, (await transport.SendAsync([Ask], Token))[0].Error?.Code);
    }

    [Fact]
    public async Task A_batch_turned_away_under_the_first_id_is_a_batch_too_large()
    {
        await using var server = new Peer(_folder, """[{"jsonrpc":"2.0","id":1,"error":{"code":-32600,"message":"batch too large"}}]""");
        using var transport = new IpcRpcTransport(server.Options);
        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => transport.SendAsync([Ask, Ask, Ask], Token));
        Assert.Equal(NodeErrorKind.BatchTooLarge, refused.Kind);
    }

    [Fact]
    public async Task Endless_bytes_are_cut_off_at_the_limit()
    {
        await using var server = new Peer(_folder, "{\"id\":1,\"result\":\"" + new string('x', 200_000));
        using var transport = new IpcRpcTransport(server.Options with { MaxAnswerBytes = 50_000 });
        TransportException refused = await Assert.ThrowsAsync<TransportException>(() => transport.SendAsync([Ask], Token));
        Assert.Contains("larger than 50000 bytes", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Brackets_without_end_are_cut_off_at_the_limit()
    {
        await using var server = new Peer(_folder, new string('[', 200_000));
        using var transport = new IpcRpcTransport(server.Options with { MaxAnswerBytes = 100_000 });
        await Assert.ThrowsAsync<TransportException>(() => transport.SendAsync([Ask], Token));
        await using var closed = new Peer(_folder, new string('[', 40_000) + new string(']', 40_000));
        using var deep = new IpcRpcTransport(closed.Options);
        TransportException refused = await Assert.ThrowsAsync<TransportException>(() => deep.SendAsync([Ask], Token));
        Assert.Contains("depth", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_peer_that_leaves_without_a_word_is_told()
    {
        await using var server = new Peer(_folder);
        using var transport = new IpcRpcTransport(server.Options);
        TransportException left = await Assert.ThrowsAsync<TransportException>(() => transport.SendAsync([Ask], Token));
        Assert.Contains("it is not known whether the node acted", left.Message, StringComparison.Ordinal);
        Assert.True(left.Retryable);
    }

    [Fact]
    public async Task A_closed_transport_fails_what_waits_and_what_comes()
    {
        await using var server = new Peer(_folder, " ");
        var transport = new IpcRpcTransport(server.Options);
        Task<IReadOnlyList<RpcAnswer>> waiting = transport.SendAsync([Ask], Token);
        await server.Heard;
        transport.Dispose();
        await Assert.ThrowsAsync<TransportException>(() => waiting);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => transport.SendAsync([Ask], Token));
        transport.Dispose();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Says one thing for each line that it hears on its first connection, and hangs up when it has nothing to say at all.</summary>
    private sealed class Peer : IAsyncDisposable
    {
        private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        private readonly CancellationTokenSource _stop = new();
        private readonly TaskCompletionSource _heard = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly string _path;
        private readonly Task _serving;

        public Peer(string folder, params string[] says)
        {
            _path = Path.Combine(folder, Guid.NewGuid().ToString("N")[..8]);
            _listener.Bind(new UnixDomainSocketEndPoint(_path));
            _listener.Listen();
            _serving = ServeAsync(says);
        }

        public IpcRpcOptions Options => new() { Path = _path, Retry = RetryPolicy.None };

        public Task Heard => _heard.Task;

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _serving;
            _listener.Dispose();
            _stop.Dispose();
        }

        private async Task ServeAsync(string[] says)
        {
            try
            {
                using Socket client = await _listener.AcceptAsync(_stop.Token);
                byte[] buffer = new byte[16 << 10];
                foreach (string line in says)
                {
                    int heard;
                    do
                    {
                        heard = await client.ReceiveAsync(buffer, SocketFlags.None, _stop.Token);
                        if (heard == 0)
                            return;
                    }
                    while (buffer[heard - 1] != '\n');
                    _heard.TrySetResult();
                    await client.SendAsync(Encoding.UTF8.GetBytes(line), SocketFlags.None, _stop.Token);
                }

                if (says.Length > 0)
                    await Task.Delay(Timeout.Infinite, _stop.Token);
                else
                    await client.ReceiveAsync(buffer, SocketFlags.None, _stop.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException)
            {
                // The client has hung up, or the test is over.
            }
        }
    }
}
