namespace Bursar.Evm.Rpc.Transport;

/// <summary>What every way to a node has in common: time limits, the size of answers, and when to try again.</summary>
public abstract record RpcOptions
{
    private protected RpcOptions()
    {
    }

    /// <summary>Longest time for one attempt.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest time to connect.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Most bytes of one answer, decompressed.</summary>
    public int MaxAnswerBytes { get; init; } = 64 << 20;

    /// <summary>When to try again.</summary>
    public RetryPolicy Retry { get; init; } = new();

    /// <summary>Clock for waits and time limits.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    internal void Check(string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Retry.Attempts, 1, name);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxAnswerBytes, 1, name);
    }
}
