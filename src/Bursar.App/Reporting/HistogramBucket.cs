using Bursar.Evm.Primitives;

namespace Bursar.App.Reporting;

/// <summary>One bar of a histogram.</summary>
/// <param name="From">Smallest amount in it, in base units.</param>
/// <param name="To">First amount beyond it, in base units; the last bucket also holds this amount.</param>
/// <param name="Count">Rows in it.</param>
public readonly record struct HistogramBucket(UInt256 From, UInt256 To, long Count);
