using System.Threading.Channels;
using Bursar.Chain.Tests.LocalChain;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;
using Bursar.Evm.Rpc.Transport;
using Bursar.Evm.Rpc.Watching;
using Xunit;

namespace Bursar.Chain.Tests.Rpc;

/// <summary>Watching a real chain while connections are cut and the chain reorganises: nothing is missed, nothing told twice.</summary>
public sealed class WatchTests(SocketChain chain) : IClassFixture<SocketChain>
{
    private static readonly WatchOptions Quick = new()
    {
        PollInterval = TimeSpan.FromMilliseconds(20),
        SilenceLimit = TimeSpan.FromMilliseconds(500),
        Retry = SocketChain.Quick,
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("ws")]
    [InlineData("ipc")]
    [InlineData("http")]
    public async Task Blocks_come_each_once_and_in_order_over_cut_connections(string way)
    {
        (CuttingProxy proxy, IRpcTransport transport) = chain.Open(way);
        await using (proxy)
        using (var client = new EthereumClient(transport))
        {
            ulong from = await chain.Client.GetBlockNumberAsync(Token) + 1;
            await using var told = new Collector<BlockHeader>(client.WatchBlocksAsync(Quick with { FromBlock = from }, Token));
            const int Blocks = 120;
            for (int i = 0; i < Blocks; i++)
            {
                await chain.Controls.MineAsync(1, Token);
                if (i % 10 == 3)
                    proxy.Cut();
                if (i % 25 == 20)
                    Assert.Equal(await HeaderAsync(from + (ulong)told.Count), await told.NextAsync(Token));
            }

            while (told.Count < Blocks)
                await told.NextAsync(Token);
            for (int i = 0; i < Blocks; i++)
                Assert.Equal(await HeaderAsync(from + (ulong)i), told[i]);
            await Assert.ThrowsAsync<TimeoutException>(() => told.NextAsync(Token).AsTask().WaitAsync(TimeSpan.FromMilliseconds(700), Token));
        }
    }

    [Theory]
    [InlineData("ws")]
    [InlineData("ipc")]
    [InlineData("http")]
    public async Task Logs_come_each_once_and_are_taken_back_when_a_reorg_went_by_unheard(string way)
    {
        (CuttingProxy proxy, IRpcTransport transport) = chain.Open(way);
        await using (proxy)
        using (var client = new EthereumClient(transport))
        {
            Address echo = await chain.DeployAsync(chain.Signer(0), TinyContracts.EchoLog);
            ulong from = await chain.Client.GetBlockNumberAsync(Token) + 1;
            await using var told = new Collector<LogChange>(client.WatchLogsAsync(new LogPattern { Addresses = [echo] }, Quick with { FromBlock = from }, Token));

            for (int i = 0; i < 12; i++)
            {
                await LogAsync(echo, i);
                if (i % 4 == 1)
                    proxy.Cut();
            }

            for (int i = 0; i < 12; i++)
                Assert.Equal((Topic(i), false), await NextAsync(told));

            // While nobody can listen: the last two blocks are replaced by empty ones, and another log comes.
            proxy.BeDeaf(true);
            proxy.Cut();
            await chain.Controls.ReorgAsync(2, Token);
            await LogAsync(echo, 100);
            proxy.BeDeaf(false);
            proxy.Cut();

            Assert.Equal((Topic(11), true), await NextAsync(told));
            Assert.Equal((Topic(10), true), await NextAsync(told));
            Assert.Equal((Topic(100), false), await NextAsync(told));

            // What was told and not taken back is what the chain holds.
            IReadOnlyList<Log> held = await chain.Client.GetLogsAsync(LogFilter.InRange(from, await chain.Client.GetBlockNumberAsync(Token)) with { Addresses = [echo] }, Token);
            var standing = new List<(Hash32 Block, ulong Index)>();
            for (int i = 0; i < told.Count; i++)
            {
                (Hash32, ulong) key = (told[i].Log.BlockHash, told[i].Log.LogIndex);
                if (told[i].Removed)
                    Assert.True(standing.Remove(key));
                else
                    standing.Add(key);
            }

            Assert.Equal(held.Select(log => (log.BlockHash, log.LogIndex)), standing);
        }
    }

    [Fact]
    public async Task A_long_way_back_is_caught_up_in_steps()
    {
        Address echo = await chain.DeployAsync(chain.Signer(0), TinyContracts.EchoLog);
        ulong from = await chain.Client.GetBlockNumberAsync(Token) + 1;
        await LogAsync(echo, 1);
        await chain.Controls.MineAsync(450, Token);
        await LogAsync(echo, 2);
        (CuttingProxy proxy, IRpcTransport transport) = chain.Open("ws");
        await using (proxy)
        using (var client = new EthereumClient(transport))
        {
            WatchOptions options = Quick with { FromBlock = from, MaxReorgDepth = 20 };
            await using var logs = new Collector<LogChange>(client.WatchLogsAsync(new LogPattern { Addresses = [echo] }, options, Token));
            Assert.Equal((Topic(1), false), await NextAsync(logs));
            Assert.Equal((Topic(2), false), await NextAsync(logs));
            await LogAsync(echo, 3);
            Assert.Equal((Topic(3), false), await NextAsync(logs));
        }
    }

    [Theory]
    [InlineData("ws")]
    [InlineData("http")]
    public async Task A_reorg_deeper_than_allowed_ends_the_watch(string way)
    {
        (CuttingProxy proxy, IRpcTransport transport) = chain.Open(way);
        await using (proxy)
        using (var client = new EthereumClient(transport))
        {
            await chain.Controls.MineAsync(10, Token);
            await chain.SendAsync(chain.Signer(1), Address.Zero, [], 1UL); // dropped by the reorg, so that the blocks cannot come out the same
            await chain.Controls.MineAsync(9, Token);
            ulong head = await chain.Client.GetBlockNumberAsync(Token);
            await using var told = new Collector<BlockHeader>(client.WatchBlocksAsync(Quick with { FromBlock = head - 18, MaxReorgDepth = 5 }, Token));
            while (told.Count < 19)
                await told.NextAsync(Token);
            await chain.Controls.ReorgAsync(10, Token);
            await chain.Controls.MineAsync(1, Token);
            RpcException deep = await Assert.ThrowsAsync<RpcException>(async () =>
            {
                while (true)
                    await told.NextAsync(Token);
            });
            Assert.Contains("more than 5 blocks ago", deep.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("ws")]
    [InlineData("ipc")]
    [InlineData("http")]
    public async Task Waiting_transactions_come_each_once(string way)
    {
        (CuttingProxy proxy, IRpcTransport transport) = chain.Open(way);
        await using (proxy)
        using (var client = new EthereumClient(transport))
        {
            await chain.Controls.SetAutomineAsync(false, Token);
            try
            {
                Hash32 before = await SendAsync(6);
                await using var told = new Collector<Hash32>(client.WatchPendingAsync(Quick, Token));
                Assert.Equal(before, await told.NextAsync(Token));
                Hash32 second = await SendAsync(6);
                Assert.Equal(second, await told.NextAsync(Token));
                proxy.Cut();
                Hash32 third = await SendAsync(6);
                Assert.Equal(third, await told.NextAsync(Token));
            }
            finally
            {
                await chain.Controls.MineAsync(1, Token);
                await chain.Controls.SetAutomineAsync(true, Token);
            }
        }
    }

    [Fact]
    public async Task A_node_out_of_reach_for_too_long_ends_the_watch()
    {
        (CuttingProxy proxy, IRpcTransport transport) = chain.Open("ws", retry: RetryPolicy.None);
        using var client = new EthereumClient(transport);
        await using var told = new Collector<BlockHeader>(client.WatchBlocksAsync(Quick with { GiveUpAfter = TimeSpan.FromMilliseconds(200) }, Token));
        await told.NextAsync(Token);
        await proxy.DisposeAsync();
        await Assert.ThrowsAsync<TransportException>(() => told.NextAsync(Token).AsTask());
    }

    private static Hash32 Topic(int number) => new(((UInt256)(ulong)number).ToBigEndian());

    private static async Task<(Hash32 Topic, bool Removed)> NextAsync(Collector<LogChange> told)
    {
        LogChange change = await told.NextAsync(Token);
        return (change.Log.Topics[0], change.Removed);
    }

    private async Task<BlockHeader> HeaderAsync(ulong number) => await chain.Client.GetBlockAsync(number, Token) ?? throw new InvalidOperationException($"there is no block {number}");

    private async Task LogAsync(Address echo, int number) =>
        Assert.True((await chain.SendAsync(chain.Signer(1), echo, Topic(number).ToArray(), gasLimit: 100_000)).Status);

    private async Task<Hash32> SendAsync(int sender) =>
        await chain.Client.SendRawTransactionAsync((await chain.SignAsync(chain.Signer(sender), Address.Parse("0x00000000000000000000000000000000000000a1"), [], 1UL)).Raw, Token);

    /// <summary>Reads a watch from its start on, and keeps all that it told.</summary>
    private sealed class Collector<T> : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly Channel<T> _waiting = Channel.CreateUnbounded<T>();
        private readonly List<T> _all = [];
        private readonly Task _reading;

        public Collector(IAsyncEnumerable<T> watch) => _reading = ReadAsync(watch);

        public int Count => _all.Count;

        public T this[int index] => _all[index];

        public async ValueTask<T> NextAsync(CancellationToken token)
        {
            try
            {
                T item = await _waiting.Reader.ReadAsync(token).AsTask().WaitAsync(TimeSpan.FromSeconds(30), token);
                _all.Add(item);
                return item;
            }
            catch (ChannelClosedException e) when (e.InnerException is { } inner)
            {
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(inner);
                throw;
            }
        }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _reading;
            _stop.Dispose();
        }

        private async Task ReadAsync(IAsyncEnumerable<T> watch)
        {
            try
            {
                await foreach (T item in watch.WithCancellation(_stop.Token))
                    _waiting.Writer.TryWrite(item);
            }
            catch (OperationCanceledException)
            {
                // The test has what it wanted.
            }
            catch (Exception e)
            {
                _waiting.Writer.TryComplete(e);
            }
        }
    }
}
