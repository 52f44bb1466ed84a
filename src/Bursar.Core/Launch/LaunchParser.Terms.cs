using Bursar.Core.Faults;
using Bursar.Core.Launch.Yaml;
using Bursar.Core.Vesting;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Launch;

/// <summary>When something vests, as people write it.</summary>
internal sealed partial class LaunchParser
{
    private const string MonthWord = "month";
    private const string QuarterWord = "quarter";
    private const string YearWord = "year";

    private static readonly string[] StepKeys = ["at", "amount"];
    private static readonly string[] PointKeys = ["at", "total", "line"];
    private static readonly string[] EqualStepKeys = ["first", "every", "count"];

    /// <summary>The terms of a section: a line, steps or points; null when it says none, or after a fault.</summary>
    private VestingTerms? Terms(Section section, TokenSpec? token, DateTimeOffset? start, bool hasList)
    {
        string[] ways = [.. new[] { "duration", "end", "steps", "points" }.Where(section.Has)];
        if (ways.Length > 1)
        {
            section.Add(new Fault("launch.vesting-curve", $"{ways[0]} and {ways[1]} both say when it vests.", section.PathOf(ways[1]), "Keep one of them."), ways[1]);
            return null;
        }

        if (ways.Length == 0)
        {
            if (section.Has("cliff"))
                section.Add(new Fault("launch.vesting-curve", "There is a cliff, and nothing behind it.", section.PathOf("cliff"), "Add a duration or an end."), "cliff");
            else if (!hasList)
                context.Faults.Add(new Fault("launch.vesting-curve", $"{section.Path} does not say when it vests.", section.Path, "Write start and duration (and a cliff), steps, or points."), section.Position);
            return null;
        }

        bool isLine = ways[0] is "duration" or "end";
        foreach (string key in new[] { "start", "cliff" }.Where(k => !isLine && section.Has(k)))
        {
            section.Add(new Fault("launch.vesting-curve", $"{key} is of a line, and {ways[0]} say every date by themselves.", section.PathOf(key), $"Remove {key} or {ways[0]}."), key);
            return null;
        }

        return isLine ? LineTerms(section, start)
            : ways[0] == "points" ? PointTerms(section, token)
            : section.TryGet("steps", true, out YamlNode? node) && node is YamlMapping mapping ? EqualTerms(new Section(context, mapping, section.PathOf("steps"), EqualStepKeys), section)
            : StepTerms(section, token);
    }

    private VestingTerms? LineTerms(Section section, DateTimeOffset? start)
    {
        if (start is not { } from)
        {
            if (!section.Has("start"))
                section.TryGet("start", true, out _);
            return null;
        }

        DateTimeOffset? end = section.Has("end") ? Moment(section, "end") : After(section, "duration", from);
        DateTimeOffset? cliff = !section.Has("cliff") ? from
            : section.Text("cliff", true) is not { } text ? null
            : MomentText.LooksLikeDuration(text) ? After(section, "cliff", from) : Moment(section, "cliff");
        return end is null || cliff is null ? null : Kept(VestingTerms.Line(from, cliff.Value, end.Value, section.Path), section, section.Has("cliff") ? "cliff" : "start");
    }

    /// <summary>So long after a point in time.</summary>
    private static DateTimeOffset? After(Section section, string key, DateTimeOffset from)
    {
        if (section.Text(key, true) is not { } text)
            return null;
        if (MomentText.TryParseDuration(text, out TimeSpan duration) && from <= MomentText.Latest - duration)
            return from + duration;
        section.Add(new Fault("launch.bad-duration", $"'{YamlTree.Shown(text)}' is no duration.", section.PathOf(key), "Write a number and a unit: 6h, 90d, 12w or 1y (365 days), at most 100y."), key);
        return null;
    }

    private VestingTerms? EqualTerms(Section steps, Section section)
    {
        if (!steps.Has("first"))
            steps.TryGet("first", true, out _);
        DateTimeOffset? first = Moment(steps, "first");
        string? every = steps.Text("every", true);
        int? count = steps.Number("count", true, 1, VestingCurve.MaxPoints);
        if (first is not { } from || every is null || count is not { } many)
            return null;
        int months = every switch { MonthWord => 1, QuarterWord => 3, YearWord => 12, _ => 0 };
        TimeSpan distance = TimeSpan.Zero;
        if (months == 0 && !MomentText.TryParseDuration(every, out distance))
        {
            steps.Add(new Fault("launch.bad-duration", $"'{YamlTree.Shown(every)}' is no distance between steps.", steps.PathOf("every"), $"Write {MonthWord}, {QuarterWord}, {YearWord}, or a duration such as 30d."), "every");
            return null;
        }

        long years = months > 0 ? (long)months * many / 12 : (long)(distance.TotalDays * many / 365);
        if (from.Year + years + 1 > MomentText.Latest.Year)
        {
            steps.Add(new Fault("launch.bad-date", "The last step is after the year 9999.", steps.PathOf("count"), "Check how often and how far apart."), "count");
            return null;
        }

        return Kept(VestingTerms.EqualSteps([.. Enumerable.Range(0, many).Select(i => months > 0 ? from.AddMonths(months * i) : from + (distance * i))], steps.Path), section, "steps");
    }

    /// <summary>Steps of amounts of their own.</summary>
    private VestingTerms? StepTerms(Section section, TokenSpec? token)
    {
        UInt256 sum = UInt256.Zero;
        return Points(section, "steps", StepKeys, "a step such as { at: 2026-06-01, amount: 1_000 }", row =>
        {
            DateTimeOffset? at = At(row);
            Amount? amount = PositiveAmount(row, "amount", token?.Decimals);
            if (at is null || amount is null || !UInt256.TryAdd(sum, amount.Value.BaseUnits, out sum))
                return null;
            return new VestingPoint(at.Value, sum, false);
        });
    }

    private VestingTerms? PointTerms(Section section, TokenSpec? token) =>
        Points(section, "points", PointKeys, "a point such as { at: 2026-06-01, total: 1_000, line: true }", row =>
        {
            DateTimeOffset? at = At(row);
            bool line = row.Flag("line") ?? false;
            UInt256? total = AmountOrZero(row, "total", token?.Decimals);
            return at is null || total is null ? null : new VestingPoint(at.Value, total.Value, line);
        });

    private VestingTerms? Points(Section section, string key, string[] keys, string wanted, Func<Section, VestingPoint?> read)
    {
        if (section.Sequence(key, true) is not { } sequence)
            return null;
        string path = section.PathOf(key);
        var points = new List<VestingPoint>();
        foreach (Section row in Rows(sequence, path, wanted, keys))
        {
            if (read(row) is { } point)
                points.Add(point);
        }

        if (points.Count != sequence.Items.Count)
            return null;
        Result<VestingCurve> curve = VestingCurve.Create(points, path);
        if (curve.IsOk)
            return VestingTerms.Of(curve.Value);
        foreach (Fault fault in curve.Faults)
            section.Add(fault, key);
        return null;
    }

    private static DateTimeOffset? At(Section row)
    {
        if (!row.Has("at"))
            row.TryGet("at", true, out _);
        return Moment(row, "at");
    }

    /// <summary>An amount that may be nothing.</summary>
    private static UInt256? AmountOrZero(Section section, string key, byte? decimals)
    {
        if (section.Scalar(key, true, "an amount", YamlScalarKind.Text, YamlScalarKind.Integer, YamlScalarKind.Float) is not { } scalar)
            return null;
        return scalar.Text is "0" ? UInt256.Zero : PositiveAmount(section, key, decimals)?.BaseUnits;
    }

    private static VestingTerms? Kept(Result<VestingTerms> terms, Section section, string key)
    {
        if (terms.IsOk)
            return terms.Value;
        foreach (Fault fault in terms.Faults)
            section.Add(fault, key);
        return null;
    }
}
