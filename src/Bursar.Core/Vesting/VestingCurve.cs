using Bursar.Core.Faults;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Vesting;

/// <summary>How much of a grant has vested when: 1 to 256 points, as the contract VestingVault computes with them, to the unit.</summary>
public sealed class VestingCurve
{
    /// <summary>Most points of a curve.</summary>
    public const int MaxPoints = 256;

    private const int AmountBits = 120;
    private const int TimeShift = 128;

    private readonly VestingPoint[] _points;

    private VestingCurve(VestingPoint[] points) => _points = points;

    /// <summary>The points, times ascending, amounts never falling.</summary>
    public IReadOnlyList<VestingPoint> Points => _points;

    /// <summary>The whole, in base units.</summary>
    public UInt256 Total => _points[^1].Amount;

    /// <summary>From when all of it has vested.</summary>
    public DateTimeOffset End => _points[^1].Time;

    /// <summary>From when there is something to withdraw: the first point with an amount, or where the line to it begins.</summary>
    public DateTimeOffset Start
    {
        get
        {
            int first = Array.FindIndex(_points, p => !p.Amount.IsZero);
            return _points[_points[first].IsLine ? first - 1 : first].Time;
        }
    }

    /// <summary>A curve of points.</summary>
    /// <param name="points">In the order of time.</param>
    /// <param name="field">Where they stand, for faults.</param>
    /// <returns>The curve, or every point that is wrong: <c>vesting.bad-points</c>, <c>vesting.bad-point</c>.</returns>
    public static Result<VestingCurve> Create(IReadOnlyList<VestingPoint> points, string? field = null)
    {
        ArgumentNullException.ThrowIfNull(points);
        if (points.Count is 0 or > MaxPoints)
            return BadCount(points.Count, field);
        var faults = new List<Fault>();
        for (int i = 0; i < points.Count; i++)
        {
            if (WrongAt(points, i) is { } reason)
                faults.Add(new Fault("vesting.bad-point", $"point {i + 1} {reason}.", field, "Times ascend, amounts never fall, and the last amount is the whole."));
        }

        return faults.Count == 0 ? new VestingCurve([.. points]) : Result<VestingCurve>.Fail(faults);
    }

    /// <summary>Nothing before <paramref name="cliff"/>; from then on what has grown in a straight line since <paramref name="start"/>, and the rest until
    /// <paramref name="end"/>.</summary>
    /// <param name="start">Where the line begins.</param>
    /// <param name="cliff">Before when nothing can be withdrawn; <paramref name="start"/> for no cliff.</param>
    /// <param name="end">Where the line ends.</param>
    /// <param name="total">The whole, in base units.</param>
    /// <param name="initial">What is there at the start (at the cliff, when there is one) beside the line, in base units.</param>
    /// <param name="field">Where it stands, for faults.</param>
    /// <returns>The curve, or <c>vesting.bad-dates</c> and what <see cref="Create"/> finds.</returns>
    public static Result<VestingCurve> Linear(DateTimeOffset start, DateTimeOffset cliff, DateTimeOffset end, UInt256 total, UInt256 initial = default, string? field = null)
    {
        if (end <= start || cliff < start || cliff > end)
            return BadDates(start, cliff, end, field);
        if (!(total >> AmountBits).IsZero)
            return TooLarge(total, field);
        if (initial > total)
            return new Fault("vesting.bad-point", $"{initial} at the start is more than the whole, {total}.", field, "Lower the initial amount.");
        UInt256 atCliff = initial + Part(total - initial, Seconds(cliff) - Seconds(start), Seconds(end) - Seconds(start));
        return cliff == end
            ? Create([new VestingPoint(end, total, false)], field)
            : Create([new VestingPoint(cliff, atCliff, false), new VestingPoint(end, total, true)], field);
    }

    /// <summary>Equal parts, one at each of these times; each sum is rounded down, so that the last part is what rounding left.</summary>
    /// <param name="times">When the parts vest, ascending, 1 to 256.</param>
    /// <param name="total">The whole, in base units.</param>
    /// <param name="field">Where it stands, for faults.</param>
    /// <returns>The curve, or what <see cref="Create"/> finds.</returns>
    public static Result<VestingCurve> Equal(IReadOnlyList<DateTimeOffset> times, UInt256 total, string? field = null)
    {
        ArgumentNullException.ThrowIfNull(times);
        return (total >> AmountBits).IsZero
            ? Create([.. times.Select((time, i) => new VestingPoint(time, Part(total, (ulong)i + 1, (ulong)times.Count), false))], field)
            : TooLarge(total, field);
    }

    /// <summary>What has vested by <paramref name="time"/> in all, rounded down, in base units.</summary>
    public UInt256 VestedAt(DateTimeOffset time)
    {
        UInt256 amount = UInt256.Zero;
        DateTimeOffset begun = default;
        foreach (VestingPoint point in _points)
        {
            if (time < point.Time)
                return point.IsLine ? amount + Part(point.Amount - amount, Seconds(time) - Seconds(begun), Seconds(point.Time) - Seconds(begun)) : amount;
            (amount, begun) = (point.Amount, point.Time);
        }

        return amount;
    }

    /// <summary>The words that the contract takes: bit 255 line, bits 128–191 time, bits 0–119 amount.</summary>
    public IReadOnlyList<UInt256> ToWords() => [.. _points.Select(p => (p.IsLine ? UInt256.One << 255 : UInt256.Zero) + ((UInt256)Seconds(p.Time) << TimeShift) + p.Amount)];

    /// <summary>Reads what <see cref="ToWords"/> gives.</summary>
    /// <returns>The curve, or what <see cref="Create"/> finds; <c>vesting.bad-point</c> for a word with bits that mean nothing.</returns>
    public static Result<VestingCurve> FromWords(IReadOnlyList<UInt256> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        var points = new List<VestingPoint>(words.Count);
        foreach (UInt256 word in words)
        {
            bool line = !(word >> 255).IsZero;
            UInt256 time = (word >> TimeShift) % (UInt256.One << 64);
            UInt256 amount = word % (UInt256.One << AmountBits);
            if (word != ((line ? UInt256.One << 255 : UInt256.Zero) + (time << TimeShift) + amount) || time > (UInt256)(ulong)DateTimeOffset.MaxValue.ToUnixTimeSeconds())
                return new Fault("vesting.bad-point", $"{word} is no point of a curve.", null, "Take the words as the contract announced them.");
            points.Add(new VestingPoint(DateTimeOffset.FromUnixTimeSeconds((long)(ulong)time), amount, line));
        }

        return Create(points);
    }

    internal static Fault BadDates(DateTimeOffset start, DateTimeOffset cliff, DateTimeOffset end, string? field) => new(
        "vesting.bad-dates", $"from {start:u} to {end:u} with a cliff at {cliff:u} is no time that passes.", field, "The start comes first, then the cliff, then the end.");

    internal static Fault BadCount(int points, string? field) =>
        new("vesting.bad-points", $"a curve has 1 to {MaxPoints} points, not {points}.", field, "Leave out points that lie on a line between others.");

    private static Fault TooLarge(UInt256 total, string? field) =>
        new("vesting.bad-point", $"{total} is more than 2^{AmountBits} − 1 base units.", field, "Divide it into several schedules.");

    private static string? WrongAt(IReadOnlyList<VestingPoint> points, int index)
    {
        VestingPoint point = points[index];
        if (point.Time.ToUnixTimeSeconds() < 0 || point.Time.Ticks % TimeSpan.TicksPerSecond != 0)
            return "is at no whole second since 1970";
        if (!(point.Amount >> AmountBits).IsZero)
            return $"has more than 2^{AmountBits} − 1 base units";
        if (index == 0 && point.IsLine)
            return "is the end of a line that begins nowhere";
        if (index > 0 && point.Time <= points[index - 1].Time)
            return "is not later than the one before";
        if (index > 0 && point.Amount < points[index - 1].Amount)
            return "has less than the one before";
        return index == points.Count - 1 && point.Amount.IsZero ? "is the last and has nothing" : null;
    }

    private static ulong Seconds(DateTimeOffset time) => (ulong)time.ToUnixTimeSeconds();

    /// <summary>amount · part / whole, rounded down. 120 bits times 64: no product overflows.</summary>
    private static UInt256 Part(UInt256 amount, ulong part, ulong whole) => amount * (UInt256)part / (UInt256)whole;
}
