using Bursar.Core.Faults;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Lists.Formats;

/// <summary>What the parts of a schedule must keep to together.</summary>
internal static class StreamRules
{
    /// <summary>What is wrong, and with which column.</summary>
    internal sealed record Problem(string Column, Fault Fault);

    /// <summary>Checks a schedule.</summary>
    /// <returns>Null when it is sound.</returns>
    internal static Problem? Check(StreamTerms stream, UInt256 amount) =>
        CheckTiming(stream) ?? CheckCliff(stream) ?? CheckAmounts(stream, amount);

    private static Problem? CheckTiming(StreamTerms stream)
    {
        if (stream.Months is not null)
        {
            string? other = stream.Duration is not null ? "duration" : stream.End is not null ? "end" : stream.CliffDuration is not null ? "cliffDuration"
                : stream.CliffEnd is not null ? "cliffEnd" : stream.CliffAmount is not null ? "cliffAmount" : stream.Steps is not null ? "steps" : stream.Unlock is not null ? "unlock" : null;
            if (other is not null)
                return Mixed(other, $"{other} does not go with months", "A monthly schedule has start, months and initial.");
            if (stream.Start is null)
                return new("start", new Fault("list.schedule", "A monthly schedule needs a start.", null, "Write it as in 2026-02-14 17:25Z."));
            return stream.FirstAtStart is null
                ? new("initial", new Fault("list.schedule", "It is not said when the first month's release is.", null, $"Write {StreamTime.AtStart} or {StreamTime.EndOfFirstMonth}."))
                : null;
        }

        if (stream.FirstAtStart is not null)
            return Mixed("initial", "initial goes with months only", "Name the number of months, or leave initial blank.");
        if (stream.Duration is null && stream.End is null)
            return new("duration", new Fault("list.schedule", "The row has no schedule: neither a duration, nor an end, nor months.", null, "Fill one of them in; a list without schedules has the columns address and amount only."));
        if (stream.Duration is not null && (stream.End is not null || stream.Start is not null))
            return Mixed(stream.End is not null ? "end" : "start", "a duration does not go with start or end", "Time the stream by duration or by range.");
        return stream is { Start: { } start, End: { } end } && end <= start
            ? new("end", new Fault("list.schedule", "The end is not after the start.", null, "Check the two times."))
            : null;
    }

    private static Problem? CheckCliff(StreamTerms stream)
    {
        if (stream.CliffDuration is { } cliff)
        {
            if (stream.Duration is not { } duration)
                return Mixed("cliffDuration", "cliffDuration goes with duration", "With start and end, write cliffEnd.");
            if (cliff.ApproximateHours >= duration.ApproximateHours)
                return new("cliffDuration", new Fault("list.schedule", $"The cliff of {cliff} is not shorter than the whole of {duration}.", null, "Check the two durations."));
        }

        if (stream.CliffEnd is { } cliffEnd)
        {
            if (stream is not { Start: { } start, End: { } end })
                return Mixed("cliffEnd", "cliffEnd goes with start and end", "With a duration, write cliffDuration.");
            if (cliffEnd <= start || cliffEnd >= end)
                return new("cliffEnd", new Fault("list.schedule", "The end of the cliff is not between start and end.", null, "Check the three times."));
        }

        bool hasCliff = stream.CliffDuration is not null || stream.CliffEnd is not null;
        if (stream.CliffAmount is not null && !hasCliff)
            return Mixed("cliffAmount", "cliffAmount goes with a cliff", "Say when the cliff ends.");
        if (stream.Steps is not null && (hasCliff || stream.Unlock is not null))
            return Mixed("steps", "steps do not go with a cliff or an unlock", "Release in steps, or with a cliff.");
        return stream.End is not null && stream.Start is null && (stream.Steps is not null || stream.Unlock is not null)
            ? new("start", new Fault("list.schedule", "A stream with steps or an unlock needs a start.", null, "Write it as in 2026-02-14 17:25Z."))
            : null;
    }

    private static Problem? CheckAmounts(StreamTerms stream, UInt256 amount)
    {
        if (stream.Unlock is { } unlock && unlock > amount)
            return new("unlock", new Fault("list.schedule", "More is released at the start than the whole amount.", null, "Check the two amounts."));
        return stream.CliffAmount is { } cliff && (!UInt256.TryAdd(cliff, stream.Unlock ?? UInt256.Zero, out UInt256 early) || early > amount)
            ? new("cliffAmount", new Fault("list.schedule", "More is released at the start and the cliff than the whole amount.", null, "Check the amounts."))
            : null;
    }

    private static Problem Mixed(string column, string what, string hint) => new(column, new Fault("list.schedule", $"The schedule contradicts itself: {what}.", null, hint));
}
