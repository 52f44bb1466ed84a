using System.Text;
using Bursar.App.Planning;
using Bursar.App.Vesting;
using Bursar.Core.Faults;
using Bursar.Core.Vesting;
using Bursar.Evm.Primitives;

namespace Bursar;

/// <summary>Schedules of vesting: tokens that become somebody's as time passes.</summary>
public sealed class VestingArea
{
    private const string Kind = "vesting";
    private readonly ClientCore _core;
    private readonly LaunchArea _launches;

    internal VestingArea(ClientCore core)
    {
        _core = core;
        _launches = new LaunchArea(core);
    }

    /// <summary>Opens schedules with the account's tokens, or finds them opened: one key is one set of schedules, to which recipients can be added.</summary>
    /// <returns>The schedules, in the order of the recipients.</returns>
    /// <exception cref="FaultException">They cannot be opened so, the key was used for others, or the chain refused.</exception>
    public Task<IReadOnlyList<VestingSchedule>> CreateAsync(VestingOptions options, CancellationToken cancellationToken = default) => ClientCore.DescribeAsync<IReadOnlyList<VestingSchedule>>(async () =>
    {
        var folder = new LaunchFolder(_core, Kind, options.IdempotencyKey);
        PlannedLaunch planned = await _launches.PlanAsync(Write(folder, options, planOnly: true, cancellationToken), cancellationToken);
        await _launches.ApplyAsync(planned.Plan, planned.Blueprint.Loaded, () => Write(folder, options, planOnly: false, cancellationToken), cancellationToken);
        return [.. planned.Blueprint.Vesting[0].Schedules.Select(s => new VestingSchedule(_core, s.Id))];
    });

    /// <summary>A schedule that exists, whoever opened it.</summary>
    /// <exception cref="FaultException">No schedule has that id.</exception>
    public Task<VestingSchedule> OpenAsync(Hash32 id, CancellationToken cancellationToken = default) => ClientCore.DescribeAsync(async () =>
    {
        ScheduleState state = (await new ReadSchedules(_core.Chain).ByIdAsync([id], cancellationToken)).Value[0];
        return new VestingSchedule(_core, state.Id);
    });

    /// <summary>What the chain says of all schedules of an account.</summary>
    public Task<IReadOnlyList<ScheduleState>> ShowAsync(Address account, CancellationToken cancellationToken = default) =>
        ClientCore.DescribeAsync(() => new ReadSchedules(_core.Chain).OfAsync(account, cancellationToken));

    /// <summary>Withdraws what has vested of all schedules of the client's account, in one transaction for each hundred.</summary>
    /// <exception cref="FaultException">It has none, nothing has vested, or the chain refused.</exception>
    public async Task<Sent> WithdrawAsync(CancellationToken cancellationToken = default)
    {
        UsedSchedules used = await _core.SendAsync(() => new UseSchedules(_core.Steps).WithdrawAsync(null, _core.Options.Outbox, _core.Options.Progress, cancellationToken), cancellationToken);
        return new Sent(null, used.Outcome);
    }

    private LoadedLaunch Write(LaunchFolder folder, VestingOptions options, bool planOnly, CancellationToken cancellationToken)
    {
        byte decimals = options.Token.Decimals;
        string file = folder.Write([options.Token], planOnly, text =>
        {
            text.Append($"vesting:\n  {LaunchFolder.Quoted(folder.Key)}:\n    token: token0\n");
            Terms(text, options);
            if (options.Revoker is { } revoker)
                text.Append($"    revoker: {LaunchFolder.Quoted(revoker)}\n");
            text.Append("    recipients:\n");
            foreach (VestingShare share in options.Recipients)
            {
                string label = share.Label is { } what ? $", label: {LaunchFolder.Quoted(what)}" : "";
                text.Append($"      - {{ to: {LaunchFolder.Quoted(share.To)}, amount: {LaunchFolder.Quoted(share.Amount.With(decimals))}{label} }}\n");
            }
        });
        return _launches.Load(file, cancellationToken);
    }

    private static void Terms(StringBuilder text, VestingOptions options)
    {
        if (options.Steps.Count > 0)
        {
            if (options.Recipients.Count != 1 || options.Start is not null || options.Duration is not null)
                throw new FaultException(new Fault("launch.vesting-curve", "steps are of one recipient, and go with no start and no duration.", "Steps", "Open a vesting for each recipient, under a key of its own."));
            UInt256 total = options.Recipients[0].Amount.With(options.Token.Decimals).BaseUnits;
            text.Append("    points:\n");
            foreach (VestingPoint point in VestingCurve.Equal(options.Steps, total, "Steps").Value.Points)
                text.Append($"      - {{ at: {At(point.Time)}, total: {LaunchFolder.Quoted(new Amount(point.Amount, options.Token.Decimals))} }}\n");
            return;
        }

        if (options.Start is not { } start || options.Duration is not { } duration)
            throw new FaultException(new Fault("launch.vesting-curve", "it is not said when it vests.", "Start", "Give a start and a duration, or steps."));
        LaunchFolder.Time(text, "start", start);
        if (options.Cliff is { } cliff)
            LaunchFolder.Time(text, "cliff", start + cliff);
        LaunchFolder.Time(text, "end", start + duration);
    }

    private static string At(DateTimeOffset time) => $"\"{time.ToUniversalTime():yyyy-MM-dd'T'HH:mm:ss'Z'}\"";
}
