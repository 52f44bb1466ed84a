using Bursar.App.Planning;
using Bursar.Core.Launch;

namespace Bursar.App.Courier;

/// <summary>The files that a launch consists of.</summary>
public static class LaunchFiles
{
    /// <summary>Their paths from the launch file's folder, the launch file first, each once.</summary>
    public static IReadOnlyList<string> Of(LoadedLaunch loaded)
    {
        Launch launch = loaded.Launch;
        string folder = launch.Policy is { } policy && policy.Contains('/', StringComparison.Ordinal) ? policy[..(policy.LastIndexOf('/') + 1)] : "";
        IEnumerable<string?> paths =
        [
            Path.GetFileName(loaded.File),
            .. launch.Tokens.OfType<CreatedTokenSpec>().Select(t => t.Genesis.List?.Path),
            .. launch.Drops.Select(d => d.List.Path),
            .. launch.Payouts.Select(p => p.List.Path),
            .. launch.NftPayouts.Select(p => p.List.Path),
            .. launch.Vesting.Select(v => v.From?.Path),
            launch.Policy,
            .. loaded.Policy?.Policy.Recipients.Select(r => r.List is { } list ? folder + list : null) ?? [],
        ];
        return [.. paths.OfType<string>().Distinct(StringComparer.Ordinal)];
    }
}
