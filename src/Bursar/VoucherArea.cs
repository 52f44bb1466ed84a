using Bursar.App.Planning;
using Bursar.App.Vouchers;
using Bursar.Core.Faults;
using Bursar.Evm.Primitives;

namespace Bursar;

/// <summary>Escrows out of which signed vouchers are paid, each signer within its budget.</summary>
public sealed class VoucherArea
{
    private const string Kind = "vouchers";
    private readonly ClientCore _core;
    private readonly LaunchArea _launches;

    internal VoucherArea(ClientCore core)
    {
        _core = core;
        _launches = new LaunchArea(core);
    }

    /// <summary>Makes and funds an escrow, or finds it made: one key is one escrow.</summary>
    /// <exception cref="FaultException">It cannot be made so, its key was used for another one, or the chain refused.</exception>
    public Task<VoucherEscrow> CreateAsync(VoucherOptions options, CancellationToken cancellationToken = default) => ClientCore.DescribeAsync(async () =>
    {
        var folder = new LaunchFolder(_core, Kind, options.IdempotencyKey);
        PlannedLaunch planned = await _launches.PlanAsync(Write(folder, options, planOnly: true, cancellationToken), cancellationToken);
        await _launches.ApplyAsync(planned.Plan, planned.Blueprint.Loaded, () => Write(folder, options, planOnly: false, cancellationToken), cancellationToken);
        return new VoucherEscrow(_core, planned.Blueprint.Vouchers[0].Address, options.Token.Decimals);
    });

    /// <summary>An escrow that exists, whoever made it.</summary>
    /// <exception cref="FaultException">There is none of Bursar's at that address.</exception>
    public Task<VoucherEscrow> OpenAsync(Address escrow, CancellationToken cancellationToken = default) => ClientCore.DescribeAsync(async () =>
    {
        VouchersState state = (await new ReadVouchers(_core.Chain).RunAsync(escrow, cancellationToken)).Value;
        return new VoucherEscrow(_core, escrow, state.Decimals);
    });

    private LoadedLaunch Write(LaunchFolder folder, VoucherOptions options, bool planOnly, CancellationToken cancellationToken)
    {
        byte decimals = options.Token.Decimals;
        string file = folder.Write([options.Token], planOnly, text =>
        {
            text.Append($"vouchers:\n  {LaunchFolder.Quoted(folder.Key)}:\n    token: token0\n    total: {LaunchFolder.Quoted(options.Total.With(decimals))}\n");
            if (options.Signer is { } signer)
                text.Append($"    signer: {LaunchFolder.Quoted(signer)}\n");
            if (options.Budget is { } budget)
                text.Append($"    budget: {LaunchFolder.Quoted(budget.With(decimals))}\n");
            LaunchFolder.Time(text, "starts", options.Starts);
            LaunchFolder.Time(text, "expires", options.Expires);
            LaunchFolder.Party(text, options.Owner ?? _core.Account, options.Uri);
        });
        return _launches.Load(file, cancellationToken);
    }
}
