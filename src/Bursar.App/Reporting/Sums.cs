using Bursar.Evm.Primitives;

namespace Bursar.App.Reporting;

internal static class Sums
{
    /// <summary>The sum, or 2^256 − 1 when it does not fit. Only a token that lies can get there, and a report about it must still be written.</summary>
    public static UInt256 Of<T>(IEnumerable<T> items, Func<T, UInt256> value)
    {
        UInt256 sum = UInt256.Zero;
        foreach (T item in items)
        {
            if (!UInt256.TryAdd(sum, value(item), out sum))
                return UInt256.MaxValue;
        }

        return sum;
    }

    /// <summary>A share for people and plots: 0 to 1, and 0 of nothing is 0.</summary>
    public static double Share(UInt256 part, UInt256 whole) => whole.IsZero ? 0 : Math.Min(1, part.ToDouble() / whole.ToDouble());
}
