using System.Text.Json;

namespace Bursar.Evm.Rpc.Transport.Duplex;

/// <summary>Requests that were sent together and wait for their answers.</summary>
/// <param name="requests">The requests.</param>
/// <param name="firstId">Id of the first; the others count up.</param>
/// <param name="buffer">How the notifications wait when the request is a subscription; null when it is none.</param>
internal sealed class PendingExchange(RpcRequest[] requests, long firstId, SubscriptionBuffer? buffer)
{
    private readonly TaskCompletionSource<RpcAnswer[]> _answers = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public long FirstId => firstId;

    public int Count => requests.Length;

    public SubscriptionBuffer? Buffer => buffer;

    /// <summary>The subscription that the answer made.</summary>
    public RpcSubscription? Subscription { get; set; }

    public Task<RpcAnswer[]> Answers => _answers.Task;

    public RpcAnswer[]? Read(JsonElement root, Secrets secrets)
    {
        try
        {
            return Exchange.Read(root, requests, firstId, secrets);
        }
        catch (RpcException e)
        {
            _answers.TrySetException(e);
            return null;
        }
    }

    public void Complete(RpcAnswer[] answers) => _answers.TrySetResult(answers);

    public void Fail(Exception problem) => _answers.TrySetException(problem);
}
