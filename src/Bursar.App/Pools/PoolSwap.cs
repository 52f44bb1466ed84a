using Bursar.Evm.Primitives;

namespace Bursar.App.Pools;

/// <summary>A swap of a known amount.</summary>
/// <param name="Path">From the token that is given to the one that is wanted; the native coin is the zero address.</param>
/// <param name="AmountIn">What is given, in base units.</param>
/// <param name="LeastOut">What has to arrive at least.</param>
/// <param name="To">Where it arrives.</param>
/// <param name="Deadline">Last second in which it may happen.</param>
/// <param name="Key">Names it among the swaps of the account.</param>
public sealed record PoolSwap(IReadOnlyList<Address> Path, UInt256 AmountIn, UInt256 LeastOut, Address To, ulong Deadline, Hash32 Key);
