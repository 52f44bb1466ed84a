using System.Text.Json;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;
using Bursar.Evm.Rpc.Transport;
using Xunit;

namespace Bursar.Chain.Tests.Rpc;

/// <summary>WebSocket and IPC against a real node, with connections that break.</summary>
public sealed class DuplexTransportTests(SocketChain chain) : IClassFixture<SocketChain>
{
    // The precompile that gives back what it gets.
    private static readonly Address Identity = Address.Parse("0x0000000000000000000000000000000000000004");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("ws")]
    [InlineData("ipc")]
    public async Task Answers_find_their_requests_however_many_are_under_way(string way)
    {
        (CuttingProxy proxy, IRpcTransport transport) = chain.Open(way);
        await using (proxy)
        using (var client = new EthereumClient(transport, new EthereumClientOptions { BatchSize = 7 }))
        {
            UInt256[] single = await Task.WhenAll(Enumerable.Range(0, 300).Select(i => EchoAsync(client, (ulong)i)));
            Assert.Equal(Enumerable.Range(0, 300).Select(i => (UInt256)(ulong)i), single);
            IReadOnlyList<RpcAnswer> many = await client.RequestManyAsync([.. Enumerable.Range(0, 100).Select(i => Echo((ulong)i))], Token);
            Assert.Equal(Enumerable.Range(0, 100).Select(i => (UInt256)(ulong)i), many.Select(answer => Word(answer.Result)));
            Assert.Equal(1, proxy.Connections);
        }
    }

    [Theory]
    [InlineData("ws")]
    [InlineData("ipc")]
    public async Task Reads_outlive_a_cut_connection(string way)
    {
        (CuttingProxy proxy, IRpcTransport transport) = chain.Open(way);
        await using (proxy)
        using (var client = new EthereumClient(transport))
        {
            for (int round = 0; round < 5; round++)
            {
                UInt256[] reads = await Task.WhenAll(Enumerable.Range(0, 40).Select(i =>
                {
                    if (i == 20)
                        proxy.Cut();
                    return EchoAsync(client, (ulong)i);
                }));
                Assert.Equal(Enumerable.Range(0, 40).Select(i => (UInt256)(ulong)i), reads);
                proxy.Cut();
            }

            Assert.True(proxy.Connections >= 5, $"{proxy.Connections} connections");
        }
    }

    [Theory]
    [InlineData("ws")]
    [InlineData("ipc")]
    public async Task The_fate_of_a_request_is_told_as_unknown_when_the_connection_broke_under_it(string way)
    {
        (CuttingProxy proxy, IRpcTransport transport) = chain.Open(way);
        await using (proxy)
        using (var client = new EthereumClient(transport))
        {
            await EchoAsync(client, 1);
            proxy.CutWhenClientSays(_ => true);
            TransportException unknown = await Assert.ThrowsAsync<TransportException>(() => client.RequestAsync(RpcRequest.Of("evm_increaseTime", w => w.WriteNumberValue(1)), Token));
            Assert.False(unknown.NotProcessed);
            Assert.True(unknown.Retryable);
            Assert.Contains("it is not known whether the node acted", unknown.Message, StringComparison.Ordinal);
            proxy.CutWhenClientSays(null);
            Assert.Equal(7UL, await EchoAsync(client, 7));
        }
    }

    [Theory]
    [InlineData("ws")]
    [InlineData("ipc")]
    public async Task A_signed_transaction_is_handed_in_again_and_counts_once(string way)
    {
        (CuttingProxy proxy, IRpcTransport transport) = chain.Open(way);
        await using (proxy)
        using (var client = new EthereumClient(transport))
        {
            await EchoAsync(client, 1);
            Evm.Signing.PrivateKeySigner signer = chain.Signer(way == "ws" ? 4 : 5);
            ulong nonce = await client.GetTransactionCountAsync(signer.Address, cancellationToken: Token);
            Evm.Transactions.SignedTransaction signed = await chain.SignAsync(signer, Address.Parse("0x00000000000000000000000000000000000000a1"), [], 1UL);
            int cuts = 0;
            proxy.CutWhenClientSays(_ => Interlocked.Increment(ref cuts) == 1);
            Assert.Equal(signed.Hash, await client.SendRawTransactionAsync(signed.Raw, Token));
            Assert.True(cuts >= 2);
            Assert.True((await chain.WaitAsync(signed.Hash)).Status);
            Assert.Equal(nonce + 1, await client.GetTransactionCountAsync(signer.Address, cancellationToken: Token));
        }
    }

    [Theory]
    [InlineData("ws")]
    [InlineData("ipc")]
    public async Task A_connection_that_went_silent_is_given_up_for_a_new_one(string way)
    {
        (CuttingProxy proxy, IRpcTransport transport) = chain.Open(way, TimeSpan.FromSeconds(3), retry: RetryPolicy.None);
        await using (proxy)
        using (var client = new EthereumClient(transport))
        {
            await EchoAsync(client, 1);
            proxy.BeDeaf(true);
            TransportException silent = await Assert.ThrowsAsync<TransportException>(() => EchoAsync(client, 2));
            Assert.Contains("no answer within 3 s", silent.Message, StringComparison.Ordinal);
            proxy.BeDeaf(false);
            Assert.Equal(3UL, await EchoAsync(client, 3));
            Assert.Equal(2, proxy.Connections);
        }
    }

    [Theory]
    [InlineData("ws")]
    [InlineData("ipc")]
    public async Task An_answer_beyond_the_limit_is_refused_and_the_next_works(string way)
    {
        (CuttingProxy proxy, IRpcTransport transport) = chain.Open(way, maxAnswerBytes: 4_000);
        await using (proxy)
        using (var client = new EthereumClient(transport))
        {
            TransportException refused = await Assert.ThrowsAsync<TransportException>(() => client.CallAsync(Identity, new byte[3_000], cancellationToken: Token));
            Assert.False(refused.Retryable);
            Assert.Contains("larger than 4000 bytes", refused.Message, StringComparison.Ordinal);
            Assert.Equal(1UL, await EchoAsync(client, 1));
        }
    }

    [Theory]
    [InlineData("ws")]
    [InlineData("ipc")]
    public async Task A_subscription_says_that_its_connection_broke(string way)
    {
        (CuttingProxy proxy, IRpcTransport transport) = chain.Open(way);
        await using (proxy)
        using (transport)
        {
            var subscriptions = (ISubscriptionTransport)transport;
            await using RpcSubscription heads = await subscriptions.SubscribeAsync(RpcRequest.Of("eth_subscribe", w => w.WriteStringValue("newHeads")), new SubscriptionBuffer(10), Token);
            await chain.Controls.MineAsync(2, Token);
            JsonElement first = await heads.ReadAsync(Token);
            JsonElement second = await heads.ReadAsync(Token);
            Assert.Equal(first.GetProperty("hash").GetString(), second.GetProperty("parentHash").GetString());
            proxy.Cut();
            await Assert.ThrowsAsync<TransportException>(async () => await heads.ReadAsync(Token));
            RpcException refused = await Assert.ThrowsAsync<RpcException>(() =>
                subscriptions.SubscribeAsync(RpcRequest.Of("eth_subscribe", w => w.WriteStringValue("noSuchThing")), new SubscriptionBuffer(1), Token));
            Assert.Equal("eth_subscribe", refused.Method);
        }
    }

    [Theory]
    [InlineData("ws")]
    [InlineData("ipc")]
    public async Task A_reader_who_falls_behind_is_told_and_loses_nothing_in_silence(string way)
    {
        (CuttingProxy proxy, IRpcTransport transport) = chain.Open(way);
        await using (proxy)
        using (transport)
        {
            RpcRequest newHeads = RpcRequest.Of("eth_subscribe", w => w.WriteStringValue("newHeads"));
            await using RpcSubscription all = await ((ISubscriptionTransport)transport).SubscribeAsync(newHeads, new SubscriptionBuffer(3), Token);
            await using RpcSubscription newest = await ((ISubscriptionTransport)transport).SubscribeAsync(newHeads, new SubscriptionBuffer(1, NewestOnly: true), Token);
            ulong before = await chain.Client.GetBlockNumberAsync(Token);
            for (ulong round = 1; round <= 3; round++)
            {
                await chain.Controls.MineAsync(5, Token);
                while (Number(await newest.ReadAsync(Token)) != before + (5 * round))
                {
                    // One that came before.
                }
            }

            for (ulong i = 1; i <= 3; i++)
                Assert.Equal(before + i, Number(await all.ReadAsync(Token)));
            TransportException behind = await Assert.ThrowsAsync<TransportException>(async () => await all.ReadAsync(Token));
            Assert.Contains("more than 3 notifications", behind.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("ws://127.0.0.1:1/", "ws://127.0.0.1:1")]
    [InlineData("/nowhere/node.ipc", "ipc:/nowhere/node.ipc")]
    public async Task Nobody_there_is_told_with_the_endpoint(string text, string shown)
    {
        Assert.True(RpcEndpoint.TryParse(text, out RpcEndpoint? endpoint));
        using IRpcTransport transport = endpoint.Open(RetryPolicy.None);
        using var client = new EthereumClient(transport);
        TransportException nobody = await Assert.ThrowsAsync<TransportException>(() => client.GetChainIdAsync(Token));
        Assert.Equal((shown, true, true), (nobody.Endpoint, nobody.NotProcessed, nobody.Retryable));
        Assert.StartsWith($"{shown}: no connection", nobody.Message, StringComparison.Ordinal);
    }

    private static RpcRequest Echo(ulong value) => RpcRequest.Of("eth_call", writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("to", Identity.ToString());
        writer.WriteString("data", "0x" + Convert.ToHexStringLower(((UInt256)value).ToBigEndian()));
        writer.WriteEndObject();
        writer.WriteStringValue("latest");
    });

    private static UInt256 Word(JsonElement result) => UInt256.TryParseHex(result.GetString(), out UInt256 word) ? word : throw new FormatException(result.ToString());

    private static ulong Number(JsonElement header) => (ulong)Word(header.GetProperty("number"));

    private static async Task<UInt256> EchoAsync(EthereumClient client, ulong value) => Word(await client.RequestAsync(Echo(value), Token));
}
