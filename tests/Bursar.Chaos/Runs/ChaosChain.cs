using System.Text.Json;
using Bursar.App.LocalChain;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;
using Bursar.Evm.Rpc.Transport;

namespace Bursar.Chaos.Runs;

/// <summary>A real node whose blocks come when the run says so.</summary>
internal sealed class ChaosChain : IAsyncDisposable
{
    private readonly LocalNode _node;

    private ChaosChain(LocalNode node)
    {
        _node = node;
        Client = EthereumClient.Connect(new HttpRpcOptions { Endpoint = node.Endpoint, Timeout = TimeSpan.FromMinutes(1) });
        Controls = new LocalControls(Client);
    }

    /// <summary>Where the node answers.</summary>
    public Uri Endpoint => _node.Endpoint;

    /// <summary>A client without a proxy.</summary>
    public EthereumClient Client { get; }

    /// <summary>Blocks, reorganisations, evictions.</summary>
    public LocalControls Controls { get; }

    /// <summary>Starts a chain of its own.</summary>
    public static async Task<ChaosChain> StartAsync(string anvil, CancellationToken cancellationToken)
    {
        var options = new LocalNodeOptions { Program = anvil, Mining = LocalMining.OnDemand, KeptStates = 10_000 };
        return new ChaosChain((await LocalNode.StartAsync(options, cancellationToken)).Value);
    }

    /// <summary>The transactions of an account in the blocks from a height on, oldest first: block and hash, with the signed bytes.</summary>
    public async Task<IReadOnlyList<ChainTransaction>> TransactionsAsync(Address sender, ulong from, CancellationToken cancellationToken)
    {
        ulong head = await Client.GetBlockNumberAsync(cancellationToken);
        string account = sender.ToLowerHex();
        var found = new List<ChainTransaction>();
        RpcRequest[] blocks = [.. Enumerable.Range(0, checked((int)(head - from) + 1)).Select(i => RpcRequest.Of("eth_getBlockByNumber", writer =>
        {
            writer.WriteStringValue((from + (UInt256)i).ToHexQuantity());
            writer.WriteBooleanValue(true);
        }))];
        foreach (RpcAnswer answer in await Client.RequestManyAsync(blocks, cancellationToken))
        {
            foreach (JsonElement transaction in answer.Result.GetProperty("transactions").EnumerateArray())
            {
                if (transaction.GetProperty("from").GetString() == account)
                {
                    found.Add(new ChainTransaction(
                        Hash32.Parse(transaction.GetProperty("hash").GetString()!),
                        Convert.ToUInt64(transaction.GetProperty("blockNumber").GetString(), 16),
                        Convert.ToUInt64(transaction.GetProperty("nonce").GetString(), 16)));
                }
            }
        }

        return found;
    }

    /// <summary>The account's transactions that wait.</summary>
    public async Task<IReadOnlyList<Hash32>> WaitingAsync(Address sender, CancellationToken cancellationToken)
    {
        JsonElement pool = await Client.RequestAsync(RpcRequest.Of("txpool_content"), cancellationToken);
        return
        [
            .. from part in pool.EnumerateObject()
               from account in part.Value.EnumerateObject()
               where account.Name.Equals(sender.ToLowerHex(), StringComparison.OrdinalIgnoreCase)
               from transaction in account.Value.EnumerateObject()
               select Hash32.Parse(transaction.Value.GetProperty("hash").GetString()!),
        ];
    }

    /// <summary>Replaces the last blocks; the transactions are in the new ones, each in the block of that place.</summary>
    public async Task ReorgAsync(int depth, IReadOnlyList<(byte[] Raw, int Block)> again, CancellationToken cancellationToken) =>
        await Client.RequestAsync(RpcRequest.Of("anvil_reorg", writer =>
        {
            writer.WriteNumberValue(depth);
            writer.WriteStartArray();
            foreach ((byte[] raw, int block) in again)
            {
                writer.WriteStartArray();
                writer.WriteStringValue(Hex.Encode(raw));
                writer.WriteNumberValue(block);
                writer.WriteEndArray();
            }

            writer.WriteEndArray();
        }), cancellationToken);

    /// <summary>Sets what the next block asks for a unit of gas.</summary>
    public async Task SetBaseFeeAsync(UInt256 wei, CancellationToken cancellationToken) =>
        await Client.RequestAsync(RpcRequest.Of("anvil_setNextBlockBaseFeePerGas", writer => writer.WriteStringValue(wei.ToHexQuantity())), cancellationToken);

    /// <summary>The signed bytes of a transaction that the node knows.</summary>
    public async Task<byte[]?> RawAsync(Hash32 hash, CancellationToken cancellationToken)
    {
        JsonElement raw = await Client.RequestAsync(RpcRequest.Of("eth_getRawTransactionByHash", writer => writer.WriteStringValue(hash.ToString())), cancellationToken);
        return raw.GetString() is { Length: > 2 } text ? Hex.Decode(text) : null;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _node.DisposeAsync();
    }
}

/// <summary>A transaction in a block.</summary>
internal sealed record ChainTransaction(Hash32 Hash, ulong Block, ulong Nonce);
