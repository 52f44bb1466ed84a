using Bursar.App.Execution;
using Bursar.App.Pools;
using Bursar.Core.Faults;
using Bursar.Core.Launch;
using Bursar.Evm.Primitives;

namespace Bursar;

/// <summary>A pool of two tokens, as the client's account uses it.</summary>
public sealed class Pool
{
    private readonly ClientCore _core;
    private readonly PoolView _view;

    internal Pool(ClientCore core, PoolView view)
    {
        _core = core;
        _view = view;
    }

    /// <summary>Where it is; its LP token is there too.</summary>
    public Address Address => _view.State.Pool;

    /// <summary>The token.</summary>
    public PoolSide Token => _view.Token;

    /// <summary>What it is exchanged for.</summary>
    public PoolSide Quote => _view.Quote;

    /// <summary>Price and reserves now, and what an account has in it, with fees and impermanent loss since it came in.</summary>
    /// <param name="account">Whose part to weigh; null for nobody's.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<PoolView> ShowAsync(Address? account = null, CancellationToken cancellationToken = default) =>
        ClientCore.DescribeAsync(async () => (await new ReadPool(_core.Chain, _core.Network).RunAsync(Token.Token, Quote.Token, account, cancellationToken)).Value);

    /// <summary>What can be traded while the price moves by at most 0.5, 1, 2 and 5 %.</summary>
    public async Task<IReadOnlyList<PoolDepth>> DepthAsync(CancellationToken cancellationToken = default) => PoolDepth.Of((await ShowAsync(null, cancellationToken)).State);

    /// <summary>Provides an amount of the token, and what is worth as much of the other.</summary>
    /// <param name="amount">How much of the token.</param>
    /// <param name="idempotencyKey">Names this very act; null for a fresh key.</param>
    /// <param name="slippage">How far the price may move until it happens, in hundredths of a percent.</param>
    /// <param name="cancellationToken">Stops at the next safe point; the same key goes on.</param>
    /// <returns>LP tokens are in <see cref="LiquidityMoved.Liquidity"/>.</returns>
    /// <exception cref="FaultException">The account has too little, or the price moved.</exception>
    public Task<LiquidityMoved> AddAsync(Quantity amount, string? idempotencyKey = null, int slippage = 50, CancellationToken cancellationToken = default) => _core.SendAsync(
        () => new ProvideLiquidity(_core.Steps).AddAsync(
            Token.Token, Quote.Token, Terms(amount.With(Token.Decimals).BaseUnits, idempotencyKey, slippage), _core.Options.Outbox, _core.Options.Progress, cancellationToken), cancellationToken);

    /// <summary>Gives LP tokens back for what they are worth.</summary>
    /// <param name="liquidity">How many LP tokens.</param>
    /// <param name="idempotencyKey">Names this very act; null for a fresh key.</param>
    /// <param name="slippage">How far the price may move until it happens, in hundredths of a percent.</param>
    /// <param name="cancellationToken">Stops at the next safe point; the same key goes on.</param>
    /// <exception cref="FaultException">The account has fewer, or the price moved.</exception>
    public Task<LiquidityMoved> RemoveAsync(Quantity liquidity, string? idempotencyKey = null, int slippage = 50, CancellationToken cancellationToken = default) => _core.SendAsync(
        () => new ProvideLiquidity(_core.Steps).RemoveAsync(
            Token.Token, Quote.Token, Terms(liquidity.With(PoolShareSpec.ShareDecimals).BaseUnits, idempotencyKey, slippage), _core.Options.Outbox, _core.Options.Progress, cancellationToken),
        cancellationToken);

    private LiquidityTerms Terms(UInt256 amount, string? key, int slippage) =>
        new() { Amount = amount, Slippage = slippage, Deadline = SwapArea.Deadline(_core), Key = key is null ? SendSteps.NewKey() : SendSteps.CheckKey(key).Value };
}
