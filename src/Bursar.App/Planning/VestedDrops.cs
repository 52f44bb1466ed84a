using Bursar.Contracts;
using Bursar.Core.Faults;
using Bursar.Core.Launch;
using Bursar.Core.Lists;
using Bursar.Core.Vesting;
using Bursar.Evm.Primitives;

namespace Bursar.App.Planning;

/// <summary>Drops whose rows vest: each row is of the box of its recipient's schedule.</summary>
internal static class VestedDrops
{
    /// <summary>The list of the boxes.</summary>
    public static Result<RecipientList> Box(Launch launch, DropSpec drop, RecipientList list)
    {
        VestingSpec vesting = launch.Vesting.First(v => v.Key == drop.Vesting);
        var faults = new List<Fault>();
        var rows = new List<RecipientRow>(list.Count);
        foreach ((int i, RecipientRow row, VestingVault.Schedule? schedule, Result<VestingCurve> curve) in Rows(launch, drop, vesting, default, list))
        {
            if (schedule is not null)
                rows.Add(new RecipientRow(VestingKeys.BoxOf(schedule), row.Amount));
            else
                faults.AddRange(curve.Faults.Select(f => f with { File = list.FileName, Line = list.LineOf(i), Field = $"row {list.LineOf(i)}" }));
        }

        return faults.Count > 0 ? Result<RecipientList>.Fail(faults) : RecipientList.Create(rows, AllowedRows.None, list.Decimals);
    }

    /// <summary>The schedules, in the canonical order of the list that the file has.</summary>
    public static IReadOnlyList<ScheduleBlueprint> Schedules(LoadedLaunch loaded, DropSpec drop, Address token)
    {
        RecipientList list = loaded.VestedLists[drop.Path];
        VestingSpec vesting = loaded.Launch.Vesting.First(v => v.Key == drop.Vesting);
        return [.. Rows(loaded.Launch, drop, vesting, token, list).Select(r => new ScheduleBlueprint($"{list.FileName}:{list.LineOf(r.Index)}", null, r.Schedule!, r.Curve.Value))];
    }

    private static IEnumerable<(int Index, RecipientRow Row, VestingVault.Schedule? Schedule, Result<VestingCurve> Curve)> Rows(
        Launch launch, DropSpec drop, VestingSpec vesting, Address token, RecipientList list)
    {
        var maker = new ScheduleMaker(launch, ScheduleMaker.OfDrop(drop.Key));
        foreach ((int i, RecipientRow row) in list.Rows.Index())
        {
            Result<VestingCurve> curve = vesting.Terms!.CurveOf(row.Amount);
            yield return (i, row, curve.TryGet(out VestingCurve? found) ? maker.Next(token, row.Account, vesting.Revoker, found) : null, curve);
        }
    }
}
