using System.Globalization;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Fairness;

/// <summary>An exact part of a whole.</summary>
/// <param name="Part">The part, in base units.</param>
/// <param name="Whole">The whole, in base units; 0 makes the share 0.</param>
public readonly record struct Share(UInt256 Part, UInt256 Whole)
{
    /// <summary>The share in parts of 10^12, rounded down: the same number on every machine.</summary>
    public long Trillionths => Whole.IsZero ? 0 : Exact.Ratio(Exact.Of(Part), Exact.Of(Whole));

    /// <summary>The share from 0 to 1, for display only.</summary>
    public double ToDouble() => Trillionths / (double)Exact.Trillion;

    /// <summary>Percent with two digits, rounded to nearest.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Trillionths / 10_000_000_000m:0.00} %");
}
