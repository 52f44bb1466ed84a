using Bursar.Evm.Rpc.Nodes;

namespace Bursar.Evm.Rpc.Watching;

/// <summary>Asks again while a node cannot be reached, until it was out of reach for too long.</summary>
internal sealed class Patience(WatchOptions options)
{
    private const int MaxDoublings = 16;
    private long? _since;
    private int _failures;

    /// <summary>True for a failure that a later attempt may not have.</summary>
    public static bool MayPass(Exception failure) => failure is TransportException { Retryable: true } or RpcException { Kind: NodeErrorKind.LimitExceeded };

    /// <summary>Does it, again and again when need be.</summary>
    public async Task<T> DoAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                T result = await work(cancellationToken);
                _since = null;
                _failures = 0;
                return result;
            }
            catch (Exception e) when (MayPass(e) && !IsOver())
            {
                await RestAsync(cancellationToken);
            }
        }
    }

    private bool IsOver()
    {
        long now = options.Time.GetTimestamp();
        _since ??= now;
        return options.Time.GetElapsedTime(_since.Value, now) > options.GiveUpAfter;
    }

    private Task RestAsync(CancellationToken cancellationToken)
    {
        _failures = Math.Min(_failures + 1, MaxDoublings);
        TimeSpan delay = (options.Retry with { Attempts = int.MaxValue }).Delay(_failures, null, Random.Shared.NextDouble())!.Value;
        return Task.Delay(delay, options.Time, cancellationToken);
    }
}
