using Bursar.App.Reporting.Markup;
using Bursar.App.Reporting.Text;
using Bursar.Evm.Primitives;

namespace Bursar.App.Reporting.Sections;

/// <summary>Every comparison between the inputs and the chain; those that fail come first.</summary>
internal static class VerificationSection
{
    private const int LongestValue = 160;

    public static void Write(HtmlBuilder page, ReportView view)
    {
        ReportModel model = view.Model;
        page.Line($"<section id=\"verification\"><h2>Verification</h2>");
        new Facts()
            .Add("Launch file", Html.Of($"{ReportView.Name(model.LaunchName)} <span class=\"break\">{ReportView.Whole(model.LaunchHash.ToString())}</span>"))
            .Add("Blocks read", Html.Of($"{view.Block(model.FromBlock)} to {view.Block(model.ToBlock)}"))
            .Add("Consensus", Html.Of($"{VisibleText.Short(model.Network.Consensus, 200)}"))
            .Add("Final when", Html.Of($"{VisibleText.Short(model.Network.Finality, 200)}"))
            .WriteTo(page);
        if (model.Checks.Count > 0)
            Checks(page, model);
        else
            page.Line($"<p class=\"note\">Nothing was compared with the chain when this report was written.</p>");
        page.Line($"</section>");
    }

    private static void Checks(HtmlBuilder page, ReportModel model)
    {
        var table = new HtmlTable("What was compared, and how it came out", "Of", "What", "The inputs say", "The chain says", "Result");
        foreach (ReportCheck check in model.Checks.OrderBy(static c => c.Ok).Take(HtmlTable.MostRows))
        {
            table.Row(
                ReportView.Name(check.Subject),
                Html.Of($"{VisibleText.Short(check.What, 200)}"),
                Value(check.Expected),
                check.Ok && check.Expected == check.Found ? Html.Of($"<span class=\"sub\">the same</span>") : Value(check.Found),
                check.Ok ? Html.Of($"<span class=\"ok\">✓ holds</span>") : Html.Of($"<span class=\"no\">✗ differs</span>"));
        }

        table.Skip(Math.Max(0, model.Checks.Count - HtmlTable.MostRows));
        table.WriteTo(page, "checks.csv");
    }

    private static Html Value(string value) => Address.TryParse(value, out _) || Hash32.TryParse(value, out _)
        ? ReportView.Shortened(value)
        : Html.Of($"<bdi>{VisibleText.Short(value, LongestValue)}</bdi>");
}
