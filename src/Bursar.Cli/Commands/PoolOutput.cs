using System.Globalization;
using System.Text.Json.Nodes;
using Bursar.App.Pools;
using Bursar.Cli.Output;
using Bursar.Core.Launch;
using Bursar.Core.Networks;
using Bursar.Core.Pools;
using Bursar.Evm.Primitives;

namespace Bursar.Cli.Commands;

/// <summary>Pools and swaps, for programs and for people.</summary>
internal static class PoolOutput
{
    /// <summary>A pool.</summary>
    public static Outcome Show(PoolView view, Address? account)
    {
        IReadOnlyList<PoolDepth> depth = PoolDepth.Of(view.State);
        var json = new JsonObject
        {
            ["ok"] = true,
            ["pool"] = view.State.Pool.ToString(),
            ["token"] = view.Token.Token.ToString(),
            ["quote"] = view.Quote.Token.ToString(),
            ["price"] = view.Price,
            ["tokenReserve"] = view.State.TokenReserve.ToString(),
            ["quoteReserve"] = view.State.QuoteReserve.ToString(),
            ["liquidity"] = view.State.Liquidity.ToString(),
            ["block"] = view.Block,
            ["depth"] = new JsonArray([.. depth.Select(d => (JsonNode)new JsonObject
            {
                ["basisPoints"] = d.BasisPoints, ["sold"] = d.Sold.ToString(), ["soldFor"] = d.SoldFor.ToString(), ["paid"] = d.Paid.ToString(), ["bought"] = d.Bought.ToString(),
            })]),
        };
        if (view.Position is { } position)
            json["position"] = Position(position, account);
        return new Outcome(json, t =>
        {
            SentView.Line(t, "pool", view.State.Pool.ToString());
            SentView.Line(t, "price", $"{view.Price} {view.Quote.Symbol} for 1 {view.Token.Symbol}");
            SentView.Line(t, "holds", $"{view.Token.Text(view.State.TokenReserve)} and {view.Quote.Text(view.State.QuoteReserve)}");
            SentView.Line(t, "LP tokens", Share(view.State.Liquidity));
            foreach (PoolDepth d in depth)
                SentView.Line(t, $"{Percent(d.BasisPoints)}", $"{view.Token.Text(d.Sold)} sold for {view.Quote.Text(d.SoldFor)}, or {view.Quote.Text(d.Paid)} paid for {view.Token.Text(d.Bought)}");
            if (view.Position is { } held)
                Position(t, view, held);
        });
    }

    /// <summary>Liquidity that was provided or taken out.</summary>
    public static Outcome Moved(LiquidityMoved moved, NetworkProfile network, string key, string what) => SentView.Of(moved.Outcome, network,
    [
        ("pool", moved.Before.State.Pool.ToString()), (what, $"{moved.Before.Token.Text(moved.Amount)} and {moved.Before.Quote.Text(moved.QuoteAmount)}"), ("LP tokens", Share(moved.Liquidity)),
        (SentView.UnitsLabel, moved.Liquidity.ToString()),
    ], key);

    /// <summary>What a swap would give.</summary>
    public static Outcome Quote(SwapQuote quote) => new(Json(quote), t => Print(t, quote));

    /// <summary>A swap that happened.</summary>
    public static Outcome Swapped(SwapResult result, NetworkProfile network, string key)
    {
        PoolSide last = result.Quote.Route[^1];
        return SentView.Of(result.Outcome, network,
        [
            ("route", Route(result.Quote)), ("given", result.Quote.Route[0].Text(result.Quote.AmountIn)), ("arrived", last.Text(result.Arrived)), ("at least", last.Text(result.Least)),
            (SentView.UnitsLabel, result.Arrived.ToString()),
        ], key);
    }

    private static JsonObject Json(SwapQuote quote) => new()
    {
        ["ok"] = true,
        ["route"] = new JsonArray([.. quote.Route.Select(s => (JsonNode)JsonValue.Create(s.Token.ToString()))]),
        ["amountIn"] = quote.AmountIn.ToString(),
        ["amountOut"] = quote.AmountOut.ToString(),
        ["price"] = quote.Price,
        ["costBasisPoints"] = quote.CostBasisPoints,
        ["block"] = quote.Block,
    };

    private static void Print(Terminal terminal, SwapQuote quote)
    {
        SentView.Line(terminal, "route", Route(quote));
        SentView.Line(terminal, "given", quote.Route[0].Text(quote.AmountIn));
        SentView.Line(terminal, "arrives", quote.Route[^1].Text(quote.AmountOut));
        SentView.Line(terminal, "price", $"{quote.Price} {quote.Route[^1].Symbol} for 1 {quote.Route[0].Symbol}");
        SentView.Line(terminal, "cost", $"{Percent(quote.CostBasisPoints)}, for fees and the movement of the price");
    }

    private static JsonObject Position(PoolPosition position, Address? account) => new()
    {
        ["account"] = account?.ToString(),
        ["liquidity"] = position.Liquidity.ToString(),
        ["entryToken"] = position.Entry0.ToString(),
        ["entryQuote"] = position.Entry1.ToString(),
        ["nowToken"] = position.Now0.ToString(),
        ["nowQuote"] = position.Now1.ToString(),
        ["feesToken"] = position.Fees0.ToString(),
        ["feesQuote"] = position.Fees1.ToString(),
        ["heldInQuote"] = position.Held.ToString(),
        ["impermanentLossInQuote"] = position.ImpermanentLoss.ToString(),
    };

    private static void Position(Terminal t, PoolView view, PoolPosition position)
    {
        SentView.Line(t, "provider", $"{Share(position.Liquidity)} LP tokens");
        SentView.Line(t, "put in", $"{view.Token.Text(position.Entry0)} and {view.Quote.Text(position.Entry1)}, worth {view.Quote.Text(position.Held)} now");
        SentView.Line(t, "worth now", $"{view.Token.Text(position.Now0)} and {view.Quote.Text(position.Now1)}");
        SentView.Line(t, "fees", $"{view.Token.Text(position.Fees0)} and {view.Quote.Text(position.Fees1)} earned since");
        SentView.Line(t, "loss", $"{view.Quote.Text(position.ImpermanentLoss)} against holding, by the movement of the price (impermanent loss)");
    }

    private static string Route(SwapQuote quote) => string.Join(" → ", quote.Route.Select(s => s.Symbol));

    private static string Share(UInt256 liquidity) => new Amount(liquidity, PoolShareSpec.ShareDecimals).ToString();

    private static string Percent(int basisPoints) => string.Create(CultureInfo.InvariantCulture, $"{basisPoints / 100}.{basisPoints % 100:00} %");
}
