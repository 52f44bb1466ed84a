using Bursar.App.Reporting.Markup;
using Bursar.App.Reporting.Text;
using Bursar.Core.Pools;

namespace Bursar.App.Reporting.Sections;

/// <summary>Each pool: its price, what it holds, how deep it is and who has its LP tokens.</summary>
internal static class PoolsSection
{
    public static void Write(HtmlBuilder page, ReportView view)
    {
        if (view.Model.Pools.Count == 0)
            return;
        page.Line($"<section id=\"pools\"><h2>The pools</h2>");
        foreach ((int index, ReportPool pool) in view.Model.Pools.Index())
            Pool(page, view, pool, $"pool-{index}");
        page.Line($"</section>");
    }

    private static void Pool(HtmlBuilder page, ReportView view, ReportPool pool, string id)
    {
        page.Line($"<article id=\"{id}\"><h3>{ReportView.Name(pool.Name)}</h3>");
        page.Line($"<p>{view.TokenName(pool.Token)} is exchanged for {view.TokenName(pool.Quote)} here; whoever trades pays 0.3 % to those who provide the liquidity. The pool was opened with {view.Amount(pool.OpeningAmount, pool.Token)} and {view.Amount(pool.OpeningQuoteAmount, pool.Quote)} in one transaction.</p>");
        page.Line(
            $"""
            <div class="meters">{Meter.Draw("Liquidity that is where the opening put it", Sums.Share(pool.Held, pool.TotalLiquidity), Html.Of($"{People.Exact(pool.Held, 18)} of {People.Exact(pool.TotalLiquidity, 18)} LP tokens"))}</div>
            """);
        new Facts()
            .Add("Contract", view.WholeAddress(pool.Address))
            .Add("Opening price", Html.Of($"{pool.OpeningPrice} <bdi>{view.Symbol(pool.Quote)}</bdi> for 1 <bdi>{view.Symbol(pool.Token)}</bdi>"))
            .Add("Price now", Html.Of($"{pool.Price} <bdi>{view.Symbol(pool.Quote)}</bdi> for 1 <bdi>{view.Symbol(pool.Token)}</bdi>"))
            .Add(view.Symbol(pool.Token), view.ExactAmount(pool.Reserve, pool.Token))
            .Add(view.Symbol(pool.Quote), view.ExactAmount(pool.QuoteReserve, pool.Quote))
            .Add("LP tokens given out", Html.Of($"{People.Exact(pool.Liquidity, 18)}"))
            .Add("LP tokens at", view.WholeAddress(pool.Holder))
            .AddIf(pool.LockedUntil is not null, "Locked until", () => Html.Of($"{ReportView.Time(pool.LockedUntil!.Value)}, for {view.Address(pool.Recipient)}"))
            .WriteTo(page);
        Depth(page, view, pool);
        foreach (ReportYield yield in pool.Yields)
        {
            page.Line($"<p>Staking pool {ReportView.Name(yield.Staking)} rewards LP tokens in {view.TokenName(yield.Reward)}: {(yield.BasisPoints is { } rate ? $"APR {PoolYield.Text(rate)}" : "no rate, while nothing is staked or the reward has no price here")}, with {People.Exact(yield.Staked, 18)} LP tokens staked. APR = rewards of a year × price ÷ value staked, while the period lasts.</p>");
        }

        page.Line($"</article>");
    }

    private static void Depth(HtmlBuilder page, ReportView view, ReportPool pool)
    {
        if (pool.Depth.Count == 0)
        {
            page.Line($"<p class=\"note\">The pool is not open.</p>");
            return;
        }

        string token = view.Symbol(pool.Token);
        string quote = view.Symbol(pool.Quote);
        var table = new HtmlTable("Depth: what can be traded while the price moves by at most so much", "#Price moves by", $"#{token} sold", $"#for {quote}", $"#{quote} paid", $"#for {token}");
        foreach (ReportDepth depth in pool.Depth)
        {
            table.Row(
                Html.Of($"{People.Percent(depth.BasisPoints / 10_000.0)}"), view.Number(depth.Sold, pool.Token), view.Number(depth.SoldFor, pool.Quote), view.Number(depth.Paid, pool.Quote),
                view.Number(depth.Bought, pool.Token));
        }

        table.WriteTo(page, "pool-depth.csv");
    }
}
