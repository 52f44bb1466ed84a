using Bursar.App.Planning;
using Bursar.App.Pools;
using Bursar.Core.Faults;
using Bursar.Evm.Primitives;

namespace Bursar;

/// <summary>Pools of two tokens, on the venue that the network's profile names.</summary>
public sealed class PoolArea
{
    private const string Kind = "pools";
    private readonly ClientCore _core;
    private readonly LaunchArea _launches;

    internal PoolArea(ClientCore core)
    {
        _core = core;
        _launches = new LaunchArea(core);
    }

    /// <summary>Opens a pool at exactly the price that the amounts make, in one transaction, or finds it opened.</summary>
    /// <returns>The pool.</returns>
    /// <exception cref="FaultException">Somebody provided liquidity first, the key was used for another pool, the network has no venue, or the chain refused.</exception>
    public Task<Pool> CreateAsync(PoolOptions options, CancellationToken cancellationToken = default) => ClientCore.DescribeAsync(async () =>
    {
        var folder = new LaunchFolder(_core, Kind, options.IdempotencyKey);
        PlannedLaunch planned = await _launches.PlanAsync(Write(folder, options, planOnly: true, cancellationToken), cancellationToken);
        await _launches.ApplyAsync(planned.Plan, planned.Blueprint.Loaded, () => Write(folder, options, planOnly: false, cancellationToken), cancellationToken);
        return await OpenAsync(options.Token, options.Quote, cancellationToken);
    });

    /// <summary>A pool that exists, whoever opened it.</summary>
    /// <param name="token">The token.</param>
    /// <param name="quote">What it is exchanged for; null for the chain's own coin.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="FaultException">There is no such pool with liquidity, or the network has no venue.</exception>
    public Task<Pool> OpenAsync(Token token, Token? quote = null, CancellationToken cancellationToken = default) => ClientCore.DescribeAsync(async () =>
    {
        PoolView view = (await new ReadPool(_core.Chain, _core.Network).RunAsync(token.Address, quote?.Address ?? default, null, cancellationToken)).Value;
        return new Pool(_core, view);
    });

    private LoadedLaunch Write(LaunchFolder folder, PoolOptions options, bool planOnly, CancellationToken cancellationToken)
    {
        Token[] tokens = options.Quote is { } other ? [options.Token, other] : [options.Token];
        string file = folder.Write(tokens, planOnly, text =>
        {
            Amount amount = options.Amount.With(options.Token.Decimals);
            Amount quoteAmount = options.QuoteAmount.With(options.Quote?.Decimals ?? Core.Lists.Formats.Asset.NativeDecimals);
            Address to = options.To ?? _core.Account;
            string target = options.LockedUntil is { } until ? $"lock until {until.ToUniversalTime():yyyy-MM-dd'T'HH:mm:ss'Z'} for {to}" : to == PoolOptions.Nobody ? "burn" : $"to {to}";
            text.Append($"pools:\n  {LaunchFolder.Quoted(folder.Key)}:\n    pair: [token0, {(options.Quote is null ? "native" : "token1")}]\n");
            text.Append($"    amounts: [{LaunchFolder.Quoted(amount)}, {LaunchFolder.Quoted(quoteAmount)}]\n    lp: {LaunchFolder.Quoted(target)}\n");
        });
        return _launches.Load(file, cancellationToken);
    }
}
