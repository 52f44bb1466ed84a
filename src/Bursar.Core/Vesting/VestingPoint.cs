using Bursar.Evm.Primitives;

namespace Bursar.Core.Vesting;

/// <summary>A point of a vesting curve: by <paramref name="Time"/>, <paramref name="Amount"/> has vested in all.</summary>
/// <param name="Time">In whole seconds of UTC.</param>
/// <param name="Amount">In base units, below 2^120.</param>
/// <param name="IsLine">Whether the amount grows in a straight line from the point before; otherwise it is there at once.</param>
public readonly record struct VestingPoint(DateTimeOffset Time, UInt256 Amount, bool IsLine);
