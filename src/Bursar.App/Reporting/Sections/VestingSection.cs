using Bursar.App.Reporting.Markup;
using Bursar.App.Reporting.Plots;
using Bursar.App.Reporting.Text;
using Bursar.Evm.Primitives;

namespace Bursar.App.Reporting.Sections;

/// <summary>What vests: how much of each token is free when, and who can sell when.</summary>
internal static class VestingSection
{
    public static void Write(HtmlBuilder page, ReportView view)
    {
        if (view.Model.Vesting.Count == 0)
            return;
        page.Line($"<section id=\"vesting\"><h2>Vesting</h2>");
        foreach ((int index, ReportUnlocks unlocks) in view.Model.Unlocks.Index())
            Circulation(page, view, unlocks, $"unlocks-{index}");
        foreach ((int index, ReportVesting vesting) in view.Model.Vesting.Index())
            Vesting(page, view, vesting, $"vesting-{index}");
        page.Line($"</section>");
    }

    private static void Circulation(HtmlBuilder page, ReportView view, ReportUnlocks unlocks, string id)
    {
        if (unlocks.Curve.Count == 0 || unlocks.Dates.Count == 0 || unlocks.Whole.IsZero)
            return;
        string symbol = view.Symbol(unlocks.Token);
        page.Line($"<article id=\"{id}\"><h3>{view.TokenName(unlocks.Token)} in circulation</h3>");
        page.Line($"<div class=\"plots\">{UnlockPlot.Draw($"{id}-plot", unlocks, unlocks.Dates[0].Time, view.Decimals(unlocks.Token), symbol)}</div>");
        var table = new HtmlTable("Circulating supply by date", "By", $"#{symbol} free", "#Share", $"#{symbol} locked");
        foreach (ReportUnlock date in unlocks.Dates)
        {
            UInt256 free = unlocks.Free(date);
            table.Row(ReportView.Time(date.Time), view.Number(free, unlocks.Token), ReportView.Share(Sums.Share(free, unlocks.Whole)), view.Number(date.Locked, unlocks.Token));
        }

        table.WriteTo(page, "unlocks.csv");
        page.Line($"<p class=\"note\">Free is all that the vesting below does not hold back, whoever holds it. It follows from the curves: the chain releases exactly this, second by second.</p></article>");
    }

    private static void Vesting(HtmlBuilder page, ReportView view, ReportVesting vesting, string id)
    {
        page.Line($"<article id=\"{id}\"><h3>{ReportView.Name(vesting.Name)}</h3>");
        string from = vesting.Source switch { "genesis" => "born in boxes of their own", "drop" => "given out by a drop, row by row", _ => "paid in by the operator" };
        Html revoker = vesting.Revoker is { } who
            ? Html.Of($"{view.Address(who)} can end each of them early, and takes back what has not vested by then.")
            : Html.Of($"Nobody can end them early.");
        page.Line($"<p>{People.Plural(vesting.Schedules.Count, "schedule", "schedules")} of {view.Amount(vesting.Promised, vesting.Token)}, {from}. {revoker}</p>");
        page.Line(
            $"""
            <div class="meters">{Meter.Draw("Vested", Sums.Share(vesting.Vested, vesting.Promised), Html.Of($"{view.Number(vesting.Vested, vesting.Token)} of {view.Amount(vesting.Promised, vesting.Token)}"))}
            {Meter.Draw("Withdrawn", Sums.Share(vesting.Withdrawn, vesting.Promised), Html.Of($"{view.Number(vesting.Withdrawn, vesting.Token)} of {view.Amount(vesting.Promised, vesting.Token)}"))}</div>
            """);
        new Facts()
            .Add("Contract", view.WholeAddress(vesting.Vault))
            .Add("Promised", view.ExactAmount(vesting.Promised, vesting.Token))
            .Add("Vested", view.ExactAmount(vesting.Vested, vesting.Token))
            .Add("Withdrawn", view.ExactAmount(vesting.Withdrawn, vesting.Token))
            .WriteTo(page);
        Sellers(page, view, vesting);
        page.Line($"</article>");
    }

    /// <summary>Who can sell when: what has vested in all by now, and by later dates.</summary>
    private static void Sellers(HtmlBuilder page, ReportView view, ReportVesting vesting)
    {
        string[] columns = ["Recipient", "From", "#Now", .. vesting.Later.Select(t => $"#{Day(t)}"), "#In all", "All by"];
        var table = new HtmlTable($"Who can sell when, in {view.Symbol(vesting.Token)}", columns);
        foreach (ReportSchedule schedule in vesting.Schedules.Take(HtmlTable.MostRows))
        {
            table.Row([
                schedule.Label is { } label ? Html.Of($"{ReportView.Name(label)} {view.Address(schedule.Recipient)}") : view.Address(schedule.Recipient),
                Date(schedule.Starts),
                view.Number(schedule.Vested, vesting.Token),
                .. Enumerable.Range(0, vesting.Later.Count).Select(i => i < schedule.ByThen.Count ? view.Number(schedule.ByThen[i], vesting.Token) : Html.Empty),
                view.Number(schedule.Promised, vesting.Token),
                schedule.RevokedAt is { } end ? Html.Of($"ended early {Date(end)}") : schedule.Opened ? Date(schedule.Ends) : Html.Of($"{Date(schedule.Ends)}, not opened yet"),
            ]);
        }

        table.Skip(Math.Max(0, vesting.Schedules.Count - HtmlTable.MostRows));
        table.WriteTo(page, "vesting-schedules.csv");
    }

    private static Html Date(DateTimeOffset time) => Html.Of($"<time datetime=\"{People.Iso(time)}\" title=\"{People.Time(time)}\">{Day(time)}</time>");

    private static string Day(DateTimeOffset time) => People.Time(time)[..10];
}
