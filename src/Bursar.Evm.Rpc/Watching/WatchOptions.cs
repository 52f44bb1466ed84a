using Bursar.Evm.Rpc.Transport;

namespace Bursar.Evm.Rpc.Watching;

/// <summary>How a chain is watched.</summary>
public sealed record WatchOptions
{
    /// <summary>First block to tell about; null begins with the chain's head for blocks, and behind it for logs.</summary>
    public ulong? FromBlock { get; init; }

    /// <summary>Time between two looks where the node cannot speak unasked (HTTP).</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Longest trust in a subscription that says nothing: after that the node is asked. Hosted nodes are known to let subscriptions die in silence.</summary>
    public TimeSpan SilenceLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Most blocks that a branch may have behind the point where it left the one told about; a longer one ends the watch with an exception.</summary>
    public int MaxReorgDepth { get; init; } = 256;

    /// <summary>Most hashes of waiting transactions that wait to be read; more end the watch with an exception.</summary>
    public int PendingBuffer { get; init; } = 100_000;

    /// <summary>Waits between attempts while the node cannot be reached; only the delays count here.</summary>
    public RetryPolicy Retry { get; init; } = new();

    /// <summary>How long the node may be out of reach before the watch ends with the exception.</summary>
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Clock for waits.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(PollInterval, TimeSpan.FromMilliseconds(1));
        ArgumentOutOfRangeException.ThrowIfLessThan(SilenceLimit, TimeSpan.FromMilliseconds(1));
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxReorgDepth, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(PendingBuffer, 1);
    }
}
