using Bursar.Evm.Primitives;

namespace Bursar.Evm.Rpc.Transport.Failover;

/// <summary>What an endpoint said of itself in a comparison.</summary>
/// <param name="Endpoint">Scheme and host.</param>
/// <param name="ChainId">Its chain; null when it did not say.</param>
/// <param name="Head">Height of its head; null when it did not say.</param>
/// <param name="Problem">Why it did not say.</param>
internal sealed record EndpointFacts(string Endpoint, ChainId? ChainId, ulong? Head, string? Problem);
