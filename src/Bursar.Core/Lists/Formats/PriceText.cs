using Bursar.Evm.Primitives;

namespace Bursar.Core.Lists.Formats;

/// <summary>Prices, whose decimals are those that are written: the currency's own are not known here.</summary>
internal static class PriceText
{
    /// <summary>Digits after the point.</summary>
    internal static byte DecimalsOf(ReadOnlySpan<byte> text) =>
        (byte)Math.Min(Amount.MaxDecimals, text.IndexOf((byte)'.') is int point && point >= 0 ? text.Length - point - 1 : 0);

    /// <summary>The same price without zeros at its end.</summary>
    internal static Amount Shortest(Amount price)
    {
        while (price.Decimals > 0 && UInt256.DivRem(price.BaseUnits, 10) is (var shorter, { IsZero: true }))
            price = new Amount(shorter, (byte)(price.Decimals - 1));
        return price;
    }
}
