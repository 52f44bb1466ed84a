using System.Globalization;
using Bursar.App.Reporting.Markup;
using Bursar.App.Reporting.Text;

namespace Bursar.App.Reporting.Sections;

/// <summary>Each programme: its lists over time, what is there of each token, and who was paid.</summary>
internal static class ProgrammesSection
{
    private const int Largest = 10;

    public static void Write(HtmlBuilder page, ReportView view)
    {
        if (view.Model.Programmes.Count == 0)
            return;
        page.Line($"<section id=\"programmes\"><h2>{(view.Model.Programmes.Count == 1 ? "The programme" : "The programmes")}</h2>");
        foreach ((int index, ReportProgramme programme) in view.Model.Programmes.Index())
            Programme(page, view, programme, $"programme-{index}");
        page.Line($"</section>");
    }

    private static void Programme(HtmlBuilder page, ReportView view, ReportProgramme programme, string id)
    {
        page.Line($"<article id=\"{id}\"><h3>{ReportView.Name(programme.Name)}</h3>");
        page.Line($"<p>A list says what each account has earned since the beginning. It counts only after {Span(programme.WindowSeconds)} in which {People.Plural(programme.Watchers.Count, "watcher", "watchers")} could stop it; a claim pays what was not paid before.</p>");
        new Facts()
            .Add("Contract", view.WholeAddress(programme.Address))
            .Add("Owner", view.WholeAddress(programme.Owner))
            .Add("Watchers", Html.Join(programme.Watchers.Select(w => Html.Of($"{view.Address(w)} "))))
            .Add("Lists", Html.Of($"{People.Count(programme.Lists.Count)} proposed"))
            .Add("Accounts paid", Html.Of($"{People.Count(programme.Accounts)}"))
            .Add("Closes", programme.Expires is { } end ? ReportView.Time(end) : Html.Of($"never"))
            .WriteTo(page);
        Tokens(page, view, programme);
        Lists(page, view, programme);
        Claims(page, view, programme);
        page.Line($"</article>");
    }

    private static void Tokens(HtmlBuilder page, ReportView view, ReportProgramme programme)
    {
        if (programme.Tokens.Count == 0)
        {
            page.Line($"<p class=\"note\">Nothing was paid in yet.</p>");
            return;
        }

        var table = new HtmlTable("What the programme has of each token", "Token", "#Paid in", "#Given by the active list", "#Claimed", "#Unclaimed", "#Held");
        foreach (ReportProgrammeToken token in programme.Tokens.Take(HtmlTable.MostRows))
        {
            table.Row(
                view.TokenName(token.Token), view.Number(token.PaidIn, token.Token), view.Number(token.Given, token.Token), view.Number(token.Claimed, token.Token),
                view.Number(token.Unclaimed, token.Token), view.Number(token.Held, token.Token));
        }

        table.Skip(Math.Max(0, programme.Tokens.Count - HtmlTable.MostRows));
        table.WriteTo(page, "programme-tokens.csv");
    }

    private static void Lists(HtmlBuilder page, ReportView view, ReportProgramme programme)
    {
        if (programme.Lists.Count == 0)
        {
            page.Line($"<p class=\"note\">No list was proposed yet.</p>");
            return;
        }

        var table = new HtmlTable("Lists, the latest first", "#List", "State", "Root", "List hash", "Could count from", "Counts since", "Published at");
        foreach (ReportProgrammeList list in programme.Lists.Reverse().Take(HtmlTable.MostRows))
        {
            table.Row(
                Html.Of($"{list.Number.ToString()}"),
                list.StoppedBy is { } watcher ? Html.Of($"{VisibleText.Short(list.State, 40)} by {view.Address(watcher)}") : Html.Of($"{VisibleText.Short(list.State, 40)}"),
                ReportView.Shortened(list.Root.ToString()),
                ReportView.Shortened(list.ListHash.ToString()),
                ReportView.Time(list.ReadyAt),
                list.ActiveSince is { } since ? ReportView.Time(since) : Html.Of($"–"),
                Html.Of($"<span class=\"hex\">{VisibleText.Short(list.Uri, 300)}</span>"));
        }

        table.Skip(Math.Max(0, programme.Lists.Count - HtmlTable.MostRows));
        table.WriteTo(page, "programme-lists.csv");
    }

    private static void Claims(HtmlBuilder page, ReportView view, ReportProgramme programme)
    {
        if (programme.Claims.Count == 0)
        {
            page.Line($"<p class=\"note\">Nobody has claimed yet.</p>");
            return;
        }

        var table = new HtmlTable("Latest claims", "Account", "#Amount", "Token", "When", "Transaction");
        foreach (ReportProgrammeClaim claim in programme.Claims.Reverse().Take(Largest))
            table.Row(view.Address(claim.Account), view.Number(claim.Amount, claim.Token), view.TokenName(claim.Token), ReportView.Time(claim.Time), view.Transaction(claim.Transaction));
        table.Skip(Math.Max(0, programme.Claims.Count - Largest));
        table.WriteTo(page, "programme-claims.csv");
    }

    private static string Span(ulong seconds) => seconds % 86_400 == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{seconds / 86_400} day{(seconds == 86_400 ? "" : "s")}")
        : string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600.0:0.##} hours");
}
