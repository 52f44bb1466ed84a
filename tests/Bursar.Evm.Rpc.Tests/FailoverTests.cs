using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc.Transport;
using Bursar.Evm.Rpc.Transport.Failover;
using Xunit;

namespace Bursar.Evm.Rpc.Tests;

/// <summary>Several endpoints as one: which are used, and what becomes of a request when one fails.</summary>
public sealed class FailoverTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_endpoint_of_another_chain_is_never_used()
    {
        await using var nodes = new Nodes(new Node { Chain = 5 }, new Node(), new Node());
        using FailoverRpcTransport transport = nodes.Open(new FailoverOptions { ChainId = new ChainId(1) });
        using var client = new EthereumClient(transport);
        for (int i = 0; i < 5; i++)
            Assert.Equal(1UL, (await client.GetChainIdAsync(Token)).Value);
        Assert.Equal(nodes[1].Server.Address.GetLeftPart(UriPartial.Authority), client.Endpoint);
        IReadOnlyList<EndpointState> states = await transport.CheckAsync(Token);
        Assert.Equal([EndpointHealth.OtherChain, EndpointHealth.Usable, EndpointHealth.Usable], states.Select(s => s.Health));
        Assert.Contains("it serves chain 5, not chain 1", states[0].Problem, StringComparison.Ordinal);
        Assert.DoesNotContain(nodes[0].Server.Bodies, body => body.Contains("eth_getBlockByNumber", StringComparison.Ordinal));
    }

    [Fact]
    public async Task With_endpoints_of_another_chain_only_nothing_is_asked()
    {
        await using var nodes = new Nodes(new Node { Chain = 5 }, new Node { Chain = 6 });
        using var client = new EthereumClient(nodes.Open(new FailoverOptions { ChainId = new ChainId(1) }));
        TransportException refused = await Assert.ThrowsAsync<TransportException>(() => client.GetBalanceAsync(Address.Zero, cancellationToken: Token));
        Assert.False(refused.Retryable);
        Assert.Contains("it serves chain 5, not chain 1", refused.Message, StringComparison.Ordinal);
        Assert.Contains("it serves chain 6, not chain 1", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(nodes.All.SelectMany(n => n.Server.Bodies), body => body.Contains("eth_getBalance", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Different_chains_are_a_disagreement_when_none_was_named()
    {
        await using var nodes = new Nodes(new Node(), new Node { Chain = 5 });
        using var client = new EthereumClient(nodes.Open());
        EndpointsDisagreeException apart = await Assert.ThrowsAsync<EndpointsDisagreeException>(() => client.GetBalanceAsync(Address.Zero, cancellationToken: Token));
        Assert.Equal(("the chain id", "1", "5"), (apart.Subject, apart.Answers[0].Answer, apart.Answers[1].Answer));
        Assert.DoesNotContain("secret-key", apart.Message, StringComparison.Ordinal);
        nodes[1].Chain = 1;
        Assert.Equal(7UL, await client.GetBalanceAsync(Address.Zero, cancellationToken: Token));
    }

    [Theory]
    [InlineData(95UL, 100UL, EndpointHealth.Usable)]
    [InlineData(94UL, 100UL, EndpointHealth.Behind)]
    public async Task One_that_lags_is_set_aside_until_it_has_caught_up(ulong lagging, ulong head, EndpointHealth health)
    {
        await using var nodes = new Nodes(new Node { Head = lagging }, new Node { Head = head });
        using FailoverRpcTransport transport = nodes.Open();
        using var client = new EthereumClient(transport);
        Assert.Equal(health, (await transport.CheckAsync(Token))[0].Health);
        await client.GetChainIdAsync(Token);
        Assert.Equal(nodes[health == EndpointHealth.Usable ? 0 : 1].Server.Address.Authority, new Uri(client.Endpoint).Authority);
        nodes[0].Head = head;
        Assert.All(await transport.CheckAsync(Token), s => Assert.Equal(EndpointHealth.Usable, s.Health));
    }

    [Fact]
    public async Task One_that_claims_a_height_of_its_own_does_not_set_the_others_aside()
    {
        await using var nodes = new Nodes(new Node { Head = 1_000_000 }, new Node { Head = 100 }, new Node { Head = 99 });
        using FailoverRpcTransport transport = nodes.Open();
        Assert.Equal([EndpointHealth.Ahead, EndpointHealth.Usable, EndpointHealth.Usable], (await transport.CheckAsync(Token)).Select(s => s.Health));
    }

    [Fact]
    public async Task One_on_another_branch_is_set_aside_and_a_tie_is_a_disagreement()
    {
        await using var nodes = new Nodes(new Node { Branch = 2 }, new Node(), new Node());
        using FailoverRpcTransport transport = nodes.Open();
        IReadOnlyList<EndpointState> states = await transport.CheckAsync(Token);
        Assert.Equal([EndpointHealth.OtherBranch, EndpointHealth.Usable, EndpointHealth.Usable], states.Select(s => s.Health));
        Assert.Contains("another block 95", states[0].Problem, StringComparison.Ordinal);

        await using var tied = new Nodes(new Node { Branch = 2 }, new Node());
        using FailoverRpcTransport two = tied.Open();
        EndpointsDisagreeException apart = await Assert.ThrowsAsync<EndpointsDisagreeException>(() => two.CheckAsync(Token));
        Assert.Equal("block 95", apart.Subject);
    }

    [Fact]
    public async Task What_fails_at_one_is_asked_of_the_next_which_is_kept()
    {
        await using var nodes = new Nodes(new Node(), new Node());
        using var client = new EthereumClient(nodes.Open());
        Assert.Equal(7UL, await client.GetBalanceAsync(Address.Zero, cancellationToken: Token));
        nodes[0].Fails = true;
        Assert.Equal(7UL, await client.GetBalanceAsync(Address.Zero, cancellationToken: Token));
        Assert.Equal(nodes[1].Server.Address.Authority, new Uri(client.Endpoint).Authority);
        nodes[0].Fails = false;
        int before = nodes[0].Server.Requests;
        for (int i = 0; i < 3; i++)
            await client.GetBalanceAsync(Address.Zero, cancellationToken: Token);
        Assert.Equal(before, nodes[0].Server.Requests);
    }

    [Fact]
    public async Task A_request_that_may_have_been_acted_on_is_not_asked_of_another()
    {
        await using var nodes = new Nodes(new Node(), new Node());
        using var client = new EthereumClient(nodes.Open());
        await client.GetChainIdAsync(Token);
        nodes[0].Resets = true;
        await Assert.ThrowsAsync<TransportException>(() => client.RequestAsync(RpcRequest.Of("evm_mine"), Token));
        Assert.DoesNotContain(nodes[1].Server.Bodies, body => body.Contains("evm_mine", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_signed_transaction_is_handed_in_elsewhere()
    {
        await using var nodes = new Nodes(new Node(), new Node());
        using var client = new EthereumClient(nodes.Open());
        await client.GetChainIdAsync(Token);
        nodes[0].Resets = true;
        Assert.Equal(Crypto.Keccak256.Hash([1, 2, 3]), await client.SendRawTransactionAsync([1, 2, 3], Token));
        Assert.Contains(nodes[1].Server.Bodies, body => body.Contains("eth_sendRawTransaction", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"code":-32005,"message":"rate limit exceeded"}""")]
    [InlineData("""{"code":-32601,"message":"method not found"}""")]
    [InlineData("""{"code":4444,"message":"pruned history unavailable"}""")]
    public async Task What_one_cannot_answer_another_may(string error)
    {
        await using var nodes = new Nodes(new Node { BalanceError = error }, new Node());
        using var client = new EthereumClient(nodes.Open());
        Assert.Equal(7UL, await client.GetBalanceAsync(Address.Zero, cancellationToken: Token));
        nodes[1].BalanceError = error;
        await Assert.ThrowsAsync<RpcException>(() => client.GetBalanceAsync(Address.Zero, cancellationToken: Token));
    }

    [Fact]
    public async Task What_a_contract_or_node_refuses_is_an_answer_and_goes_nowhere_else()
    {
        await using var nodes = new Nodes(new Node { BalanceError = """{"code":3,"message":"execution reverted","data":"0x"}""" }, new Node());
        using var client = new EthereumClient(nodes.Open());
        await Assert.ThrowsAsync<RpcException>(() => client.GetBalanceAsync(Address.Zero, cancellationToken: Token));
        Assert.DoesNotContain(nodes[1].Server.Bodies, body => body.Contains("eth_getBalance", StringComparison.Ordinal));
    }

    [Fact]
    public async Task When_all_fail_each_says_why_without_its_secrets()
    {
        await using var nodes = new Nodes(new Node(), new Node());
        using var client = new EthereumClient(nodes.Open());
        await client.GetChainIdAsync(Token);
        nodes[0].Fails = nodes[1].Fails = true;
        TransportException all = await Assert.ThrowsAsync<TransportException>(() => client.GetBalanceAsync(Address.Zero, cancellationToken: Token));
        Assert.All(nodes.All, node => Assert.Contains(node.Server.Address.Authority + ": answered 503", all.Message, StringComparison.Ordinal));
        Assert.DoesNotContain("secret-key", all.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pinned_view_fails_rather_than_go_on_elsewhere()
    {
        await using var nodes = new Nodes(new Node(), new Node());
        using FailoverRpcTransport transport = nodes.Open();
        using var view = new EthereumClient(await transport.PinAsync(Token));
        Assert.Equal(7UL, await view.GetBalanceAsync(Address.Zero, cancellationToken: Token));
        nodes[0].Fails = true;
        await Assert.ThrowsAsync<TransportException>(() => view.GetBalanceAsync(Address.Zero, cancellationToken: Token));
        Assert.Equal(1UL, (await new EthereumClient(transport).GetChainIdAsync(Token)).Value);
    }

    [Fact]
    public async Task Enough_equal_answers_settle_a_read_and_too_few_are_a_disagreement_with_names()
    {
        await using var nodes = new Nodes(new Node(), new Node { Balance = "0x8" }, new Node { Head = 102 });
        using FailoverRpcTransport transport = nodes.Open();
        using var two = new EthereumClient(transport.WithQuorum(2));
        using var three = new EthereumClient(transport.WithQuorum(3));
        Assert.Equal(7UL, await two.GetBalanceAsync(Address.Zero, cancellationToken: Token));
        EndpointsDisagreeException apart = await Assert.ThrowsAsync<EndpointsDisagreeException>(() => three.GetBalanceAsync(Address.Zero, cancellationToken: Token));
        Assert.Equal(["\"0x7\"", "\"0x8\"", "\"0x7\""], apart.Answers.Select(a => a.Answer));
        Assert.Equal(nodes.All.Select(n => n.Server.Address.GetLeftPart(UriPartial.Authority)), apart.Answers.Select(a => a.Endpoint));
        Assert.DoesNotContain("secret-key", apart.Message, StringComparison.Ordinal);

        // "latest" was asked as the highest block that enough have.
        Assert.Equal(100UL, await two.GetBlockNumberAsync(Token));
        Assert.All(nodes.All, n => Assert.Contains(n.Server.Bodies, body => body.Contains("eth_getBalance", StringComparison.Ordinal) && body.Contains("\"0x64\"", StringComparison.Ordinal)));
        Assert.DoesNotContain(nodes.All.SelectMany(n => n.Server.Bodies), body => body.Contains("eth_getBalance", StringComparison.Ordinal) && body.Contains("latest", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_quorum_outlives_an_endpoint_as_long_as_enough_are_left()
    {
        await using var nodes = new Nodes(new Node(), new Node(), new Node());
        using FailoverRpcTransport transport = nodes.Open();
        using var two = new EthereumClient(transport.WithQuorum(2));
        nodes[0].Fails = true;
        Assert.Equal(7UL, await two.GetBalanceAsync(Address.Zero, 5UL, Token));
        nodes[1].Fails = true;
        Exception few = await Assert.ThrowsAnyAsync<Exception>(() => two.GetBalanceAsync(Address.Zero, 5UL, Token));
        Assert.True(few is EndpointsDisagreeException or TransportException, few.ToString());
        Assert.Throws<ArgumentOutOfRangeException>(() => transport.WithQuorum(4));
        Assert.Throws<ArgumentOutOfRangeException>(() => transport.WithQuorum(1));
    }

    [Fact]
    public async Task Opinions_of_a_node_and_changes_go_to_one()
    {
        await using var nodes = new Nodes(new Node(), new Node());
        using FailoverRpcTransport transport = nodes.Open();
        using var both = new EthereumClient(transport.WithQuorum(2));
        await both.GetGasPriceAsync(Token);
        await both.GetTransactionCountAsync(Address.Zero, BlockTag.Pending, Token);
        await both.SendRawTransactionAsync([1, 2, 3], Token);
        Assert.DoesNotContain(nodes[1].Server.Bodies, body =>
            body.Contains("eth_gasPrice", StringComparison.Ordinal) || body.Contains("eth_sendRaw", StringComparison.Ordinal) || body.Contains("pending", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Other_spellings_and_members_of_ones_own_do_not_make_a_disagreement()
    {
        await using var nodes = new Nodes(new Node { ExtraMembers = true }, new Node());
        using FailoverRpcTransport transport = nodes.Open();
        using var both = new EthereumClient(transport.WithQuorum(2));
        Assert.Equal(95UL, (await both.GetBlockAsync(95UL, Token))!.Number);
        nodes[1].Branch = 3;
        await Assert.ThrowsAsync<EndpointsDisagreeException>(() => both.GetBlockAsync(95UL, Token));
    }

    [Fact]
    public async Task A_receipt_that_some_do_not_have_yet_is_not_there_yet()
    {
        Hash32 hash = Crypto.Keccak256.Hash("tx"u8);
        await using var nodes = new Nodes(new Node { Mined = hash }, new Node());
        using FailoverRpcTransport transport = nodes.Open();
        using var both = new EthereumClient(transport.WithQuorum(2));
        Assert.Null(await both.GetReceiptAsync(hash, Token));
        nodes[1].Mined = hash;
        Assert.True((await both.GetReceiptAsync(hash, Token))!.Status);
        nodes[1].Status = "0x0";
        await Assert.ThrowsAsync<EndpointsDisagreeException>(() => both.GetReceiptAsync(hash, Token));
    }

    /// <summary>A node of a chain that is made up: what it says can be changed while it runs.</summary>
    private sealed class Node
    {
        public Node() => Server = new ScriptedServer(AnswerAsync);

        public ScriptedServer Server { get; }

        public ulong Chain { get; set; } = 1;

        public ulong Head { get; set; } = 100;

        public int Branch { get; set; } = 1;

        public string Balance { get; set; } = "0x7";

        public string? BalanceError { get; set; }

        public bool Fails { get; set; }

        public bool Resets { get; set; }

        public bool ExtraMembers { get; set; }

        public Hash32? Mined { get; set; }

        public string Status { get; set; } = "0x1";

        private Task AnswerAsync(ScriptedServer.Exchange exchange) => Resets ? exchange.Reset()
            : Fails ? ScriptedServer.Status(503)(exchange)
            : ScriptedServer.Answer((method, parameters) => method switch
            {
                "eth_chainId" => $"\"0x{Chain:x}\"",
                "eth_blockNumber" => $"\"0x{Head:x}\"",
                "eth_getBalance" => BalanceError is { } error ? "!" + error : $"\"{Balance}\"",
                "eth_getBlockByNumber" => Block(parameters[0].GetString()!),
                "eth_getTransactionReceipt" => Mined is { } hash ? Receipt(hash) : "null",
                "eth_sendRawTransaction" => $"\"{Crypto.Keccak256.Hash([1, 2, 3])}\"",
                _ => "\"0x1\"",
            })(exchange);

        private string Block(string number) => $$"""
            {"number":"{{number}}","hash":"0x{{(ExtraMembers ? "AB" : "ab")}}{{Branch:x62}}","parentHash":"{{Hash32.Zero}}","timestamp":"0x1","gasLimit":"0x1"{{(ExtraMembers ? ",\"baseFeePerGas\":null,\"size\":\"0x9\"" : "")}}}
            """;

        private string Receipt(Hash32 hash) => $$"""
            {"transactionHash":"{{hash}}","blockHash":"{{Hash32.Zero}}","blockNumber":"0x1","from":"{{Address.Zero}}","to":null,"status":"{{Status}}","gasUsed":"0x1","effectiveGasPrice":"0x1","logs":[]}
            """;
    }

    private sealed class Nodes(params Node[] nodes) : IAsyncDisposable
    {
        public IReadOnlyList<Node> All => nodes;

        public Node this[int index] => nodes[index];

        public FailoverRpcTransport Open(FailoverOptions? options = null) => new(
            [.. nodes.Select(n => new HttpRpcTransport(new HttpRpcOptions { Endpoint = new Uri(n.Server.Address, "/v2/secret-key-123456"), Retry = RetryPolicy.None }))], options);

        public async ValueTask DisposeAsync()
        {
            foreach (Node node in nodes)
                await node.Server.DisposeAsync();
        }
    }
}
