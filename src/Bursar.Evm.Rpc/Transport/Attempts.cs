using Bursar.Evm.Rpc.Nodes;

namespace Bursar.Evm.Rpc.Transport;

/// <summary>Tries requests again as a policy says: the same rule for every transport.</summary>
/// <remarks>
/// A request that is not idempotent is tried again only when the node cannot have seen it; one that a limit turned away always may be, since the
/// node did nothing.
/// </remarks>
internal static class Attempts
{
    public static async Task<IReadOnlyList<RpcAnswer>> RunAsync(
        IReadOnlyList<RpcRequest> requests, RpcOptions options, Func<RpcRequest[], CancellationToken, Task<RpcAnswer[]>> attempt, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfZero(requests.Count, nameof(requests));
        var answers = new RpcAnswer[requests.Count];
        int[] open = [.. Enumerable.Range(0, requests.Count)];
        bool idempotent = requests.All(request => request.Idempotent);
        for (int number = 1; ; number++)
        {
            TimeSpan? delay;
            try
            {
                RpcAnswer[] part = await attempt(Array.ConvertAll(open, i => requests[i]), cancellationToken);
                for (int i = 0; i < open.Length; i++)
                    answers[open[i]] = part[i];
                open = Array.FindAll(open, i => answers[i].Error?.Kind == NodeErrorKind.LimitExceeded);
                delay = Delay(null);
                if (open.Length == 0 || delay is null)
                    return answers;
            }
            catch (TransportException e) when (e.Retryable && (idempotent || e.NotProcessed) && Delay(e.RetryAfter) is not null)
            {
                delay = Delay(e.RetryAfter);
            }
            catch (RpcException e) when (e.Kind == NodeErrorKind.LimitExceeded && Delay(null) is not null)
            {
                delay = Delay(null);
            }

            await Task.Delay(delay!.Value, options.Time, cancellationToken);

            TimeSpan? Delay(TimeSpan? retryAfter) => options.Retry.Delay(number, retryAfter, Random.Shared.NextDouble());
        }
    }
}
