using Bursar.App.Planning;
using Bursar.Core.Faults;
using Bursar.Core.Launch;
using Bursar.Evm.Primitives;

namespace Bursar;

/// <summary>Lists that are paid out, many rows a transaction. The chain itself pays no batch twice.</summary>
public sealed class PayoutArea
{
    private const string Kind = "payouts";
    private readonly ClientCore _core;
    private readonly LaunchArea _launches;

    internal PayoutArea(ClientCore core)
    {
        _core = core;
        _launches = new LaunchArea(core);
    }

    /// <summary>Plans the payment of a list; nothing is sent.</summary>
    /// <exception cref="FaultException">It cannot be paid, or its key was used for another list.</exception>
    public Task<Planned<PaidList>> PlanAsync(PayoutOptions options, CancellationToken cancellationToken = default) => ClientCore.DescribeAsync(async () =>
    {
        var folder = new LaunchFolder(_core, Kind, options.IdempotencyKey);
        PlannedLaunch planned = await _launches.PlanAsync(Write(folder, options, planOnly: true, cancellationToken), cancellationToken);
        PayoutBlueprint payout = planned.Blueprint.Payouts[0];
        return new Planned<PaidList>(planned, async token =>
        {
            LoadedLaunch? loaded = null;
            Sent sent = await _launches.ApplyAsync(planned.Plan, planned.Blueprint.Loaded, () => loaded = Write(folder, options, planOnly: false, token), token);
            return new PaidList(payout.Run, payout.Batches.Count, new Amount(payout.List.Total, options.Token.Decimals), loaded!.File, sent);
        });
    });

    /// <summary>Pays a list, or finishes paying it: what the chain has as paid is left alone.</summary>
    /// <exception cref="FaultException">It cannot be paid, its key was used for another list, or the chain refused.</exception>
    public async Task<PaidList> PayAsync(PayoutOptions options, CancellationToken cancellationToken = default) =>
        await (await PlanAsync(options, cancellationToken)).ApplyAsync(cancellationToken);

    private LoadedLaunch Write(LaunchFolder folder, PayoutOptions options, bool planOnly, CancellationToken cancellationToken)
    {
        string onFailure = options.OnFailure == RowFailurePolicy.Skip ? "skip" : "revert";
        string file = folder.Write(options.Token, options.List, planOnly, text => text.Append(
            $"payouts:\n  {LaunchFolder.Quoted(folder.Key)}:\n{LaunchFolder.Common(options.List)}    batch: {options.Batch}\n    on-failure: {onFailure}\n"));
        return _launches.Load(file, cancellationToken);
    }
}
