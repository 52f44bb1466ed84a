using Bursar.Evm.Primitives;

namespace Bursar.Core.Fairness;

/// <summary>Recipients whose amounts have the same order of magnitude.</summary>
/// <param name="PowerOfTen">The bucket holds amounts from 10^this up to below 10^(this + 1), in base units; −1 is the bucket of amount 0.</param>
/// <param name="Recipients">How many.</param>
/// <param name="Total">What they hold together, in base units.</param>
public readonly record struct AmountBucket(int PowerOfTen, int Recipients, UInt256 Total);
