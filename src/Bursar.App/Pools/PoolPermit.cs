using Bursar.Evm.Primitives;

namespace Bursar.App.Pools;

/// <summary>A signed permit (ERC-2612), in the parts that contracts take.</summary>
/// <param name="V">27 or 28.</param>
/// <param name="R">First half.</param>
/// <param name="S">Second half.</param>
public sealed record PoolPermit(byte V, Hash32 R, Hash32 S);
