using System.Text.Json;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc.Json;
using Bursar.Evm.Rpc.Nodes;
using Bursar.Evm.Rpc.Transport;

namespace Bursar.Evm.Rpc;

/// <summary>Typed access to one Ethereum node (execution API). Thread-safe.</summary>
/// <remarks>
/// Failures: <see cref="TransportException"/> when no answer came, <see cref="RpcException"/> when the node stated an error or answered with
/// something else, <see cref="RevertException"/> when a contract refused. The client does not promise that two reads see the same block: name
/// the block by hash for that.
/// </remarks>
public sealed partial class EthereumClient : IDisposable
{
    private readonly IRpcTransport _transport;
    private readonly EthereumClientOptions _options;

    /// <summary>A client over <paramref name="transport"/>, which it owns.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is below 1.</exception>
    public EthereumClient(IRpcTransport transport, EthereumClientOptions? options = null)
    {
        _transport = transport;
        _options = options ?? new EthereumClientOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.BatchSize, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.BatchBytes, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.Parallelism, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.LogRange, 1UL, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.MaxLogs, 1, nameof(options));
    }

    /// <summary>Scheme and host of the node.</summary>
    public string Endpoint => _transport.Endpoint;

    /// <summary>A client over HTTP or a WebSocket, as the address says, with the usual limits and retries.</summary>
    /// <exception cref="ArgumentException">The address is no http, https, ws or wss address.</exception>
    public static EthereumClient Connect(Uri endpoint, EthereumClientOptions? options = null) => Connect(RpcEndpoint.Of(endpoint), options);

    /// <summary>A client over whatever the endpoint is, with the usual limits and retries.</summary>
    public static EthereumClient Connect(RpcEndpoint endpoint, EthereumClientOptions? options = null) => new(endpoint.Open(), options);

    /// <summary>A client over HTTP.</summary>
    public static EthereumClient Connect(HttpRpcOptions transport, EthereumClientOptions? options = null) =>
        new(new HttpRpcTransport(transport), options);

    /// <summary>Closes the transport.</summary>
    public void Dispose() => _transport.Dispose();

    /// <summary>Scheme and host of the node.</summary>
    public override string ToString() => Endpoint;

    /// <summary>Calls any method and gives its result as JSON.</summary>
    /// <exception cref="RpcException">The node stated an error.</exception>
    public async Task<JsonElement> RequestAsync(RpcRequest request, CancellationToken cancellationToken = default)
    {
        RpcAnswer answer = await AskAsync(request, cancellationToken);
        return answer.Result;
    }

    /// <summary>Chain id of the node's chain.</summary>
    public async Task<ChainId> GetChainIdAsync(CancellationToken cancellationToken = default) =>
        new((await ReadAsync(RpcRequest.Of("eth_chainId"), cancellationToken)).Number());

    /// <summary>Name and version of the node's software, in its own words.</summary>
    public async Task<string> GetClientVersionAsync(CancellationToken cancellationToken = default)
    {
        JsonElement result = await RequestAsync(RpcRequest.Of("web3_clientVersion"), cancellationToken);
        return result.ValueKind == JsonValueKind.String
            ? NodeText.Clean(result.GetString()!)
            : throw new RpcException("web3_clientVersion", "result", "is not a text");
    }

    /// <summary>Height of the latest block.</summary>
    public async Task<ulong> GetBlockNumberAsync(CancellationToken cancellationToken = default) =>
        (await ReadAsync(RpcRequest.Of("eth_blockNumber"), cancellationToken)).Number();

    /// <summary>The block's header, or null when the node does not have such a block (yet, any more, or at all).</summary>
    public async Task<BlockHeader?> GetBlockAsync(BlockTag block, CancellationToken cancellationToken = default) =>
        ReadBlock(block, await AnswerAsync(BlockRequest(block), cancellationToken));

    /// <summary>Which transactions a block holds; null when the node does not have such a block.</summary>
    public async Task<BlockContents?> GetBlockContentsAsync(ulong number, CancellationToken cancellationToken = default)
    {
        var tag = BlockTag.At(number);
        RpcAnswer answer = await AnswerAsync(BlockRequest(tag), cancellationToken);
        return ReadBlock(tag, answer) is { } header
            ? new BlockContents(header.Number, header.Hash, AnswerNode.Result("eth_getBlockByNumber", answer).Member("transactions").Items(t => t.Hash()))
            : null;
    }

    /// <summary>Code of the account; empty when it has none.</summary>
    /// <remarks>Code does not make a contract: an account with an EIP-7702 delegation has 23 bytes of it.</remarks>
    public async Task<byte[]> GetCodeAsync(Address address, BlockTag block = default, CancellationToken cancellationToken = default) =>
        (await ReadAsync(AccountRequest("eth_getCode", address, block), cancellationToken)).Bytes();

    /// <summary>Balance in wei.</summary>
    public async Task<UInt256> GetBalanceAsync(Address address, BlockTag block = default, CancellationToken cancellationToken = default) =>
        (await ReadAsync(AccountRequest("eth_getBalance", address, block), cancellationToken)).Quantity();

    /// <summary>Number of transactions that the account has sent: the nonce of its next one.</summary>
    public async Task<ulong> GetTransactionCountAsync(Address address, BlockTag block = default, CancellationToken cancellationToken = default) =>
        (await ReadAsync(AccountRequest("eth_getTransactionCount", address, block), cancellationToken)).Number();

    /// <summary>One word of a contract's storage.</summary>
    public async Task<Hash32> GetStorageAsync(Address address, UInt256 slot, BlockTag block = default, CancellationToken cancellationToken = default)
    {
        AnswerNode result = await ReadAsync(
            RpcRequest.Of("eth_getStorageAt", writer =>
            {
                writer.WriteStringValue(address.ToLowerHex());
                RequestParameters.Quantity(writer, slot);
                block.Write(writer);
            }),
            cancellationToken);
        return new Hash32(result.Quantity().ToBigEndian());
    }

    internal async Task<RpcAnswer> AnswerAsync(RpcRequest request, CancellationToken cancellationToken) =>
        (await _transport.SendAsync([request], cancellationToken))[0];

    private static RpcRequest AccountRequest(string method, Address address, BlockTag block) => RpcRequest.Of(method, writer =>
    {
        writer.WriteStringValue(address.ToLowerHex());
        block.Write(writer);
    });

    internal static RpcRequest BlockRequest(BlockTag block) =>
        RpcRequest.Of(block.Hash is null ? "eth_getBlockByNumber" : "eth_getBlockByHash", writer =>
        {
            if (block.Hash is { } hash)
                writer.WriteStringValue(hash.ToString());
            else
                block.Write(writer);
            writer.WriteBooleanValue(false);
        });

    internal static BlockHeader? ReadBlock(BlockTag block, RpcAnswer answer)
    {
        string method = block.Hash is null ? "eth_getBlockByNumber" : "eth_getBlockByHash";
        if (!answer.IsOk)
            return answer.Error.Kind == NodeErrorKind.NotFound ? null : throw new RpcException(method, answer.Error);
        AnswerNode node = AnswerNode.Result(method, answer);
        if (node.IsNull)
            return null;
        BlockHeader header = AnswerShapes.Header(node);
        if (block.Number is { } number && header.Number != number)
            throw node.Member("number").Wrong($"is {header.Number} where block {number} was asked for");
        if (block.Hash is { } hash && header.Hash != hash)
            throw node.Member("hash").Wrong("is not the hash that was asked for");
        return header;
    }

    private async Task<RpcAnswer> AskAsync(RpcRequest request, CancellationToken cancellationToken)
    {
        RpcAnswer answer = await AnswerAsync(request, cancellationToken);
        return answer.IsOk ? answer : throw new RpcException(request.Method, answer.Error);
    }

    private async Task<AnswerNode> ReadAsync(RpcRequest request, CancellationToken cancellationToken) =>
        AnswerNode.Result(request.Method, await AskAsync(request, cancellationToken));
}
