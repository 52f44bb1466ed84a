using Bursar.Core.Faults;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Vesting;

/// <summary>When an amount vests, before it is known which: what people agree on. With an amount it is a <see cref="VestingCurve"/>.</summary>
/// <remarks>Exactly one of three: a line with an optional cliff (<see cref="Line"/>), equal steps (<see cref="EqualSteps"/>), or fixed points.</remarks>
public sealed record VestingTerms
{
    private VestingTerms()
    {
    }

    /// <summary>Where a line begins; null for other terms.</summary>
    public DateTimeOffset? Start { get; private init; }

    /// <summary>Before when nothing can be withdrawn; null for other terms than a line.</summary>
    public DateTimeOffset? Cliff { get; private init; }

    /// <summary>Where a line ends; null for other terms.</summary>
    public DateTimeOffset? End { get; private init; }

    /// <summary>When each of several equal parts vests; null for other terms.</summary>
    public IReadOnlyList<DateTimeOffset>? Steps { get; private init; }

    /// <summary>The points themselves, which fix the amount too; null for other terms.</summary>
    public VestingCurve? Points { get; private init; }

    /// <summary>A line from <paramref name="start"/> to <paramref name="end"/>, of which nothing can be withdrawn before <paramref name="cliff"/>.</summary>
    /// <returns>The terms, or <c>vesting.bad-dates</c>.</returns>
    public static Result<VestingTerms> Line(DateTimeOffset start, DateTimeOffset cliff, DateTimeOffset end, string? field = null) =>
        end <= start || cliff < start || cliff > end
            ? VestingCurve.BadDates(start, cliff, end, field)
            : new VestingTerms { Start = start, Cliff = cliff, End = end };

    /// <summary>Equal parts, one at each of these times.</summary>
    /// <returns>The terms, or <c>vesting.bad-points</c>.</returns>
    public static Result<VestingTerms> EqualSteps(IReadOnlyList<DateTimeOffset> times, string? field = null)
    {
        ArgumentNullException.ThrowIfNull(times);
        if (times.Count is 0 or > VestingCurve.MaxPoints)
            return VestingCurve.BadCount(times.Count, field);
        for (int i = 1; i < times.Count; i++)
        {
            if (times[i] <= times[i - 1])
                return new Fault("vesting.bad-dates", $"step {i + 1} is not later than the one before.", field, "Let some time pass between two steps.");
        }

        return new VestingTerms { Steps = [.. times] };
    }

    /// <summary>A curve whose amounts are known.</summary>
    public static VestingTerms Of(VestingCurve curve)
    {
        ArgumentNullException.ThrowIfNull(curve);
        return new VestingTerms { Points = curve };
    }

    /// <summary>The curve on which <paramref name="total"/> vests.</summary>
    /// <param name="total">The whole, in base units.</param>
    /// <param name="field">Where the amount stands, for faults.</param>
    /// <returns>The curve; <c>vesting.bad-point</c> when the amount is too large or zero; <c>vesting.other-total</c> when fixed points add up to another one.</returns>
    public Result<VestingCurve> CurveOf(UInt256 total, string? field = null)
    {
        if (Points is { } curve)
        {
            return curve.Total == total
                ? curve
                : new Fault("vesting.other-total", $"the curve comes to {curve.Total} base units, the amount is {total}.", field, "Let the steps, or the last point, come to the amount exactly.");
        }

        return Steps is { } times
            ? VestingCurve.Equal(times, total, field)
            : VestingCurve.Linear(Start!.Value, Cliff!.Value, End!.Value, total, field: field);
    }
}
