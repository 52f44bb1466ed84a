using System.Text.Json;
using Bursar.Evm.Abi;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc.Nodes;
using Xunit;

namespace Bursar.Evm.Rpc.Tests;

/// <summary>Many questions at once.</summary>
public sealed class BatchTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Takes_answers_in_any_order()
    {
        await using var server = new ScriptedServer(ScriptedServer.Answer((_, parameters) => parameters[0].GetRawText(), answers => answers.Reverse()));
        using EthereumClient client = HttpRpcTransportTests.Connect(server);
        Assert.Equal(Enumerable.Range(0, 50), await EchoAsync(client, 50));
        Assert.Equal(1, server.Requests);
    }

    [Fact]
    public async Task Sends_batches_of_the_wanted_size()
    {
        await using var server = new ScriptedServer(ScriptedServer.Answer((_, parameters) => parameters[0].GetRawText()));
        using EthereumClient client = HttpRpcTransportTests.Connect(server, new EthereumClientOptions { BatchSize = 10, Parallelism = 3 });
        Assert.Equal(Enumerable.Range(0, 95), await EchoAsync(client, 95));
        Assert.Equal(10, server.Requests);
        Assert.Equal([5, .. Enumerable.Repeat(10, 9)], server.Bodies.Select(body => JsonDocument.Parse(body).RootElement.GetArrayLength()).Order());
    }

    [Fact]
    public async Task Keeps_batches_below_the_wanted_bytes()
    {
        await using var server = new ScriptedServer(ScriptedServer.Answer((_, parameters) => parameters[0].GetRawText()));
        using EthereumClient client = HttpRpcTransportTests.Connect(server, new EthereumClientOptions { BatchBytes = 3_000 });
        RpcRequest[] requests = [.. Enumerable.Range(0, 7).Select(_ => RpcRequest.Of("eth_call", writer => writer.WriteStringValue(new string('a', 1_400))))];
        Assert.Equal(7, (await client.RequestManyAsync(requests, Token)).Count);
        Assert.Equal(4, server.Requests);
        Assert.All(server.Bodies, body => Assert.True(body.Length < 3_300));
    }

    [Fact]
    public async Task Asks_nothing_for_nothing()
    {
        await using var server = new ScriptedServer(ScriptedServer.Status(500));
        using EthereumClient client = HttpRpcTransportTests.Connect(server);
        Assert.Empty(await client.RequestManyAsync([], Token));
        Assert.Empty(await client.GetReceiptsAsync([], Token));
        Assert.Equal(0, server.Requests);
    }

    [Fact]
    public async Task Names_the_answer_that_is_missing()
    {
        await using var server = new ScriptedServer(ScriptedServer.Answer((_, parameters) => parameters[0].GetRawText(), answers => answers.Skip(1)));
        RpcException broken = await BrokenAsync(server);
        Assert.Equal("id", broken.Member);
        Assert.Contains("1 has no answer", broken.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_an_answer_that_is_there_twice()
    {
        await using var server = new ScriptedServer(ScriptedServer.Answer((_, parameters) => parameters[0].GetRawText(), answers => [.. answers, answers[0]]));
        Assert.Contains("1 is there twice", (await BrokenAsync(server)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_an_answer_to_nothing_that_was_asked()
    {
        await using var server = new ScriptedServer(ScriptedServer.Answer(
            (_, parameters) => parameters[0].GetRawText(), answers => [.. answers, """{"jsonrpc":"2.0","id":9000,"result":1}"""]));
        Assert.Contains("not that of a request", (await BrokenAsync(server)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Halves_batches_until_the_node_takes_them()
    {
        Func<ScriptedServer.Exchange, Task> small = ScriptedServer.Answer((_, parameters) => parameters[0].GetRawText());
        Func<ScriptedServer.Exchange, Task> refuse = ScriptedServer.Json("""{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"batch too large"}}""");
        Func<ScriptedServer.Exchange, Task> tooLong = ScriptedServer.Status(413);
        int refused = 0;
        await using var server = new ScriptedServer(exchange =>
        {
            using var body = JsonDocument.Parse(exchange.Body);
            int count = body.RootElement.ValueKind == JsonValueKind.Array ? body.RootElement.GetArrayLength() : 1;
            return count <= 12 ? small(exchange) : (refused++ & 1) == 0 ? refuse(exchange) : tooLong(exchange);
        });
        using EthereumClient client = HttpRpcTransportTests.Connect(server);
        Assert.Equal(Enumerable.Range(0, 90), await EchoAsync(client, 90));
        Assert.Equal(7, refused);
    }

    [Fact]
    public async Task Does_not_halve_a_batch_that_hits_a_rate_limit()
    {
        await using var server = new ScriptedServer(
            ScriptedServer.Json("""{"jsonrpc":"2.0","id":null,"error":{"code":-32005,"message":"too many requests"}}"""),
            ScriptedServer.Answer((_, parameters) => parameters[0].GetRawText()));
        using EthereumClient client = HttpRpcTransportTests.Connect(server);
        Assert.Equal(Enumerable.Range(0, 20), await EchoAsync(client, 20));
        Assert.Equal(2, server.Requests);
    }

    [Fact]
    public async Task Asks_again_for_the_limited_ones_alone()
    {
        bool first = true;
        await using var server = new ScriptedServer(
            ScriptedServer.Answer((_, parameters) => parameters[0].GetInt32() % 3 == 1 ? """!{"code":-32005,"message":"rate limit"}""" : parameters[0].GetRawText()),
            exchange =>
            {
                first = false;
                return ScriptedServer.Answer((_, parameters) => parameters[0].GetRawText())(exchange);
            });
        using EthereumClient client = HttpRpcTransportTests.Connect(server);
        Assert.Equal(Enumerable.Range(0, 10), await EchoAsync(client, 10));
        Assert.False(first);
        Assert.Equal(3, JsonDocument.Parse(server.Bodies.Last()).RootElement.GetArrayLength());
    }

    [Fact]
    public async Task Gives_reverts_as_outcomes_of_their_own_calls()
    {
        await using var server = new ScriptedServer(ScriptedServer.Answer((_, parameters) =>
            parameters[0].GetProperty("data").GetString() == "0x01"
                ? """!{"code":3,"message":"execution reverted","data":"0x4e487b710000000000000000000000000000000000000000000000000000000000000001"}"""
                : "\"0x2a\""));
        using EthereumClient client = HttpRpcTransportTests.Connect(server);
        ContractCall<int>[] calls = [new(Address.Zero, new ByteCall(0)), new(Address.Zero, new ByteCall(1)), new(Address.Zero, new ByteCall(2))];
        IReadOnlyList<CallOutcome<int>> outcomes = await client.TryCallManyAsync(calls, BlockTag.Latest, Token);
        Assert.Equal([true, false, true], outcomes.Select(outcome => outcome.IsOk));
        Assert.Equal(42, outcomes[2].Value);
        RevertException revert = Assert.Throws<RevertException>(() => outcomes[1].Value);
        Assert.Equal("BatchTests.byte reverted: Panic(code: 0x1, meaning: assertion failed)", revert.Message);
        await Assert.ThrowsAsync<RevertException>(() => client.CallManyAsync(calls, BlockTag.Latest, Token));
    }

    private static async Task<IEnumerable<int>> EchoAsync(EthereumClient client, int count)
    {
        RpcRequest[] requests = [.. Enumerable.Range(0, count).Select(i => RpcRequest.Of("eth_call", writer => writer.WriteNumberValue(i)))];
        IReadOnlyList<RpcAnswer> answers = await client.RequestManyAsync(requests, Token);
        return answers.Select(answer => answer.Result.GetInt32());
    }

    private static async Task<RpcException> BrokenAsync(ScriptedServer server)
    {
        using EthereumClient client = HttpRpcTransportTests.Connect(server);
        RpcException broken = await Assert.ThrowsAsync<RpcException>(() => EchoAsync(client, 3));
        Assert.Equal(("eth_call", NodeErrorKind.Malformed), (broken.Method, broken.Kind));
        return broken;
    }

    private sealed record ByteCall(byte Value) : IContractCall<int>
    {
        public byte[] Encode() => [Value];

        public int DecodeResult(ReadOnlySpan<byte> data) => data.Length == 1 ? data[0] : throw new AbiException("not one byte");
    }
}
