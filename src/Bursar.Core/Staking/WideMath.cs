using System.Numerics;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Staking;

/// <summary>Products of more than 256 bits, as the contract's library takes them.</summary>
internal static class WideMath
{
    /// <summary>⌊<paramref name="value"/> · <paramref name="factor"/> / <paramref name="divisor"/>⌋.</summary>
    /// <exception cref="OverflowException">The quotient has more than 256 bits.</exception>
    public static UInt256 MultiplyDivide(UInt256 value, UInt256 factor, UInt256 divisor) => Exact.ToUInt256(Exact.Of(value) * Exact.Of(factor) / Exact.Of(divisor));

    /// <summary><see cref="MultiplyDivide"/> rounded up.</summary>
    /// <exception cref="OverflowException">The quotient has more than 256 bits.</exception>
    public static UInt256 MultiplyDivideUp(UInt256 value, UInt256 factor, UInt256 divisor)
    {
        (BigInteger quotient, BigInteger rest) = BigInteger.DivRem(Exact.Of(value) * Exact.Of(factor), Exact.Of(divisor));
        return Exact.ToUInt256(rest.IsZero ? quotient : quotient + BigInteger.One);
    }

    /// <summary>The sum modulo 2^256.</summary>
    public static UInt256 Add(UInt256 left, UInt256 right) =>
        UInt256.TryAdd(left, right, out UInt256 sum) ? sum : left - (UInt256.MaxValue - right) - UInt256.One;

    /// <summary>The difference modulo 2^256.</summary>
    public static UInt256 Subtract(UInt256 left, UInt256 right) => left >= right ? left - right : UInt256.MaxValue - (right - left) + UInt256.One;
}
