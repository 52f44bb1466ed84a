using Bursar.App.Reporting.Markup;
using Bursar.App.Reporting.Text;

namespace Bursar.App.Reporting.Sections;

/// <summary>Headline, verdict and the figures that matter most.</summary>
internal static class HeaderSection
{
    public static void Write(HtmlBuilder page, ReportView view)
    {
        ReportModel model = view.Model;
        page.Line($"<header><p class=\"kicker\">Distribution report</p><h1><bdi>{VisibleText.Short(model.Title, 160)}</bdi></h1>");
        if (model.Summary is { } summary)
            page.Line($"<p class=\"lead\"><bdi>{VisibleText.Short(summary, 600)}</bdi></p>");
        page.Line(
            $"""
            <dl class="meta">
            <div><dt>Network</dt><dd>{ReportView.Name(model.Network.Name)}, chain {People.Count(model.Network.ChainId.Value)}</dd></div>
            <div><dt>As of block</dt><dd>{view.Block(model.ToBlock)}</dd></div>
            <div><dt>Operator</dt><dd>{view.Party(model.Operator)}</dd></div>
            <div><dt>Written</dt><dd>{ReportView.Time(model.GeneratedAt)}</dd></div>
            </dl></header>
            """);
        Verdict(page, model);
        Tiles(page, view);
        Contents(page, model);
    }

    private static void Verdict(HtmlBuilder page, ReportModel model)
    {
        long failed = model.Checks.Count(static c => !c.Ok);
        string count = People.Count(model.Checks.Count);
        if (model.IsVerified)
        {
            page.Line(
                $"""
                <section class="verdict good" aria-label="Verdict"><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" aria-hidden="true"><path d="M4 12.5l5.2 5.3L20 6.6"/></svg>
                <div><p class="word">Verified: {(model.Checks.Count == 1 ? "the one check holds" : $"every one of {count} checks holds")}</p>
                <p>Re-derived from the chain up to block {People.Count(model.ToBlock)} and from the published inputs alone. <a href="#verification">What was compared</a></p></div></section>
                """);
            return;
        }

        string word = model.Checks.Count == 0
            ? "Not verified: nothing was compared with the chain"
            : $"Not verified: {People.Count(failed)} of {count} checks {(failed == 1 ? "does" : "do")} not hold";
        Html which = Html.Join(model.Checks.Where(static c => !c.Ok).Take(10).Select(static c =>
            Html.Of($"<li><b>{VisibleText.Short(c.Subject, 80)}</b>: {VisibleText.Short(c.What, 200)}</li>\n")));
        Html more = failed > 10 ? Html.Of($"<li>and {People.Count(failed - 10)} more</li>") : Html.Empty;
        page.Line(
            $"""
            <section class="verdict bad" aria-label="Verdict"><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" aria-hidden="true"><path d="M6 6l12 12M18 6L6 18"/></svg>
            <div><p class="word">{word}</p>{(failed == 0 ? Html.Empty : Html.Of($"<ul>{which}{more}</ul>"))}
            <p><a href="#verification">What was compared</a></p></div></section>
            """);
    }

    private static void Tiles(HtmlBuilder page, ReportView view)
    {
        ReportModel model = view.Model;
        long listed = model.Drops.Sum(static d => d.Rows) + model.Payouts.Sum(static p => p.Rows);
        long promised = model.Drops.Sum(static d => d.Rows);
        long claimed = model.Drops.Sum(static d => d.ClaimedCount);
        long paid = model.Payouts.Sum(static p => p.PaidRows);
        long failed = model.Payouts.Sum(static p => p.FailedRows);
        var tiles = new List<Html>();
        if (listed > 0)
            tiles.Add(Tile("Recipients listed", Html.Of($"{People.Count(listed)}"), Html.Of($"in {People.Plural(model.Drops.Count + model.Payouts.Count, "list", "lists")}")));
        if (model.Drops.Count > 0)
            tiles.Add(Tile("Claims made", Html.Of($"{People.Count(claimed)}"), Html.Of($"{People.Percent(promised == 0 ? 0 : claimed / (double)promised)} of {People.Count(promised)} that are open to claim")));
        if (model.Payouts.Count > 0)
            tiles.Add(Tile("Payments made", Html.Of($"{People.Count(paid)}"), Html.Of($"{(failed == 0 ? "none failed" : $"{People.Count(failed)} failed and returned")}")));
        if (model.Vouchers.Count > 0)
            tiles.Add(Tile("Paid by voucher", Html.Of($"{People.Count(model.Vouchers.Sum(static v => v.Payments.Count))}"), Html.Of($"by {People.Plural(model.Vouchers.Sum(static v => v.Signers.Sum(static s => s.Vouchers)), "voucher", "vouchers")}")));
        if (model.Programmes.Count > 0)
            tiles.Add(Tile("Paid by programmes", Html.Of($"{People.Count(model.Programmes.Sum(static p => p.Claims.Count))}"), Html.Of($"to {People.Plural(model.Programmes.Sum(static p => (long)p.Accounts), "account", "accounts")}")));
        if (model.Staking.Count > 0)
            tiles.Add(Tile("Accounts that stake", Html.Of($"{People.Count(model.Staking.SelectMany(static p => p.Stakes.Where(static s => !s.Amount.IsZero)).Select(static s => s.Account).Distinct().Count())}"), Html.Of($"in {People.Plural(model.Staking.Count, "pool", "pools")}")));
        tiles.Add(Tile("Network fees", view.Fee(model.FeeTotal), Html.Of($"{People.Plural(model.Transactions.Count, "transaction", "transactions")} of the operator")));
        page.Line($"<section class=\"tiles\" aria-label=\"Key figures\">{Html.Join(tiles)}</section>");
    }

    private static Html Tile(string name, Html value, Html note) =>
        Html.Of($"<div><p class=\"name\">{name}</p><p class=\"value\">{value}</p><p class=\"sub\">{note}</p></div>\n");

    private static void Contents(HtmlBuilder page, ReportModel model)
    {
        var links = new List<Html>();
        void Add(bool there, string id, string name)
        {
            if (there)
                links.Add(Html.Of($"<li><a href=\"#{id}\">{name}</a></li>"));
        }

        Add(model.Tokens.Count > 0, "tokens", "Tokens");
        Add(model.Sites.Count > 0, "sites", "Sites");
        Add(model.Vesting.Count > 0, "vesting", "Vesting");
        Add(model.Drops.Count > 0, "drops", "Drops");
        Add(model.Payouts.Count > 0, "payouts", "Payouts");
        Add(model.Vouchers.Count > 0, "vouchers", "Vouchers");
        Add(model.Programmes.Count > 0, "programmes", "Programmes");
        Add(model.Staking.Count > 0, "staking", "Staking");
        Add(true, "verification", "Verification");
        Add(model.Transactions.Count > 0, "transactions", "Transactions and costs");
        Add(true, "reproduce", "Check it yourself");
        page.Line($"<nav aria-label=\"Contents\"><ul>{Html.Join(links)}</ul></nav>");
    }
}
