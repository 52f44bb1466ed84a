using Bursar.App.Execution;
using Bursar.App.Pools;
using Bursar.Core.Faults;
using Bursar.Core.Lists.Formats;
using Bursar.Evm.Primitives;

namespace Bursar;

/// <summary>Exchanging tokens in pools.</summary>
public sealed class SwapArea
{
    private const int Minutes = 20;
    private readonly ClientCore _core;

    internal SwapArea(ClientCore core) => _core = core;

    /// <summary>What a swap would give; nothing is sent.</summary>
    /// <param name="from">What is given; null for the chain's own coin.</param>
    /// <param name="to">What is wanted; null for the chain's own coin.</param>
    /// <param name="amount">How much is given.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="FaultException">No pools lead there, or nothing would arrive.</exception>
    public Task<SwapQuote> QuoteAsync(Token? from, Token? to, Quantity amount, CancellationToken cancellationToken = default) => ClientCore.DescribeAsync(async () =>
        (await new QuoteSwap(_core.Chain, _core.Network).RunAsync(from?.Address ?? default, to?.Address ?? default, Units(from, amount), null, cancellationToken)).Value);

    /// <summary>Swaps, by a permit in one transaction where the token takes permits; within 20 minutes or not at all.</summary>
    /// <param name="from">What is given; null for the chain's own coin.</param>
    /// <param name="to">What is wanted; null for the chain's own coin.</param>
    /// <param name="amount">How much is given.</param>
    /// <param name="idempotencyKey">Names this very swap, which the chain carries out once; null for a fresh key.</param>
    /// <param name="slippage">How far the price may move until it happens, in hundredths of a percent.</param>
    /// <param name="cancellationToken">Stops at the next safe point.</param>
    /// <exception cref="FaultException">The price moved, the account has too little, no pools lead there, or the key was used.</exception>
    public Task<SwapResult> RunAsync(Token? from, Token? to, Quantity amount, string? idempotencyKey = null, int slippage = 50, CancellationToken cancellationToken = default) => _core.SendAsync(() =>
    {
        var terms = new SwapTerms { AmountIn = Units(from, amount), Slippage = slippage, Deadline = Deadline(_core), Key = idempotencyKey is null ? SendSteps.NewKey() : SendSteps.CheckKey(idempotencyKey).Value };
        return new SwapTokens(_core.Steps).RunAsync(from?.Address ?? default, to?.Address ?? default, terms, _core.Options.Outbox, _core.Options.Progress, cancellationToken);
    }, cancellationToken);

    internal static ulong Deadline(ClientCore core) => (ulong)core.Options.Time.GetUtcNow().AddMinutes(Minutes).ToUnixTimeSeconds();

    private static UInt256 Units(Token? token, Quantity amount) => amount.With(token?.Decimals ?? Asset.NativeDecimals).BaseUnits;
}
