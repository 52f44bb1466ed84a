using Bursar.App.Reporting.Text;
using Bursar.Evm.Primitives;

namespace Bursar.App.Reporting.Csv;

/// <summary>The tables of staking pools.</summary>
internal static class StakingTables
{
    public static IEnumerable<ReportFile> Of(ReportModel model, Dictionary<Address, ReportToken> tokens)
    {
        if (model.Staking.Count == 0)
            yield break;
        yield return new("staking.csv", Pools(model, tokens));
        yield return new("staking-tiers.csv", Tiers(model));
        yield return new("staking-rewards.csv", Rewards(model, tokens));
        if (model.Staking.Any(static p => p.Stakes.Count > 0))
            yield return new("stakes.csv", Stakes(model, tokens));
        if (model.Staking.Any(static p => p.Events.Count > 0))
            yield return new("staking-events.csv", Events(model, tokens));
    }

    private static byte[] Pools(ReportModel model, Dictionary<Address, ReportToken> tokens)
    {
        var table = new CsvTable("pool", "address", "token", "nfts", "owner", "staked", "staked_base_units", "supply_base_units", "stakers", "cooling_base_units", "cooldown_seconds", "votes");
        foreach (ReportStaking p in model.Staking)
        {
            table.Row(
                p.Name, p.Address.ToString(), p.Token.ToString(), p.Nfts ? "yes" : "no", p.Owner.ToString(), ReportTables.Amount(p.Staked, p.Token, tokens), p.Staked.ToString(), p.Supply?.ToString(),
                p.Stakers.ToString(), p.Cooling.ToString(), p.CooldownSeconds.ToString(), p.Votes ? "yes" : "no");
        }

        return table.ToBytes();
    }

    private static byte[] Tiers(ReportModel model)
    {
        var table = new CsvTable("pool", "tier", "lock_seconds", "weight", "staked_base_units");
        foreach (ReportStaking p in model.Staking)
        {
            foreach ((int number, ReportStakingTier t) in p.Tiers.Index())
                table.Row(p.Name, number.ToString(), t.LockSeconds.ToString(), t.Weight.ToString(), t.Staked.ToString());
        }

        return table.ToBytes();
    }

    private static byte[] Rewards(ReportModel model, Dictionary<Address, ReportToken> tokens)
    {
        var table = new CsvTable(
            "pool", "token", "funded", "funded_base_units", "paid", "paid_base_units", "claimable_base_units", "unearned_base_units", "reclaimed_base_units", "left_base_units",
            "period_base_units", "period_seconds", "finish");
        foreach (ReportStaking p in model.Staking)
        {
            foreach (ReportStakingReward r in p.Rewards)
            {
                table.Row(
                    p.Name, r.Token.ToString(), ReportTables.Amount(r.Funded, r.Token, tokens), r.Funded.ToString(), ReportTables.Amount(r.Paid, r.Token, tokens), r.Paid.ToString(),
                    r.Claimable.ToString(), r.Unearned.ToString(), r.Reclaimed.ToString(), r.Left.ToString(), r.PeriodAmount.ToString(), r.PeriodSeconds.ToString(), Iso(r.Finish));
            }
        }

        return table.ToBytes();
    }

    private static byte[] Stakes(ReportModel model, Dictionary<Address, ReportToken> tokens)
    {
        var table = new CsvTable("pool", "account", "tier", "staked", "staked_base_units", "locked_until", "reward_token", "claimable", "claimable_base_units");
        foreach (ReportStaking p in model.Staking)
        {
            foreach (ReportStake s in p.Stakes)
            {
                foreach ((UInt256 claimable, ReportStakingReward reward) in s.Claimable.Zip(p.Rewards))
                {
                    table.Row(
                        p.Name, s.Account.ToString(), s.Tier.ToString(), ReportTables.Amount(s.Amount, p.Token, tokens), s.Amount.ToString(), Iso(s.LockedUntil), reward.Token.ToString(),
                        ReportTables.Amount(claimable, reward.Token, tokens), claimable.ToString());
                }
            }
        }

        return table.ToBytes();
    }

    private static byte[] Events(ReportModel model, Dictionary<Address, ReportToken> tokens)
    {
        var table = new CsvTable("pool", "what", "account", "tier", "token", "amount", "amount_base_units", "block", "time", "transaction");
        foreach (ReportStaking p in model.Staking)
        {
            foreach (ReportStakingEvent e in p.Events)
            {
                table.Row(
                    p.Name, e.Kind, e.Account.ToString(), e.Tier?.ToString(), e.Token.ToString(), ReportTables.Amount(e.Amount, e.Token, tokens), e.Amount.ToString(), e.Block.ToString(),
                    People.Iso(e.Time), e.Transaction.ToString());
            }
        }

        return table.ToBytes();
    }

    private static string? Iso(DateTimeOffset? time) => time is { } at ? People.Iso(at) : null;
}
