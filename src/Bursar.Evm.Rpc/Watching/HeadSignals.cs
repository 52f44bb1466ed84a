using System.Text.Json;
using Bursar.Evm.Rpc.Json;
using Bursar.Evm.Rpc.Transport;

namespace Bursar.Evm.Rpc.Watching;

/// <summary>Says when there may be a new head: by a subscription where the node can speak unasked, otherwise by asking now and then.</summary>
/// <remarks>
/// Only a signal, which may come late, twice or not at all: what is missing between two of them is found out by asking. That is why only the newest
/// notification has to be kept, and why a connection may break without a loss.
/// </remarks>
internal sealed class HeadSignals(EthereumClient client, IRpcTransport transport, WatchOptions options) : IAsyncDisposable
{
    private RpcSubscription? _subscription;
    private bool _refused;
    private bool _asked;

    /// <summary>The head, once there is reason to think that it is a new one.</summary>
    /// <exception cref="TransportException">The node cannot be reached.</exception>
    public async Task<BlockHeader> NextAsync(CancellationToken cancellationToken)
    {
        if (_refused || transport is not ISubscriptionTransport { CanSubscribe: true } speaking)
        {
            if (_asked)
                await Task.Delay(options.PollInterval, options.Time, cancellationToken);
            _asked = true;
            return await AskAsync(cancellationToken);
        }

        if (_subscription is null)
        {
            // Between the end of the last subscription and this one anything may have happened.
            await SubscribeAsync(speaking, cancellationToken);
            return await AskAsync(cancellationToken);
        }

        using var silence = new CancellationTokenSource(options.SilenceLimit, options.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, silence.Token);
        try
        {
            return Read(await _subscription.ReadAsync(both.Token));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return await AskAsync(cancellationToken);
        }
        catch (TransportException)
        {
            await DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends the subscription.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_subscription is { } subscription)
            await subscription.DisposeAsync();
        _subscription = null;
    }

    private static BlockHeader Read(JsonElement result) => AnswerShapes.Header(AnswerNode.Result("eth_subscription", RpcAnswer.Ok(result)));

    private async Task SubscribeAsync(ISubscriptionTransport speaking, CancellationToken cancellationToken)
    {
        try
        {
            _subscription = await speaking.SubscribeAsync(
                RpcRequest.Of("eth_subscribe", writer => writer.WriteStringValue("newHeads"u8)), new SubscriptionBuffer(1, NewestOnly: true), cancellationToken);
        }
        catch (RpcException e) when (!Patience.MayPass(e))
        {
            _refused = true;
        }
    }

    private async Task<BlockHeader> AskAsync(CancellationToken cancellationToken) =>
        await client.GetBlockAsync(BlockTag.Latest, cancellationToken)
            ?? throw new RpcException("eth_getBlockByNumber", "result", "is null where the latest block was asked for");
}
