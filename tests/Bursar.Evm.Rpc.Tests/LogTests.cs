using System.Globalization;
using System.Text.Json;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc.Nodes;
using Bursar.Evm.Rpc.Watching;
using Xunit;

namespace Bursar.Evm.Rpc.Tests;

/// <summary>Logs from nodes that answer only so much at once.</summary>
public sealed class LogTests
{
    private static readonly Address Emitter = Address.Parse("0x00000000000000000000000000000000000e1117");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1UL)]
    [InlineData(7UL)]
    [InlineData(1000UL)]
    [InlineData(5000UL)]
    public async Task Finds_the_range_that_the_node_takes(ulong nodeLimit)
    {
        await using var server = new ScriptedServer(Node(nodeLimit));
        using EthereumClient client = HttpRpcTransportTests.Connect(server, new EthereumClientOptions { LogRange = 2_000 });
        ulong to = 100 + Math.Min(5_000, nodeLimit * 40);
        IReadOnlyList<Log> logs = await client.GetLogsAsync(LogFilter.InRange(100, to), Token);
        Assert.Equal(Enumerable.Range(100, (int)to - 99).Select(i => (ulong)i), logs.Select(log => log.BlockNumber));
    }

    [Fact]
    public async Task Asks_for_one_step_when_that_is_enough()
    {
        await using var server = new ScriptedServer(Node(ulong.MaxValue));
        using EthereumClient client = HttpRpcTransportTests.Connect(server, new EthereumClientOptions { LogRange = 500 });
        Assert.Equal(1000, (await client.GetLogsAsync(LogFilter.InRange(1, 1000), Token)).Count);
        Assert.Equal(2, server.Requests);
        Assert.Single(await client.GetLogsAsync(LogFilter.InRange(ulong.MaxValue, ulong.MaxValue), Token));
    }

    [Fact]
    public async Task Gives_up_on_a_block_that_is_too_much_by_itself()
    {
        await using var server = new ScriptedServer(Node(0));
        using EthereumClient client = HttpRpcTransportTests.Connect(server);
        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => client.GetLogsAsync(LogFilter.InRange(5, 9), Token));
        Assert.Equal(NodeErrorKind.RangeTooLarge, refused.Kind);
    }

    [Fact]
    public async Task Does_not_split_for_another_error()
    {
        await using var server = new ScriptedServer(ScriptedServer.Answer("""!{"code":-32000,"message":"database is closed"}"""));
        using EthereumClient client = HttpRpcTransportTests.Connect(server);
        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => client.GetLogsAsync(LogFilter.InRange(5, 900), Token));
        Assert.Equal(NodeErrorKind.Unknown, refused.Kind);
        Assert.Equal(1, server.Requests);
    }

    [Fact]
    public async Task Stops_at_the_wanted_number_of_logs()
    {
        await using var server = new ScriptedServer(Node(ulong.MaxValue));
        using EthereumClient client = HttpRpcTransportTests.Connect(server, new EthereumClientOptions { LogRange = 50, MaxLogs = 120 });
        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => client.GetLogsAsync(LogFilter.InRange(1, 200), Token));
        Assert.Contains("more than 120 logs", refused.Message, StringComparison.Ordinal);
        Assert.Equal(3, server.Requests);
    }

    [Theory]
    [InlineData("blockHash", "null", "result[0].blockHash")]
    [InlineData("blockNumber", "\"0x63\"", "result[0]")]
    [InlineData("address", "\"0x0000000000000000000000000000000000000001\"", "result[0]")]
    [InlineData("removed", "true", "result[0].removed")]
    [InlineData("data", "\"zz\"", "result[0].data")]
    [InlineData("topics", "[\"0x12\"]", "result[0].topics[0]")]
    public async Task Refuses_a_log_that_is_broken_or_was_not_asked_for(string member, string value, string path)
    {
        await using var server = new ScriptedServer(ScriptedServer.Answer($"[{LogJson(100, new() { [member] = value })}]"));
        using EthereumClient client = HttpRpcTransportTests.Connect(server);
        LogFilter filter = LogFilter.InRange(100, 100) with { Addresses = [Emitter], Topics = [[Hash32.Zero]] };
        RpcException broken = await Assert.ThrowsAsync<RpcException>(() => client.GetLogsAsync(filter, Token));
        Assert.Equal(("eth_getLogs", path), (broken.Method, broken.Member));
    }

    /// <summary>EthereumJS looks at the first position of the topics only.</summary>
    [Fact]
    public async Task Passes_over_logs_whose_topics_were_not_asked_for()
    {
        await using var server = new ScriptedServer(ScriptedServer.Answer($"[{LogJson(100, new() { ["topics"] = "[]" })},{LogJson(101)}]"));
        using EthereumClient client = HttpRpcTransportTests.Connect(server);
        LogFilter filter = LogFilter.InRange(100, 101) with { Addresses = [Emitter], Topics = [[Hash32.Zero]] };
        Assert.Equal(101UL, Assert.Single(await client.GetLogsAsync(filter, Token)).BlockNumber);
    }

    [Fact]
    public async Task Refuses_logs_out_of_order_or_there_twice()
    {
        await using var server = new ScriptedServer(ScriptedServer.Answer($"[{LogJson(101)},{LogJson(100)}]"), ScriptedServer.Answer($"[{LogJson(101)},{LogJson(101)}]"));
        using EthereumClient client = HttpRpcTransportTests.Connect(server);
        for (int i = 0; i < 2; i++)
            Assert.Equal("result[1]", (await Assert.ThrowsAsync<RpcException>(() => client.GetLogsAsync(LogFilter.InRange(100, 101), Token))).Member);
    }

    /// <summary>EthereumJS ends an answer after the block with which it has 10,000 logs; others count to 10,000 exactly. Neither says so.</summary>
    [Theory]
    [InlineData(1_000, true)]
    [InlineData(1_300, true)]
    [InlineData(1_300, false)]
    public async Task Loses_no_log_to_a_node_that_cuts_its_answers_silently(int perBlock, bool wholeBlocks)
    {
        await using var server = new ScriptedServer(CuttingNode(_ => perBlock, wholeBlocks));
        using EthereumClient client = HttpRpcTransportTests.Connect(server);
        IReadOnlyList<Log> logs = await client.GetLogsAsync(LogFilter.InRange(100, 111), Token);
        Assert.Equal(Enumerable.Range(0, 12 * perBlock).Select(i => ((ulong)(100 + (i / perBlock)), (ulong)(i % perBlock))), logs.Select(log => (log.BlockNumber, log.LogIndex)));
    }

    /// <summary>10,000 logs of one block are whole where a node cuts between blocks, and cannot be told from a part where it cuts inside of them.</summary>
    [Fact]
    public async Task Takes_a_full_block_unless_the_node_cuts_inside_of_blocks()
    {
        await using var whole = new ScriptedServer(CuttingNode(block => block == 100 ? 10_400 : 1, wholeBlocks: true));
        using EthereumClient client = HttpRpcTransportTests.Connect(whole);
        Assert.Equal(10_403, (await client.GetLogsAsync(LogFilter.InRange(100, 103), Token)).Count);

        await using var inside = new ScriptedServer(CuttingNode(block => block == 100 ? 10_400 : 1, wholeBlocks: false));
        using EthereumClient other = HttpRpcTransportTests.Connect(inside);
        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => other.GetLogsAsync(LogFilter.InRange(100, 103), Token));
        Assert.Contains("leaves logs out", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tells_every_log_of_blocks_that_are_read_together_from_such_a_node()
    {
        const ulong head = 6;
        const int perBlock = 2_000;
        Func<JsonElement, string> range = CuttingLogs(_ => perBlock, wholeBlocks: true);
        await using var server = new ScriptedServer(ScriptedServer.Answer((method, parameters) => method switch
        {
            "eth_blockNumber" => $"\"0x{head:x}\"",
            "eth_getBlockByNumber" => BlockJson(parameters[0].GetString() is { } tag && tag.StartsWith("0x", StringComparison.Ordinal) ? Number(parameters[0]) : head),
            "eth_getBlockByHash" => BlockJson(Number(parameters[0])),
            _ => range(parameters[0]),
        }));
        using EthereumClient client = HttpRpcTransportTests.Connect(server);
        var told = new List<(ulong, ulong)>();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        await foreach (LogChange change in client.WatchLogsAsync(new LogPattern(), new WatchOptions { FromBlock = 1 }, limit.Token))
        {
            told.Add((change.Log.BlockNumber, change.Log.LogIndex));
            if (told.Count == (int)head * perBlock)
                break;
        }

        Assert.Equal(Enumerable.Range(0, (int)head * perBlock).Select(i => ((ulong)(1 + (i / perBlock)), (ulong)(i % perBlock))), told);
    }

    [Fact]
    public async Task Asks_as_the_specification_says()
    {
        await using var server = new ScriptedServer(ScriptedServer.Answer("[]"));
        using EthereumClient client = HttpRpcTransportTests.Connect(server);
        await client.GetLogsAsync(LogFilter.InRange(16, 255) with { Addresses = [Emitter], Topics = [[], [Hash32.Zero]] }, Token);
        await client.GetLogsAsync(LogFilter.InBlock(Hash32.Zero), Token);
        string zero = "0x" + new string('0', 64);
        Assert.Equal(
            [
                """{"jsonrpc":"2.0","id":1,"method":"eth_getLogs","params":[{"fromBlock":"0x10","toBlock":"0xff","address":["0x00000000000000000000000000000000000e1117"],"topics":[null,["ZERO"]]}]}""".Replace("ZERO", zero, StringComparison.Ordinal),
                """{"jsonrpc":"2.0","id":2,"method":"eth_getLogs","params":[{"blockHash":"ZERO"}]}""".Replace("ZERO", zero, StringComparison.Ordinal),
            ],
            server.Bodies);
    }

    [Fact]
    public void Refuses_a_range_that_ends_before_it_starts() => Assert.Throws<ArgumentOutOfRangeException>(() => LogFilter.InRange(2, 1));

    // A node with one log in each block, which answers ranges up to a limit.
    private static Func<ScriptedServer.Exchange, Task> Node(ulong limit) => ScriptedServer.Answer((_, parameters) =>
    {
        ulong from = Number(parameters[0].GetProperty("fromBlock"));
        ulong to = Number(parameters[0].GetProperty("toBlock"));
        if (limit == 0 || to - from > limit - 1)
            return $"!{{\"code\":-32000,\"message\":\"exceed maximum block range: {limit}\"}}";
        var logs = new List<string>();
        for (ulong block = from; block >= from && block <= to; block = unchecked(block + 1))
            logs.Add(LogJson(block));
        return $"[{string.Join(',', logs)}]";
    });

    // A node that ends its answers at 10,000 logs, without a word: after the block that reaches them, or exactly there.
    private static Func<ScriptedServer.Exchange, Task> CuttingNode(Func<ulong, int> logsOf, bool wholeBlocks)
    {
        Func<JsonElement, string> logs = CuttingLogs(logsOf, wholeBlocks);
        return ScriptedServer.Answer((_, parameters) => logs(parameters[0]));
    }

    private static Func<JsonElement, string> CuttingLogs(Func<ulong, int> logsOf, bool wholeBlocks) => filter =>
    {
        const int limit = 10_000;
        (ulong from, ulong to) = filter.TryGetProperty("blockHash", out JsonElement one)
            ? (Number(one), Number(one))
            : (Number(filter.GetProperty("fromBlock")), Number(filter.GetProperty("toBlock")));
        var logs = new List<string>();
        for (ulong block = from; block <= to && logs.Count < limit; block++)
            logs.AddRange(Enumerable.Range(0, logsOf(block)).Select(i => LogJson(block, new() { ["logIndex"] = $"\"0x{i:x}\"", ["blockHash"] = $"\"{HashOf(block)}\"" })));
        return $"[{string.Join(',', wholeBlocks ? logs : logs.Take(limit))}]";
    };

    private static string HashOf(ulong block) => $"0x{block:x64}";

    private static string BlockJson(ulong block) =>
        $$"""{"number":"0x{{block:x}}","hash":"{{HashOf(block)}}","parentHash":"{{HashOf(block == 0 ? 0 : block - 1)}}","timestamp":"0x1","gasLimit":"0x1"}""";

    private static ulong Number(JsonElement element) => ulong.Parse(element.GetString().AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static string LogJson(ulong block, Dictionary<string, string>? changes = null)
    {
        string zero = $"\"0x{new string('0', 64)}\"";
        var members = new Dictionary<string, string>
        {
            ["address"] = $"\"{Emitter.ToLowerHex()}\"",
            ["topics"] = $"[{zero}]",
            ["data"] = "\"0x\"",
            ["blockNumber"] = $"\"0x{block:x}\"",
            ["blockHash"] = zero,
            ["transactionHash"] = zero,
            ["transactionIndex"] = "\"0x0\"",
            ["logIndex"] = "\"0x0\"",
            ["removed"] = "false",
        };
        foreach ((string name, string value) in changes ?? [])
            members[name] = value;
        return $"{{{string.Join(',', members.Select(member => $"\"{member.Key}\":{member.Value}"))}}}";
    }
}
