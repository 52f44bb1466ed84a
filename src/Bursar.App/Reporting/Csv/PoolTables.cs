using Bursar.App.Reporting.Text;
using Bursar.Evm.Primitives;

namespace Bursar.App.Reporting.Csv;

/// <summary>The tables of pools.</summary>
internal static class PoolTables
{
    public static IEnumerable<ReportFile> Of(ReportModel model, Dictionary<Address, ReportToken> tokens)
    {
        if (model.Pools.Count == 0)
            yield break;
        yield return new("pools.csv", Pools(model, tokens));
        if (model.Pools.Any(static p => p.Depth.Count > 0))
            yield return new("pool-depth.csv", Depth(model, tokens));
    }

    private static byte[] Pools(ReportModel model, Dictionary<Address, ReportToken> tokens)
    {
        var table = new CsvTable(
            "pool", "address", "token", "quote", "opening_price", "price", "reserve", "reserve_base_units", "quote_reserve", "quote_reserve_base_units",
            "lp_given_base_units", "lp_total_base_units", "lp_holder", "lp_held_base_units", "lp_recipient", "locked_until");
        foreach (ReportPool pool in model.Pools)
        {
            table.Row(
                pool.Name, pool.Address.ToString(), pool.Token.ToString(), pool.Quote.ToString(), pool.OpeningPrice, pool.Price, ReportTables.Amount(pool.Reserve, pool.Token, tokens),
                pool.Reserve.ToString(), ReportTables.Amount(pool.QuoteReserve, pool.Quote, tokens), pool.QuoteReserve.ToString(), pool.Liquidity.ToString(), pool.TotalLiquidity.ToString(),
                pool.Holder.ToString(), pool.Held.ToString(), pool.Recipient.ToString(), pool.LockedUntil is { } until ? People.Iso(until) : null);
        }

        return table.ToBytes();
    }

    private static byte[] Depth(ReportModel model, Dictionary<Address, ReportToken> tokens)
    {
        var table = new CsvTable("pool", "basis_points", "sold", "sold_base_units", "sold_for_base_units", "paid", "paid_base_units", "bought_base_units");
        foreach (ReportPool pool in model.Pools)
        {
            foreach (ReportDepth depth in pool.Depth)
            {
                table.Row(
                    pool.Name, depth.BasisPoints.ToString(), ReportTables.Amount(depth.Sold, pool.Token, tokens), depth.Sold.ToString(), depth.SoldFor.ToString(),
                    ReportTables.Amount(depth.Paid, pool.Quote, tokens), depth.Paid.ToString(), depth.Bought.ToString());
            }
        }

        return table.ToBytes();
    }
}
