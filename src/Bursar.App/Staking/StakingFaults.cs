using System.Globalization;
using Bursar.Core.Faults;
using Bursar.Evm.Primitives;

namespace Bursar.App.Staking;

/// <summary>Faults and times that several uses of a pool have in common.</summary>
internal static class StakingFaults
{
    private const ulong LastSecond = 253_402_300_799;

    public static Fault BadAmount(string text) =>
        new("stake.bad-amount", $"{text} cannot be staked or taken back: it is nothing, or more than 2^112 − 1 base units.", "amount", "Give an amount in between.") { Kind = FaultKind.Usage };

    public static string Moment(UInt256 seconds) =>
        DateTimeOffset.FromUnixTimeSeconds(seconds < (UInt256)LastSecond ? (long)seconds : (long)LastSecond).ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
