using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Bursar.Evm.Rpc.Nodes;
using Bursar.Evm.Rpc.Transport;
using Xunit;

namespace Bursar.Evm.Rpc.Tests;

/// <summary>The transport against a server that misbehaves.</summary>
public sealed class HttpRpcTransportTests
{
    private static readonly RetryPolicy Quick = new() { FirstDelay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(4) };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task Tries_again_after_a_passing_status(int status)
    {
        await using var server = new ScriptedServer(ScriptedServer.Status(status), ScriptedServer.Status(status), ScriptedServer.Answer("\"0x1\""));
        Assert.Equal("0x1", await AskAsync(server));
        Assert.Equal(3, server.Requests);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(500)]
    [InlineData(302)]
    public async Task Does_not_try_again_after_a_lasting_status(int status)
    {
        await using var server = new ScriptedServer(ScriptedServer.Status(status, "Location: /elsewhere\r\n"));
        TransportException failure = await FailureAsync(server);
        Assert.Equal((false, status), (failure.Retryable, failure.Status));
        Assert.Equal(1, server.Requests);
    }

    [Fact]
    public async Task Gives_up_after_the_last_attempt()
    {
        await using var server = new ScriptedServer(ScriptedServer.Status(503));
        TransportException failure = await FailureAsync(server);
        Assert.Equal((true, 503), (failure.Retryable, failure.Status));
        Assert.Equal(5, server.Requests);
    }

    [Fact]
    public async Task Does_not_wait_longer_than_it_may_for_a_server()
    {
        await using var server = new ScriptedServer(ScriptedServer.Status(429, "Retry-After: 3600\r\n"));
        TransportException failure = await FailureAsync(server);
        Assert.Equal(TimeSpan.FromHours(1), failure.RetryAfter);
        Assert.Equal(1, server.Requests);
    }

    [Fact]
    public async Task Waits_as_long_as_the_server_asks()
    {
        await using var server = new ScriptedServer(ScriptedServer.Status(503, "Retry-After: 7\r\n"), ScriptedServer.Answer("\"0x1\""));
        var time = new SteppedTime();
        using EthereumClient client = EthereumClient.Connect(new HttpRpcOptions { Endpoint = server.Address, Retry = Quick, Time = time });
        Task<ulong> asked = client.GetBlockNumberAsync(Token);
        TimeSpan wait = await time.NextWaitAsync(longerThan: TimeSpan.FromSeconds(5), shorterThan: TimeSpan.FromSeconds(10));
        Assert.Equal(TimeSpan.FromSeconds(7), wait);
        Assert.Equal(1, server.Requests);
        time.Fire();
        Assert.Equal(1UL, await asked);
    }

    [Fact]
    public async Task Takes_a_web_page_for_no_answer()
    {
        await using var server = new ScriptedServer(ScriptedServer.Status(200, contentType: "text/html; charset=utf-8", body: "<html>{}</html>"));
        TransportException failure = await FailureAsync(server);
        Assert.False(failure.Retryable);
        Assert.Contains("text/html", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Takes_an_answer_without_content_type_for_none()
    {
        await using var server = new ScriptedServer(exchange => exchange.RespondAsync(200, null, "{}"u8.ToArray()));
        Assert.False((await FailureAsync(server)).Retryable);
    }

    [Fact]
    public async Task Refuses_json_that_was_cut_off()
    {
        await using var server = new ScriptedServer(ScriptedServer.Json("""{"jsonrpc":"2.0","id":1,"res"""));
        TransportException failure = await FailureAsync(server);
        Assert.False(failure.Retryable);
        Assert.Contains("does not parse", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tries_again_when_the_body_ends_early()
    {
        await using var server = new ScriptedServer(
            async exchange =>
            {
                await exchange.RespondAsync(200, "application/json", "{\"jsonrpc\""u8.ToArray(), length: 500);
                exchange.Client.Close();
            },
            ScriptedServer.Answer("\"0x2\""));
        Assert.Equal("0x2", await AskAsync(server));
        Assert.Equal(2, server.Requests);
    }

    [Fact]
    public async Task Tries_again_after_a_reset_connection()
    {
        await using var server = new ScriptedServer(exchange => exchange.Reset(), exchange => exchange.Reset(), ScriptedServer.Answer("\"0x3\""));
        Assert.Equal("0x3", await AskAsync(server));
        Assert.Equal(3, server.Requests);
    }

    [Fact]
    public async Task Does_not_repeat_a_request_that_may_have_been_done()
    {
        await using var server = new ScriptedServer(exchange => exchange.Reset(), ScriptedServer.Answer("null"));
        using EthereumClient client = Connect(server);
        TransportException failure = await Assert.ThrowsAsync<TransportException>(() => client.RequestAsync(RpcRequest.Of("evm_mine"), Token));
        Assert.True(failure.Retryable);
        Assert.False(failure.NotProcessed);
        Assert.Equal(1, server.Requests);
    }

    [Fact]
    public async Task Repeats_what_was_turned_away_at_the_door()
    {
        await using var server = new ScriptedServer(ScriptedServer.Status(429), ScriptedServer.Answer("\"0x0\""));
        using EthereumClient client = Connect(server);
        await client.RequestAsync(RpcRequest.Of("evm_mine"), Token);
        Assert.Equal(2, server.Requests);
    }

    [Fact]
    public async Task Tries_again_when_no_answer_comes_in_time()
    {
        await using var server = new ScriptedServer(exchange => Task.Delay(Timeout.Infinite, exchange.Stop), ScriptedServer.Answer("\"0x4\""));
        using EthereumClient client = EthereumClient.Connect(
            new HttpRpcOptions { Endpoint = server.Address, Retry = Quick, Timeout = TimeSpan.FromSeconds(3) });
        Assert.Equal(4UL, await client.GetBlockNumberAsync(Token));
    }

    [Fact]
    public async Task Reports_a_time_out_as_retryable()
    {
        await using var server = new ScriptedServer(exchange => Task.Delay(Timeout.Infinite, exchange.Stop));
        using EthereumClient client = EthereumClient.Connect(
            new HttpRpcOptions { Endpoint = server.Address, Retry = RetryPolicy.None, Timeout = TimeSpan.FromMilliseconds(100) });
        TransportException failure = await Assert.ThrowsAsync<TransportException>(() => client.GetBlockNumberAsync(Token));
        Assert.True(failure.Retryable);
        Assert.Contains("no answer within 0.1 s", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stops_at_once_when_the_caller_cancels()
    {
        await using var server = new ScriptedServer(exchange => Task.Delay(Timeout.Infinite, exchange.Stop));
        using EthereumClient client = Connect(server);
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Task<ulong> asked = client.GetBlockNumberAsync(source.Token);
        while (server.Requests == 0)
            await Task.Delay(5, Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        Assert.Equal(1, server.Requests);
    }

    [Fact]
    public async Task Says_when_nothing_listens()
    {
        int port;
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            port = ((IPEndPoint)probe.LocalEndpoint).Port;
        }

        using EthereumClient client = EthereumClient.Connect(new HttpRpcOptions { Endpoint = new Uri($"http://127.0.0.1:{port}/"), Retry = Quick });
        TransportException failure = await Assert.ThrowsAsync<TransportException>(() => client.GetBlockNumberAsync(Token));
        Assert.True(failure.Retryable && failure.NotProcessed);
        Assert.Contains("is the node running?", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Stops_reading_an_answer_that_is_too_large(bool honest)
    {
        byte[] huge = Encoding.UTF8.GetBytes($"{{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"{new string('a', 300_000)}\"}}");
        await using var server = new ScriptedServer(async exchange =>
        {
            if (honest)
            {
                await exchange.RespondAsync(200, "application/json", huge);
                return;
            }

            string chunk = $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n{huge.Length:x}\r\n";
            await exchange.Stream.WriteAsync((byte[])[.. Encoding.ASCII.GetBytes(chunk), .. huge, .. "\r\n0\r\n\r\n"u8], exchange.Stop);
        });
        using EthereumClient client = EthereumClient.Connect(new HttpRpcOptions { Endpoint = server.Address, Retry = Quick, MaxAnswerBytes = 100_000 });
        TransportException failure = await Assert.ThrowsAsync<TransportException>(() => client.GetBlockNumberAsync(Token));
        Assert.False(failure.Retryable);
        Assert.Contains("larger than 100000 bytes", failure.Message, StringComparison.Ordinal);
        Assert.Equal(1, server.Requests);
    }

    [Fact]
    public async Task Stops_reading_an_answer_that_unpacks_too_large()
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
            await gzip.WriteAsync(new byte[5_000_000], Token);
        Assert.True(packed.Length < 100_000);
        await using var server = new ScriptedServer(exchange => exchange.RespondAsync(200, "application/json", packed.ToArray(), "Content-Encoding: gzip\r\n"));
        using EthereumClient client = EthereumClient.Connect(new HttpRpcOptions { Endpoint = server.Address, Retry = Quick, MaxAnswerBytes = 100_000 });
        TransportException failure = await Assert.ThrowsAsync<TransportException>(() => client.GetBlockNumberAsync(Token));
        Assert.Contains("larger than 100000 bytes", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reads_an_error_that_comes_with_a_failing_status()
    {
        await using var server = new ScriptedServer(ScriptedServer.Status(
            400, contentType: "application/json", body: """{"jsonrpc":"2.0","id":1,"error":{"code":-32602,"message":"invalid argument 0"}}"""));
        using EthereumClient client = Connect(server);
        RpcException stated = await Assert.ThrowsAsync<RpcException>(() => client.GetBlockNumberAsync(Token));
        Assert.Equal((-32602L, NodeErrorKind.InvalidParameters), (stated.Code, stated.Kind));
    }

    [Fact]
    public async Task Tries_again_when_the_node_states_a_limit()
    {
        const string Limit = """!{"code":-32005,"message":"daily request count exceeded, request rate limited"}""";
        await using var server = new ScriptedServer(ScriptedServer.Answer(Limit), ScriptedServer.Answer("\"0x5\""));
        Assert.Equal("0x5", await AskAsync(server));
        await using var stubborn = new ScriptedServer(ScriptedServer.Answer(Limit));
        using EthereumClient client = Connect(stubborn);
        RpcException stated = await Assert.ThrowsAsync<RpcException>(() => client.GetBlockNumberAsync(Token));
        Assert.Equal(NodeErrorKind.LimitExceeded, stated.Kind);
        Assert.Equal(5, stubborn.Requests);
    }

    [Fact]
    public async Task Does_not_try_again_what_the_node_refused()
    {
        await using var server = new ScriptedServer(ScriptedServer.Answer("""!{"code":-32000,"message":"something odd"}"""));
        using EthereumClient client = Connect(server);
        RpcException stated = await Assert.ThrowsAsync<RpcException>(() => client.GetBlockNumberAsync(Token));
        Assert.Equal(("eth_blockNumber", NodeErrorKind.Unknown, "something odd"), (stated.Method, stated.Kind, stated.NodeMessage));
        Assert.Equal(1, server.Requests);
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":7777,"result":"0x1"}""", "id")]
    [InlineData("""{"jsonrpc":"2.0","id":"1","result":"0x1"}""", "id")]
    [InlineData("""{"jsonrpc":"2.0","result":"0x1"}""", "id")]
    [InlineData("""{"jsonrpc":"2.0","id":1}""", "result")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":"0x1","result":"0x2"}""", "result")]
    [InlineData("""{"jsonrpc":"1.0","id":1,"result":"0x1"}""", "jsonrpc")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"error":"no"}""", "error")]
    [InlineData("""[{"jsonrpc":"2.0","id":1,"result":"0x1"}]""", "answer")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":"latest"}""", "result")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":12}""", "result")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":null}""", "result")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":"0x10000000000000000"}""", "result")]
    public async Task Names_the_member_that_breaks_the_protocol(string answer, string member)
    {
        await using var server = new ScriptedServer(ScriptedServer.Json(answer));
        using EthereumClient client = Connect(server);
        RpcException broken = await Assert.ThrowsAsync<RpcException>(() => client.GetBlockNumberAsync(Token));
        Assert.Equal(("eth_blockNumber", member, NodeErrorKind.Malformed), (broken.Method, broken.Member, broken.Kind));
        Assert.Equal(1, server.Requests);
    }

    [Fact]
    public async Task Shows_scheme_and_host_only()
    {
        const string Key = "s3cr3tKey0123456789";
        await using var server = new ScriptedServer(
            ScriptedServer.Status(500, body: "no"),
            ScriptedServer.Answer($$"""!{"code":-32000,"message":"project {{Key}} is not allowed"}"""));
        var endpoint = new Uri($"http://user:passw0rd@127.0.0.1:{server.Address.Port}/v3/{Key}?apikey={Key}");
        var options = new HttpRpcOptions { Endpoint = endpoint, Headers = new Dictionary<string, string> { ["X-Api-Key"] = "header-" + Key }, Retry = Quick };
        using EthereumClient client = EthereumClient.Connect(options);
        TransportException transport = await Assert.ThrowsAsync<TransportException>(() => client.GetBlockNumberAsync(Token));
        RpcException stated = await Assert.ThrowsAsync<RpcException>(() => client.GetBlockNumberAsync(Token));
        Assert.Equal("project *** is not allowed", stated.NodeMessage);
        foreach (string text in (string[])[transport.ToString(), stated.ToString(), client.ToString(), client.Endpoint, options.ToString()])
        {
            Assert.DoesNotContain(Key, text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("passw0rd", text, StringComparison.Ordinal);
        }

        Assert.Equal($"http://127.0.0.1:{server.Address.Port}", client.Endpoint);
        Assert.All(server.Heads, head => Assert.Contains("Authorization: Basic " + Convert.ToBase64String("user:passw0rd"u8), head, StringComparison.Ordinal));
        Assert.All(server.Heads, head => Assert.Contains("X-Api-Key: header-" + Key, head, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Cleans_what_a_node_says()
    {
        await using var server = new ScriptedServer(ScriptedServer.Answer(
            $"!{{\"code\":1,\"message\":\"a\\u001b[31mb\\n\\u202e c{new string('x', 1000)}\"}}"));
        using EthereumClient client = Connect(server);
        RpcException stated = await Assert.ThrowsAsync<RpcException>(() => client.GetBlockNumberAsync(Token));
        Assert.StartsWith("a[31mb cxxx", stated.NodeMessage, StringComparison.Ordinal);
        Assert.True(stated.NodeMessage.Length < 410);
    }

    [Theory]
    [InlineData("ftp://127.0.0.1/")]
    [InlineData("/relative")]
    public void Refuses_an_endpoint_that_is_not_http(string endpoint) =>
        Assert.Throws<ArgumentException>(() => EthereumClient.Connect(new Uri(endpoint, UriKind.RelativeOrAbsolute)));

    internal static EthereumClient Connect(ScriptedServer server, EthereumClientOptions? options = null) =>
        EthereumClient.Connect(new HttpRpcOptions { Endpoint = server.Address, Retry = Quick }, options);

    private static async Task<string?> AskAsync(ScriptedServer server)
    {
        using EthereumClient client = Connect(server);
        return (await client.RequestAsync(RpcRequest.Of("eth_blockNumber"), Token)).GetString();
    }

    private static async Task<TransportException> FailureAsync(ScriptedServer server)
    {
        using EthereumClient client = Connect(server);
        TransportException failure = await Assert.ThrowsAsync<TransportException>(() => client.GetBlockNumberAsync(Token));
        Assert.StartsWith(client.Endpoint, failure.Message, StringComparison.Ordinal);
        return failure;
    }
}
