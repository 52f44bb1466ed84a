using Bursar.Evm.Primitives;

namespace Bursar.Evm.Rpc.Transport.Failover;

/// <summary>An endpoint of several, as the last comparison found it.</summary>
public sealed record EndpointState
{
    /// <summary>Scheme and host.</summary>
    public required string Endpoint { get; init; }

    /// <summary>Whether it is used.</summary>
    public required EndpointHealth Health { get; init; }

    /// <summary>Its chain; null when it did not say.</summary>
    public ChainId? ChainId { get; init; }

    /// <summary>Height of its head; null when it did not say.</summary>
    public ulong? Head { get; init; }

    /// <summary>What speaks against it; null when nothing does.</summary>
    public string? Problem { get; init; }

    /// <summary>The endpoint and what is known of it.</summary>
    public override string ToString() => Problem is null ? $"{Endpoint}: usable, head {Head}" : $"{Endpoint}: {Problem}";
}
