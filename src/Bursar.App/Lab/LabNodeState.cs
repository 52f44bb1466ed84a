namespace Bursar.App.Lab;

/// <summary>Where a node of a laboratory stands.</summary>
/// <param name="Node">The node.</param>
/// <param name="Head">Height of its latest block.</param>
/// <param name="Safe">Height up to which it calls blocks safe; null when it calls none so.</param>
/// <param name="Final">Height up to which it calls blocks final; null when it calls none so.</param>
/// <param name="Peers">How many consensus peers it has; null when it has no consensus client.</param>
public sealed record LabNodeState(LabNode Node, ulong Head, ulong? Safe, ulong? Final, int? Peers);
