namespace Bursar.Bench;

/// <summary>One measured figure beside what it is held against.</summary>
/// <param name="Name">Name for <c>--only</c>.</param>
/// <param name="What">What was measured, in words.</param>
/// <param name="Ours">What Bursar made of it, in <paramref name="Unit"/>.</param>
/// <param name="Peer">What the other side made of it, in the same unit; null when there is none.</param>
/// <param name="PeerName">Who that is.</param>
/// <param name="Unit">Unit of both.</param>
/// <param name="Limit">The limit in words.</param>
/// <param name="Ratio">The number that the limit speaks of.</param>
/// <param name="IsMet">True when it holds.</param>
internal sealed record Figure(string Name, string What, double Ours, double? Peer, string? PeerName, string Unit, string Limit, double Ratio, bool IsMet);
