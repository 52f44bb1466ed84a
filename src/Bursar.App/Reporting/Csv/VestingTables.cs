using Bursar.App.Reporting.Text;
using Bursar.Evm.Primitives;

namespace Bursar.App.Reporting.Csv;

/// <summary>The tables of what vests.</summary>
internal static class VestingTables
{
    public static IEnumerable<ReportFile> Of(ReportModel model, Dictionary<Address, ReportToken> tokens)
    {
        if (model.Vesting.Count > 0)
            yield return new("vesting-schedules.csv", Schedules(model, tokens));
        if (model.Vesting.Any(static v => v.Later.Count > 0))
            yield return new("vesting-later.csv", Later(model, tokens));
        if (model.Unlocks.Count > 0)
            yield return new("unlocks.csv", Unlocks(model, tokens));
    }

    private static byte[] Schedules(ReportModel model, Dictionary<Address, ReportToken> tokens)
    {
        var table = new CsvTable(
            "vesting", "source", "schedule", "token", "recipient", "label", "revoker", "opened", "promised", "promised_base_units", "vested", "vested_base_units", "withdrawn", "withdrawn_base_units",
            "first", "all_by", "ended_early");
        foreach (ReportVesting v in model.Vesting)
        {
            foreach (ReportSchedule s in v.Schedules)
            {
                table.Row(
                    v.Name, v.Source, s.Id.ToString(), v.Token.ToString(), s.Recipient.ToString(), s.Label, v.Revoker?.ToString(), s.Opened ? "yes" : "no", ReportTables.Amount(s.Promised, v.Token, tokens),
                    s.Promised.ToString(), ReportTables.Amount(s.Vested, v.Token, tokens), s.Vested.ToString(), ReportTables.Amount(s.Withdrawn, v.Token, tokens), s.Withdrawn.ToString(),
                    People.Iso(s.Starts), People.Iso(s.Ends), s.RevokedAt is { } end ? People.Iso(end) : null);
            }
        }

        return table.ToBytes();
    }

    private static byte[] Later(ReportModel model, Dictionary<Address, ReportToken> tokens)
    {
        var table = new CsvTable("vesting", "schedule", "recipient", "by", "vested", "vested_base_units");
        foreach (ReportVesting v in model.Vesting)
        {
            foreach (ReportSchedule s in v.Schedules)
            {
                foreach ((DateTimeOffset by, UInt256 amount) in v.Later.Zip(s.ByThen))
                    table.Row(v.Name, s.Id.ToString(), s.Recipient.ToString(), People.Iso(by), ReportTables.Amount(amount, v.Token, tokens), amount.ToString());
            }
        }

        return table.ToBytes();
    }

    private static byte[] Unlocks(ReportModel model, Dictionary<Address, ReportToken> tokens)
    {
        var table = new CsvTable("token", "by", "vested", "vested_base_units", "locked", "locked_base_units", "circulating", "circulating_base_units");
        foreach (ReportUnlocks u in model.Unlocks)
        {
            foreach (ReportUnlock at in u.Dates)
            {
                UInt256? free = u.Supply is null ? null : u.Free(at);
                table.Row(
                    u.Token.ToString(), People.Iso(at.Time), ReportTables.Amount(at.Vested, u.Token, tokens), at.Vested.ToString(), ReportTables.Amount(at.Locked, u.Token, tokens), at.Locked.ToString(),
                    free is { } amount ? ReportTables.Amount(amount, u.Token, tokens) : null, free?.ToString());
            }
        }

        return table.ToBytes();
    }
}
