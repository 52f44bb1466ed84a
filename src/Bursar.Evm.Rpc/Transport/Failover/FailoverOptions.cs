using Bursar.Evm.Primitives;

namespace Bursar.Evm.Rpc.Transport.Failover;

/// <summary>When an endpoint of several is used, and when it is set aside.</summary>
public sealed record FailoverOptions
{
    /// <summary>The chain that is wanted: an endpoint of another one is never used. Null takes the one that all endpoints agree on, and fails when they do not.</summary>
    public ChainId? ChainId { get; init; }

    /// <summary>Most blocks that an endpoint may be behind the others.</summary>
    public ulong MaxLag { get; init; } = 5;

    /// <summary>Most blocks that an endpoint may be ahead of the second highest, when there are three or more: beyond that it is it that is wrong.</summary>
    public ulong MaxLead { get; init; } = 50;

    /// <summary>How often the endpoints are compared.</summary>
    public TimeSpan CheckInterval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Longest wait for one endpoint when they are compared.</summary>
    public TimeSpan CheckTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Failures in a row after which an endpoint is left alone for a while.</summary>
    public int FailuresToRest { get; init; } = 2;

    /// <summary>How long it is left alone at first; the time doubles with each further failure.</summary>
    public TimeSpan Rest { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Longest time that it is left alone.</summary>
    public TimeSpan LongestRest { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Clock for waits and time limits.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
