using System.Text.Json;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;
using Bursar.Evm.Rpc.Transport;

namespace Bursar.App.LocalChain;

/// <summary>What one may do to a local chain and to no other: make blocks, money and time, and undo blocks.</summary>
/// <param name="client">Client of an anvil node.</param>
public sealed class LocalControls(EthereumClient client)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);

    /// <summary>Makes blocks.</summary>
    public Task MineAsync(int blocks = 1, CancellationToken cancellationToken = default) =>
        DoAsync("anvil_mine", writer => Quantity(writer, (UInt256)blocks), cancellationToken);

    /// <summary>Sets an account's balance in wei.</summary>
    public Task SetBalanceAsync(Address account, UInt256 wei, CancellationToken cancellationToken = default) => DoAsync(
        "anvil_setBalance",
        writer =>
        {
            writer.WriteStringValue(account.ToLowerHex());
            Quantity(writer, wei);
        },
        cancellationToken);

    /// <summary>Whether each transaction makes a block at once.</summary>
    public Task SetAutomineAsync(bool on, CancellationToken cancellationToken = default) =>
        DoAsync("evm_setAutomine", writer => writer.WriteBooleanValue(on), cancellationToken);

    /// <summary>Moves the clock of the blocks to come forward; whole seconds.</summary>
    public Task IncreaseTimeAsync(TimeSpan time, CancellationToken cancellationToken = default) =>
        DoAsync("evm_increaseTime", writer => writer.WriteNumberValue((long)time.TotalSeconds), cancellationToken);

    /// <summary>Sets the timestamp of the next block, in seconds since 1970.</summary>
    public Task SetNextBlockTimestampAsync(ulong timestamp, CancellationToken cancellationToken = default) =>
        DoAsync("evm_setNextBlockTimestamp", writer => writer.WriteNumberValue(timestamp), cancellationToken);

    /// <summary>Replaces the last blocks by as many empty ones, as a reorg does that drops their transactions.</summary>
    public Task ReorgAsync(int depth, CancellationToken cancellationToken = default) => DoAsync(
        "anvil_reorg",
        writer =>
        {
            writer.WriteNumberValue(depth);
            writer.WriteStartArray();
            writer.WriteEndArray();
        },
        cancellationToken);

    /// <summary>Forgets a waiting transaction, as a node does whose pool is full.</summary>
    public Task DropTransactionAsync(Hash32 hash, CancellationToken cancellationToken = default) =>
        DoAsync("anvil_dropTransaction", writer => writer.WriteStringValue(hash.ToString()), cancellationToken);

    /// <summary>Waits until the node answers with the right chain id, makes it quiet and gives the local accounts their money.</summary>
    internal static async Task PrepareAsync(Uri endpoint, LocalNodeOptions options, CancellationToken cancellationToken)
    {
        using var client = EthereumClient.Connect(new HttpRpcOptions { Endpoint = endpoint, Retry = RetryPolicy.None });
        ChainId found = await FirstAnswerAsync(client, cancellationToken);
        if (found != options.ChainId)
            throw new RpcException("eth_chainId", "result", $"is {found} where chain {options.ChainId} was started");
        var controls = new LocalControls(client);
        await controls.DoAsync("anvil_setLoggingEnabled", writer => writer.WriteBooleanValue(false), cancellationToken);
        if (options.Born is not null)
            await controls.SetClockAsync(cancellationToken);
        if (options.FundAccounts && LocalAccounts.LiveOn(options.ChainId))
            await LocalAccounts.FundAsync(client, cancellationToken);
    }

    /// <summary>Lets the node's clock, which starts at the chain's beginning, show the present, or the time of the head when that was moved forward.</summary>
    private async Task SetClockAsync(CancellationToken cancellationToken)
    {
        ulong now = (ulong)TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        ulong head = await client.GetBlockAsync(BlockTag.Latest, cancellationToken) is { } block ? block.Timestamp : 0;
        await DoAsync("evm_setTime", writer => writer.WriteNumberValue(Math.Max(now, head)), cancellationToken);
    }

    private static async Task<ChainId> FirstAnswerAsync(EthereumClient client, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await client.GetChainIdAsync(cancellationToken);
            }
            catch (TransportException e) when (e.Retryable)
            {
                await Task.Delay(PollInterval, cancellationToken);
            }
        }
    }

    private static void Quantity(Utf8JsonWriter writer, UInt256 value) => writer.WriteStringValue(value.ToHexQuantity());

    private async Task DoAsync(string method, Action<Utf8JsonWriter> write, CancellationToken cancellationToken) =>
        await client.RequestAsync(RpcRequest.Of(method, write), cancellationToken);
}
