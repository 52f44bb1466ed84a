namespace Bursar.Evm.Rpc.Nodes;

/// <summary>A wording that nodes use.</summary>
/// <param name="Words">What occurs in the message, in any case.</param>
/// <param name="Kind">What it means.</param>
/// <param name="Nodes">Whose words they are.</param>
public readonly record struct NodeErrorRow(string Words, NodeErrorKind Kind, string Nodes);
