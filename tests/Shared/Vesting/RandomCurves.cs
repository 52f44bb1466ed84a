using Bursar.Core.Vesting;
using Bursar.Evm.Primitives;

namespace Bursar.Tests.Shared;

/// <summary>Curves of every shape that the contract takes.</summary>
internal static class RandomCurves
{
    private const long From = 1_700_000_000;

    /// <summary>A curve of 1 to 12 points, near each other or years apart, of a few units or of nearly 2^120.</summary>
    /// <param name="random">Decides.</param>
    /// <param name="mostBits">Each step of the curve is below 2 to this.</param>
    public static VestingCurve Next(Random random, int mostBits = 116)
    {
        int count = random.Next(1, 13);
        int bits = random.Next(1, mostBits + 1);
        long time = From + random.NextInt64(100_000_000);
        long most = random.Next(2) == 0 ? 100 : 50_000_000;
        UInt256 amount = UInt256.Zero;
        var points = new List<VestingPoint>();
        for (int i = 0; i < count; i++)
        {
            amount += i > 0 && random.Next(4) == 0 ? UInt256.Zero : Below(random, bits);
            if (i == count - 1 && amount.IsZero)
                amount = UInt256.One;
            points.Add(new VestingPoint(DateTimeOffset.FromUnixTimeSeconds(time), amount, i > 0 && random.Next(2) == 0));
            time += random.NextInt64(1, most);
        }

        return VestingCurve.Create(points).Value;
    }

    private static UInt256 Below(Random random, int bits)
    {
        Span<byte> bytes = stackalloc byte[32];
        random.NextBytes(bytes);
        return new UInt256(bytes) >> (256 - bits);
    }
}
