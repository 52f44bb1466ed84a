using Bursar.Contracts;
using Bursar.Core.Launch;
using Bursar.Core.Plans;
using Bursar.Core.Vesting;
using Bursar.Evm.Primitives;

namespace Bursar.App.Planning;

/// <summary>Makes the schedules of one source. Their salts follow from names, so that the chain opens each of them once.</summary>
/// <remarks>The order of rows has no influence: schedules differ by what they say, and those that say the very same are counted.</remarks>
/// <param name="launch">The launch.</param>
/// <param name="key">The source, as <see cref="ResourceKeys.VestingSalt"/> takes it.</param>
internal sealed class ScheduleMaker(Launch launch, string key)
{
    private readonly Dictionary<Hash32, int> _alike = [];

    /// <summary>The next schedule.</summary>
    /// <param name="token">Its token; anything while only the box is of interest.</param>
    /// <param name="recipient">Who withdraws.</param>
    /// <param name="revoker">Who may end it; null for nobody.</param>
    /// <param name="curve">When it vests.</param>
    public VestingVault.Schedule Next(Address token, Address recipient, Address? revoker, VestingCurve curve)
    {
        var schedule = new VestingVault.Schedule(token, recipient, revoker ?? default, curve.ToWords(), ResourceKeys.VestingSalt(launch.Operator, launch.Name, key, 0));
        Hash32 alike = VestingKeys.KeyOf(schedule);
        int number = _alike.GetValueOrDefault(alike);
        _alike[alike] = number + 1;
        return number == 0 ? schedule : schedule with { Salt = ResourceKeys.VestingSalt(launch.Operator, launch.Name, key, number) };
    }

    /// <summary>The source of first holders of a token.</summary>
    public static string OfGenesis(string token) => $"genesis.{token}";

    /// <summary>The source of the rows of a drop.</summary>
    public static string OfDrop(string drop) => $"drops.{drop}";
}
