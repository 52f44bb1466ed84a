using Bursar.Core.Pools;

namespace Bursar.App.Planning;

/// <summary>Pools in words.</summary>
public static class PoolTexts
{
    /// <summary>The opening price, for example <c>0.0005 ETH for 1 WSC</c>.</summary>
    public static string Price(PoolBlueprint pool)
    {
        ArgumentNullException.ThrowIfNull(pool);
        return $"{PoolPrice.Of(pool.Opening.TokenAmount, pool.Token.Spec.Decimals, pool.Opening.QuoteAmount, pool.Quote.Spec.Decimals)} {pool.Quote.Symbol} for 1 {pool.Token.Symbol}";
    }

    /// <summary>What happens to the LP tokens.</summary>
    public static string Target(PoolBlueprint pool)
    {
        ArgumentNullException.ThrowIfNull(pool);
        return pool.Spec.Liquidity.LockedUntil is { } until ? $"its LP tokens are locked for {pool.Opening.To} until {until:yyyy-MM-dd HH:mm} UTC"
            : pool.Spec.Liquidity.IsBurnt ? "its LP tokens are burnt"
            : $"its LP tokens go to {pool.Opening.To}";
    }

    /// <summary>What a reviewer of a plan should weigh.</summary>
    internal static IEnumerable<string> Warnings(PoolBlueprint pool)
    {
        if (pool.Spec.Liquidity.IsBurnt)
            yield return $"{pool.Spec.Path}: its LP tokens are burnt: nobody can ever take {PlanSteps.Text(pool.Token, pool.Opening.TokenAmount)} and {PlanSteps.Text(pool.Quote, pool.Opening.QuoteAmount)} out again, nor the fees.";
        else if (pool.Spec.Liquidity.LockedUntil is null)
            yield return $"{pool.Spec.Path}: {pool.Opening.To} can take the liquidity out at any time.";
    }
}
