using System.Globalization;
using Bursar.App.Reporting.Markup;
using Bursar.App.Reporting.Text;
using Bursar.Evm.Primitives;

namespace Bursar.App.Reporting.Sections;

/// <summary>Each staking pool: how much takes part, what each reward has given and still gives, who staked how much, and what happened last.</summary>
internal static class StakingSection
{
    private const int Largest = 10;

    public static void Write(HtmlBuilder page, ReportView view)
    {
        if (view.Model.Staking.Count == 0)
            return;
        page.Line($"<section id=\"staking\"><h2>Staking</h2>");
        foreach ((int index, ReportStaking pool) in view.Model.Staking.Index())
            Pool(page, view, pool, $"staking-{index}");
        page.Line($"</section>");
    }

    private static void Pool(HtmlBuilder page, ReportView view, ReportStaking pool, string id)
    {
        page.Line($"<article id=\"{id}\"><h3>{ReportView.Name(pool.Name)}</h3>");
        page.Line($"<div class=\"meters\">{Meter.Draw("Staked", pool.Share, Html.Of($"{Stake(view, pool, pool.Staked)}{(pool.Supply is { } supply ? Html.Of($" of {Stake(view, pool, supply)}") : Html.Empty)}, by {People.Plural(pool.Stakers, "account", "accounts")}"))}</div>");
        new Facts()
            .Add("Contract", view.WholeAddress(pool.Address))
            .Add("Owner", view.WholeAddress(pool.Owner))
            .Add("Cooldown", Html.Of($"{(pool.CooldownSeconds == 0 ? "none" : Span(pool.CooldownSeconds))}"))
            .Add("On its way out", Stake(view, pool, pool.Cooling))
            .Add("Votes", Html.Of($"{(pool.Votes ? "stay with the stakers" : "not kept")}"))
            .WriteTo(page);
        var tiers = new HtmlTable("Tiers", "#Tier", "Lock", "#Weight", "#Staked");
        foreach ((int number, ReportStakingTier tier) in pool.Tiers.Index())
            tiers.Row(Html.Of($"{People.Count(number)}"), Html.Of($"{(tier.LockSeconds == 0 ? "none" : Span(tier.LockSeconds))}"), Html.Of($"{People.Count(tier.Weight)}"), Stake(view, pool, tier.Staked));
        tiers.WriteTo(page, "staking-tiers.csv");
        Rewards(page, view, pool);
        Stakes(page, view, pool);
        Events(page, view, pool);
        page.Line($"</article>");
    }

    private static void Rewards(HtmlBuilder page, ReportView view, ReportStaking pool)
    {
        var table = new HtmlTable("Rewards", "Token", "#Funded", "#Paid", "#Earned, not claimed", "#Earned by nobody", "#Went back", "#Left", "Last period until");
        foreach (ReportStakingReward reward in pool.Rewards)
        {
            table.Row(
                view.TokenName(reward.Token), view.Number(reward.Funded, reward.Token), view.Number(reward.Paid, reward.Token), view.Number(reward.Claimable, reward.Token),
                view.Number(reward.Unearned, reward.Token), view.Number(reward.Reclaimed, reward.Token), view.Number(reward.Left, reward.Token),
                reward.Finish is { } finish ? ReportView.Time(finish) : Html.Of($"none yet"));
        }

        table.WriteTo(page, "staking-rewards.csv");
    }

    private static void Stakes(HtmlBuilder page, ReportView view, ReportStaking pool)
    {
        if (pool.Stakes.Count == 0)
        {
            page.Line($"<p class=\"note\">Nobody has staked yet.</p>");
            return;
        }

        var table = new HtmlTable("Largest stakes", "Account", "#Tier", "#Staked", "Locked until", "Can claim");
        foreach (ReportStake stake in pool.Stakes.Take(Largest))
        {
            table.Row(
                view.Address(stake.Account), Html.Of($"{People.Count(stake.Tier)}"), Stake(view, pool, stake.Amount), stake.LockedUntil is { } until ? ReportView.Time(until) : Html.Of($"–"),
                Html.Join(stake.Claimable.Zip(pool.Rewards).Select(p => Html.Of($"{view.Amount(p.First, p.Second.Token)} "))));
        }

        table.Skip(Math.Max(0, pool.Stakes.Count - Largest));
        table.WriteTo(page, "stakes.csv");
    }

    private static void Events(HtmlBuilder page, ReportView view, ReportStaking pool)
    {
        if (pool.Events.Count == 0)
            return;
        var table = new HtmlTable("Latest events", "What", "Account", "#Amount", "When", "Transaction");
        foreach (ReportStakingEvent happened in pool.Events.Reverse().Take(Largest))
        {
            bool stake = happened.Kind is not ("paid" or "went back");
            table.Row(
                Html.Of($"{VisibleText.Short(happened.Kind, 40)}"), view.Address(happened.Account), stake ? Stake(view, pool, happened.Amount) : view.Amount(happened.Amount, happened.Token),
                ReportView.Time(happened.Time), view.Transaction(happened.Transaction));
        }

        table.Skip(Math.Max(0, pool.Events.Count - Largest));
        table.WriteTo(page, "staking-events.csv");
    }

    private static Html Stake(ReportView view, ReportStaking pool, UInt256 amount) => pool.Nfts ? Html.Of($"<span class=\"n\">{People.Count(amount)}</span> NFTs") : view.Amount(amount, pool.Token);

    private static string Span(ulong seconds) => seconds % 86_400 == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{seconds / 86_400} day{(seconds == 86_400 ? "" : "s")}")
        : string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600.0:0.##} hours");
}
