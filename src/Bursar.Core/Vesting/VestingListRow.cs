using Bursar.Evm.Primitives;

namespace Bursar.Core.Vesting;

/// <summary>A row of a list that vests.</summary>
/// <param name="Account">Who withdraws it.</param>
/// <param name="Amount">How much, in base units.</param>
/// <param name="Curve">When.</param>
/// <param name="Row">The line of the file, from 1.</param>
public sealed record VestingListRow(Address Account, UInt256 Amount, VestingCurve Curve, int Row);
