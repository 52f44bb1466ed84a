namespace Bursar.Evm.Rpc.Transport.Failover;

/// <summary>What one endpoint of several said.</summary>
/// <param name="Endpoint">Scheme and host.</param>
/// <param name="Answer">Its answer, shortened; or why there is none.</param>
public sealed record EndpointAnswer(string Endpoint, string Answer);
