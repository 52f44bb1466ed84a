using Bursar.Evm.Primitives;

namespace Bursar.App.Pools;

/// <summary>A call to a venue.</summary>
/// <param name="To">The contract.</param>
/// <param name="Data">Calldata.</param>
/// <param name="Value">Native coin sent along, in wei.</param>
public sealed record PoolCall(Address To, byte[] Data, UInt256 Value);
