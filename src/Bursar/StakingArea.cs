using System.Globalization;
using Bursar.App.Planning;
using Bursar.App.Staking;
using Bursar.Core.Faults;
using Bursar.Evm.Primitives;

namespace Bursar;

/// <summary>Staking pools: rewards by share and time.</summary>
public sealed class StakingArea
{
    private const string Kind = "staking";
    private readonly ClientCore _core;
    private readonly LaunchArea _launches;

    internal StakingArea(ClientCore core)
    {
        _core = core;
        _launches = new LaunchArea(core);
    }

    /// <summary>Makes a pool, funds its first periods and starts them, in one transaction; or finds it made: one key is one pool.</summary>
    /// <exception cref="FaultException">It cannot be made so, its key was used for another one, a reward is not there to the last unit, or the chain refused.</exception>
    public Task<StakePool> CreateAsync(StakingOptions options, CancellationToken cancellationToken = default) => ClientCore.DescribeAsync(async () =>
    {
        var folder = new LaunchFolder(_core, Kind, options.IdempotencyKey);
        PlannedLaunch planned = await _launches.PlanAsync(Write(folder, options, planOnly: true, cancellationToken), cancellationToken);
        LoadedLaunch? loaded = null;
        await _launches.ApplyAsync(planned.Plan, planned.Blueprint.Loaded, () => loaded = Write(folder, options, planOnly: false, cancellationToken), cancellationToken);
        return new StakePool(_core, planned.Blueprint.Staking[0].Address, options.Token?.Decimals ?? 0, loaded!.File);
    });

    /// <summary>A pool that exists, whoever made it.</summary>
    /// <exception cref="FaultException">There is none of Bursar's at that address.</exception>
    public Task<StakePool> OpenAsync(Address pool, CancellationToken cancellationToken = default) => ClientCore.DescribeAsync(async () =>
        new StakePool(_core, pool, (await new ReadStakingPool(_core.Chain).RunAsync(pool, cancellationToken)).Value.Token.Decimals, null));

    private LoadedLaunch Write(LaunchFolder folder, StakingOptions options, bool planOnly, CancellationToken cancellationToken)
    {
        Token[] tokens = [.. options.Rewards.Select(r => r.Token).Concat(options.Token is { } staked ? [staked] : []).DistinctBy(t => t.Address)];
        string file = folder.Write(tokens, planOnly, text =>
        {
            text.Append($"staking:\n  {LaunchFolder.Quoted(folder.Key)}:\n");
            text.Append(options.Collection is { } collection ? $"    collection: {LaunchFolder.Quoted(collection)}\n" : "");
            text.Append(options.Token is { } token ? $"    token: {NameOf(tokens, token)}\n" : "");
            text.Append("    rewards:\n");
            foreach (StakingReward reward in options.Rewards)
                text.Append($"      - {{ token: {NameOf(tokens, reward.Token)}, amount: {LaunchFolder.Quoted(reward.Amount.With(reward.Token.Decimals))}, duration: {Hours(reward.Duration)} }}\n");
            if (options.Tiers.Count > 0)
                text.Append("    tiers:\n");
            foreach (StakingLock tier in options.Tiers)
                text.Append(CultureInfo.InvariantCulture, $"      - {{ {(tier.Lock == TimeSpan.Zero ? "" : $"lock: {Hours(tier.Lock)}, ")}weight: {tier.Weight} }}\n");
            if (options.Cooldown != TimeSpan.Zero)
                text.Append($"    cooldown: {Hours(options.Cooldown)}\n");
            text.Append($"    votes: {(options.Votes ? "true" : "false")}\n");
            LaunchFolder.Party(text, options.Owner ?? _core.Account, options.Uri);
        });
        return _launches.Load(file, cancellationToken);
    }

    private static string NameOf(Token[] tokens, Token token) => $"token{Array.FindIndex(tokens, t => t.Address == token.Address).ToString(CultureInfo.InvariantCulture)}";

    private static string Hours(TimeSpan time) => time > TimeSpan.Zero && time.Ticks % TimeSpan.TicksPerHour == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{(long)time.TotalHours}h")
        : throw new FaultException(new Fault("launch.bad-duration", $"{time} is no whole number of hours.", "Duration", "Give whole hours: 90.Days(), 36.Hours()."));
}
