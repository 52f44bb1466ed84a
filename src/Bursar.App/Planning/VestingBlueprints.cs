using Bursar.Core.Launch;
using Bursar.Core.Vesting;

namespace Bursar.App.Planning;

/// <summary>Derives the schedules of a launch from its inputs.</summary>
internal static class VestingBlueprints
{
    /// <summary>All schedules, source by source: those of the vestings themselves, those of first holders, those of drops.</summary>
    public static IReadOnlyList<VestingBlueprint> Of(LoadedLaunch loaded, IReadOnlyDictionary<string, TokenBlueprint> tokens)
    {
        Launch launch = loaded.Launch;
        var all = new List<VestingBlueprint>();
        foreach (VestingSpec spec in launch.Vesting.Where(v => !v.IsTermsOnly))
            all.Add(new VestingBlueprint(spec, VestingSource.Operator, spec.Path, tokens[spec.Token.Key], Own(loaded, spec, tokens[spec.Token.Key])));
        foreach (CreatedTokenSpec token in launch.Tokens.OfType<CreatedTokenSpec>())
        {
            foreach (IGrouping<string, (ScheduleBlueprint Schedule, string Terms)> group in Genesis(launch, token, tokens[token.Key].Address).Values.GroupBy(s => s.Terms))
            {
                all.Add(new VestingBlueprint(
                    launch.Vesting.First(v => v.Key == group.Key), VestingSource.Genesis, token.Path, tokens[token.Key], [.. group.Select(g => g.Schedule)]));
            }
        }

        foreach (DropSpec drop in launch.Drops.Where(d => d.Vesting is not null))
        {
            all.Add(new VestingBlueprint(launch.Vesting.First(v => v.Key == drop.Vesting), VestingSource.Drop, drop.Path, tokens[drop.Token.Key],
                VestedDrops.Schedules(loaded, drop, tokens[drop.Token.Key].Address)));
        }

        return all;
    }

    /// <summary>The schedules of those first holders whose part vests, by their row in the file.</summary>
    public static IReadOnlyDictionary<int, (ScheduleBlueprint Schedule, string Terms)> Genesis(Launch launch, CreatedTokenSpec token, Evm.Primitives.Address address)
    {
        var maker = new ScheduleMaker(launch, ScheduleMaker.OfGenesis(token.Key));
        var schedules = new Dictionary<int, (ScheduleBlueprint, string)>();
        foreach ((int i, GenesisRow row) in token.Genesis.Rows.Index().Where(r => r.Item.Vesting is not null))
        {
            VestingSpec spec = launch.Vesting.First(v => v.Key == row.Vesting);
            VestingCurve curve = spec.Terms!.CurveOf(row.Amount.BaseUnits).Value; // the parser refuses amounts that do not fit
            schedules[i] = (new ScheduleBlueprint($"{token.Path}.genesis[{i}]", row.Label, maker.Next(address, row.To, spec.Revoker, curve), curve), spec.Key);
        }

        return schedules;
    }

    private static List<ScheduleBlueprint> Own(LoadedLaunch loaded, VestingSpec spec, TokenBlueprint token)
    {
        var maker = new ScheduleMaker(loaded.Launch, spec.Key);
        var schedules = new List<ScheduleBlueprint>();
        foreach ((int i, VestingRow row) in spec.Rows.Index())
        {
            VestingCurve curve = spec.Terms!.CurveOf(row.Amount.BaseUnits).Value; // the parser refuses amounts that do not fit
            schedules.Add(new ScheduleBlueprint(spec.Rows.Count == 1 ? spec.Path : $"{spec.Path}.recipients[{i}]", row.Label, maker.Next(token.Address, row.To, spec.Revoker, curve), curve));
        }

        if (spec.From is { } list)
        {
            foreach (VestingListRow row in loaded.VestingLists[spec.Path].Rows)
                schedules.Add(new ScheduleBlueprint($"{list.Path}:{row.Row}", null, maker.Next(token.Address, row.Account, spec.Revoker, row.Curve), row.Curve));
        }

        return schedules;
    }
}
