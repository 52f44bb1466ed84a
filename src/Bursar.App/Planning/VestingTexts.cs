namespace Bursar.App.Planning;

/// <summary>What plans say of vesting.</summary>
internal static class VestingTexts
{
    /// <summary>When schedules vest, in words: from the first withdrawal to the last.</summary>
    public static string When(IReadOnlyList<ScheduleBlueprint> schedules)
    {
        DateTimeOffset first = schedules.Min(s => s.Curve.Start);
        DateTimeOffset last = schedules.Max(s => s.Curve.End);
        return first == last ? $"all on {Day(first)}" : $"from {Day(first)} to {Day(last)}";
    }

    /// <summary>What a reviewer should weigh of a vesting.</summary>
    public static IEnumerable<string> Warnings(VestingBlueprint vesting)
    {
        string name = vesting.Source == VestingSource.Operator ? vesting.Spec.Path : $"{vesting.Path} ({vesting.Spec.Path})";
        if (vesting.Spec.Revoker is { } revoker)
            yield return $"{name}: {revoker} can end {Count(vesting)} at any time and takes back what has not vested by then.";
        else
            yield return $"{name}: nobody can end {Count(vesting)}, whatever happens.";
        int own = vesting.Schedules.Count(s => s.Schedule.Recipient == vesting.Token.Address);
        if (own > 0)
            yield return $"{name}: the token's own contract is among the recipients; it cannot withdraw.";
    }

    private static string Count(VestingBlueprint vesting) => vesting.Schedules.Count == 1 ? "the schedule" : $"any of the {vesting.Schedules.Count} schedules";

    private static string Day(DateTimeOffset time) => time.TimeOfDay == TimeSpan.Zero ? $"{time:yyyy-MM-dd}" : $"{time:yyyy-MM-dd HH:mm:ss} UTC";
}
