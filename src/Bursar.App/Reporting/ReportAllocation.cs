using Bursar.Evm.Primitives;

namespace Bursar.App.Reporting;

/// <summary>One row of a genesis allocation.</summary>
/// <param name="Label">What it is for, for example <c>Community treasury</c>.</param>
/// <param name="Address">Who got it.</param>
/// <param name="Amount">Base units.</param>
public sealed record ReportAllocation(string Label, Address Address, UInt256 Amount);
