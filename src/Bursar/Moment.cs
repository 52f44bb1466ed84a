namespace Bursar;

/// <summary>A point in time, or a duration from the moment at which a plan is made: <c>90.Days()</c>.</summary>
/// <remarks>Contracts count whole seconds of UTC; fractions are rounded up.</remarks>
public readonly record struct Moment
{
    private readonly DateTimeOffset _at;
    private readonly TimeSpan? _after;

    private Moment(DateTimeOffset at, TimeSpan? after)
    {
        _at = at;
        _after = after;
    }

    /// <summary>True for a duration, which means another point in time whenever a plan is made.</summary>
    public bool IsRelative => _after is not null;

    /// <summary>This very point in time.</summary>
    public static implicit operator Moment(DateTimeOffset at) => new(at, null);

    /// <summary>So long after the plan is made.</summary>
    public static implicit operator Moment(TimeSpan after) => new(default, after);

    /// <summary>The point in time when the plan is made at <paramref name="now"/>, in whole seconds of UTC.</summary>
    public DateTimeOffset From(DateTimeOffset now)
    {
        DateTimeOffset exact = (_after is { } after ? now + after : _at).ToUniversalTime();
        long rest = exact.Ticks % TimeSpan.TicksPerSecond;
        return rest == 0 ? exact : exact.AddTicks(TimeSpan.TicksPerSecond - rest);
    }

    /// <summary>The time, or the duration.</summary>
    public override string ToString() => _after?.ToString() ?? $"{_at.ToUniversalTime():yyyy-MM-dd HH:mm:ss} UTC";
}
