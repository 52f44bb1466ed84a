namespace Bursar.App.Lab;

/// <summary>A node of a laboratory's network.</summary>
/// <param name="Title">What it is, for people.</param>
/// <param name="Rpc">Its JSON-RPC endpoint.</param>
/// <param name="Control">Where it takes orders of the laboratory; null when that is the endpoint itself.</param>
/// <param name="Peer">Its name among its peers, and where they reach it; null when it has none.</param>
public sealed record LabNode(string Title, Uri Rpc, Uri? Control = null, LabPeer? Peer = null);
