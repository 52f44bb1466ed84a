using Bursar.Evm.Rpc.Nodes;

namespace Bursar.Evm.Rpc;

/// <summary>An error that a node stated.</summary>
/// <param name="Code">JSON-RPC code.</param>
/// <param name="Message">The node's words, shortened and without control characters.</param>
/// <param name="Kind">What kind of error it is, whichever node worded it.</param>
/// <param name="RevertData">Revert data, wherever the node put it; null when it gave none.</param>
public sealed record RpcError(long Code, string Message, NodeErrorKind Kind, byte[]? RevertData = null);
