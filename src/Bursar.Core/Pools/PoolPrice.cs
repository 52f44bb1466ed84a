using System.Globalization;
using System.Numerics;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Pools;

/// <summary>Prices as people read them.</summary>
public static class PoolPrice
{
    private const int Digits = 8;
    private const int MostAfterPoint = 40;

    /// <summary>What one whole token costs, with eight significant digits, the last one rounded down: <c>0.0005</c>, <c>12.345678</c>.</summary>
    /// <param name="amount">An amount of the token, in base units.</param>
    /// <param name="decimals">The token's decimals.</param>
    /// <param name="quoteAmount">What it is worth, in base units.</param>
    /// <param name="quoteDecimals">Decimals of what it is worth.</param>
    /// <returns><c>0</c> when there is nothing of one of the two.</returns>
    public static string Of(UInt256 amount, byte decimals, UInt256 quoteAmount, byte quoteDecimals)
    {
        if (amount.IsZero || quoteAmount.IsZero)
            return "0";
        BigInteger made = Exact.Of(quoteAmount) * BigInteger.Pow(10, decimals);
        BigInteger unit = Exact.Of(amount) * BigInteger.Pow(10, quoteDecimals);
        int after = 0;
        while (after < MostAfterPoint && made * BigInteger.Pow(10, after) / unit < BigInteger.Pow(10, Digits - 1))
            after++;
        string text = (made * BigInteger.Pow(10, after) / unit).ToString(CultureInfo.InvariantCulture).PadLeft(after + 1, '0');
        if (after == 0)
            return text;
        string fraction = text[^after..].TrimEnd('0');
        return fraction.Length == 0 ? text[..^after] : $"{text[..^after]}.{fraction}";
    }
}
