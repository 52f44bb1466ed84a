using System.Globalization;
using System.Text;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Lists;

/// <summary>Writes amounts as decimal digits.</summary>
internal static class DecimalText
{
    /// <summary>Most digits of an amount.</summary>
    internal const int MostDigits = 78;

    private const ulong TenToThe19 = 10_000_000_000_000_000_000;

    /// <summary>Writes <paramref name="value"/> without leading zeros.</summary>
    /// <returns>Number of digits.</returns>
    internal static int Write(UInt256 value, Span<byte> to)
    {
        int written;
        if (value.FitsUInt64)
        {
            ((ulong)value).TryFormat(to, out written, default, CultureInfo.InvariantCulture);
            return written;
        }

        if (value.BitLength > 126) // two pieces of 19 digits
            return Encoding.ASCII.GetBytes(value.ToString(), to);
        (UInt256 high, UInt256 low) = UInt256.DivRem(value, TenToThe19);
        ((ulong)high).TryFormat(to, out written, default, CultureInfo.InvariantCulture);
        ((ulong)low).TryFormat(to[written..], out _, "D19", CultureInfo.InvariantCulture);
        return written + 19;
    }
}
