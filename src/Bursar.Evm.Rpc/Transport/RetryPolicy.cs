namespace Bursar.Evm.Rpc.Transport;

/// <summary>How often and how patiently a request is tried again.</summary>
public sealed record RetryPolicy
{
    /// <summary>Never again.</summary>
    public static RetryPolicy None { get; } = new() { Attempts = 1 };

    /// <summary>Attempts in all, at least 1.</summary>
    public int Attempts { get; init; } = 5;

    /// <summary>Wait before the second attempt; it doubles from there.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Longest wait of the policy's own.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>Longest wait that a server may ask for; a longer one ends the attempts at once.</summary>
    public TimeSpan MaxRetryAfter { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Wait before the next attempt, or null when there is none.</summary>
    /// <param name="attempt">Attempts made so far, at least 1.</param>
    /// <param name="retryAfter">What the server asked for.</param>
    /// <param name="jitter">A random number from 0 to 1, so that many clients do not come back together.</param>
    public TimeSpan? Delay(int attempt, TimeSpan? retryAfter, double jitter)
    {
        if (attempt >= Attempts || retryAfter > MaxRetryAfter)
            return null;
        double own = Math.Min(MaxDelay.TotalMilliseconds, FirstDelay.TotalMilliseconds * Math.Pow(2, Math.Min(attempt - 1, 30)));
        var delay = TimeSpan.FromMilliseconds(own * (0.5 + (0.5 * jitter)));
        return retryAfter > delay ? retryAfter : delay;
    }
}
