using Bursar.Core.Launch;
using Bursar.Core.Plans;
using Bursar.Core.Safes;

namespace Bursar.App.Safes;

/// <summary>A plan as batch files for Safe's transaction builder, which sends each of them as one transaction.</summary>
public static class ExportBatch
{
    /// <summary>One file for each transaction that a proposal would have.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="launch">The launch that it was made from.</param>
    /// <param name="time">What time it is.</param>
    public static IReadOnlyList<BatchFile> Of(Plan plan, Launch launch, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(launch);
        ArgumentNullException.ThrowIfNull(time);
        var byId = plan.Steps.ToDictionary(s => s.Id, StringComparer.Ordinal);
        IReadOnlyList<IReadOnlyList<string>> groups = SafePacking.Group(plan.Steps);
        return [.. groups.Select((group, i) => new BatchFile
        {
            Chain = plan.ChainId,
            CreatedAt = (ulong)time.GetUtcNow().ToUnixTimeMilliseconds(),
            Name = groups.Count == 1 ? launch.Title : $"{launch.Title} ({i + 1} of {groups.Count})",
            Description = $"Plan {plan.Hash}, {group[0]}{(group.Count > 1 ? $" to {group[^1]}" : "")}",
            Safe = plan.Operator,
            Transactions = [.. group.Select(id => new BatchTransaction(byId[id].To, byId[id].Value, byId[id].Data))],
        })];
    }
}
