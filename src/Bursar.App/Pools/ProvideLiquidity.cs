using Bursar.App.Execution;
using Bursar.App.Outbox;
using Bursar.App.Planning;
using Bursar.App.Tokens;
using Bursar.Contracts;
using Bursar.Core.Faults;
using Bursar.Core.Launch;
using Bursar.Core.Plans;
using Bursar.Core.Pools;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Pools;

/// <summary>Provides liquidity to a pool and takes it out, each at most once under a key, and only while the price is where it was looked at.</summary>
public sealed class ProvideLiquidity(SendSteps send)
{
    private const ulong CallGas = 350_000;
    private const ulong Whole = 10_000;

    /// <summary>Provides an amount of the token, and what is worth as much of the other.</summary>
    /// <param name="token">The token.</param>
    /// <param name="quote">The other; the zero address for the native coin.</param>
    /// <param name="terms">How much of the token, how far the price may move, until when, under which key.</param>
    /// <param name="options">How to send.</param>
    /// <param name="progress">Told whenever something moved.</param>
    /// <param name="cancellationToken">Stops at the next safe point; the same call goes on.</param>
    public async Task<Result<LiquidityMoved>> AddAsync(
        Address token, Address quote, LiquidityTerms terms, OutboxOptions? options = null, IProgress<OutboxProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(terms);
        if (!(await ReadAsync(token, quote, cancellationToken)).TryGet(out PoolView? view, out IReadOnlyList<Fault> faults))
            return Result<LiquidityMoved>.Fail(faults);
        PoolState pool = view.State;
        UInt256 amount = terms.Amount;
        UInt256 matching = PairMath.Match(amount, pool.TokenReserve, pool.QuoteReserve);
        UInt256 liquidity = PairMath.Liquidity(amount, matching, pool.TokenReserve, pool.QuoteReserve, pool.Liquidity);
        string id = $"pool-add/{terms.Key}";
        IReadOnlyList<BegunStep>? begun = await send.FindAsync(terms.Key, cancellationToken);
        if (begun is null && liquidity.IsZero)
            return new Fault("pool.too-little", $"{view.Token.Text(amount)} is not worth one unit of liquidity.", "amount", "Provide more.") { Kind = FaultKind.Refused };
        foreach ((PoolSide side, UInt256 need) in begun is null ? [(view.Token, amount), (view.Quote, matching)] : Array.Empty<(PoolSide, UInt256)>())
        {
            UInt256 balance = await side.BalanceAsync(send.Client, send.Sender, BlockTag.Latest, cancellationToken);
            if (balance < need)
                return new Fault("token.insufficient-balance", $"{send.Sender} has {side.Text(balance)}; {side.Text(need)} is wanted.", "amount", "Provide less, or give the account more first.") { Kind = FaultKind.Refused };
        }

        IPoolVenue venue = UniswapV2Venue.Of(send.Client, send.Network);
        PoolCall call = venue.Add(token, quote, amount, matching, Bound(amount, terms), Bound(matching, terms), terms.To ?? send.Sender, terms.Deadline);
        List<PlanStep> steps = [];
        foreach ((PoolSide side, UInt256 need) in new[] { (view.Token, amount), (view.Quote, matching) }.Where(s => !s.Item1.IsCoin))
        {
            if (begun?.Any(b => b.Id == ApproveId(id, side)) ?? await AllowanceAsync(side.Token, venue.Provider, cancellationToken) < need)
                steps.Add(Approve(id, side, venue.Provider, begun, need));
        }

        steps.Add(Step(id, $"Provide {view.Token.Text(amount)} and {view.Quote.Text(matching)}", call, begun, steps));
        return await SendAsync(view, liquidity, amount, matching, terms, steps, options, progress, cancellationToken);
    }

    /// <summary>Takes liquidity out, by a permit of the LP token in one transaction.</summary>
    /// <param name="token">The token.</param>
    /// <param name="quote">The other; the zero address for the native coin.</param>
    /// <param name="terms">How many LP tokens, how far the price may move, until when, under which key.</param>
    /// <param name="options">How to send.</param>
    /// <param name="progress">Told whenever something moved.</param>
    /// <param name="cancellationToken">Stops at the next safe point; the same call goes on.</param>
    public async Task<Result<LiquidityMoved>> RemoveAsync(
        Address token, Address quote, LiquidityTerms terms, OutboxOptions? options = null, IProgress<OutboxProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(terms);
        if (!(await ReadAsync(token, quote, cancellationToken)).TryGet(out PoolView? view, out IReadOnlyList<Fault> faults))
            return Result<LiquidityMoved>.Fail(faults);
        PoolState pool = view.State;
        string id = $"pool-remove/{terms.Key}";
        IReadOnlyList<BegunStep>? begun = await send.FindAsync(terms.Key, cancellationToken);
        UInt256 has = await send.Client.CallAsync(pool.Pool, new UniswapV2Pair.BalanceOfCall(send.Sender), BlockTag.Latest, cancellationToken);
        if (begun is null && (has < terms.Amount || has.IsZero))
        {
            return new Fault("pool.more-than-yours", $"{send.Sender} has {new Amount(has, PoolShareSpec.ShareDecimals)} LP tokens of {pool.Pool}; {new Amount(terms.Amount, PoolShareSpec.ShareDecimals)} are wanted.", "amount",
                "Take out less. What is staked or locked has to come out of there first.")
            { Kind = FaultKind.Refused };
        }

        UInt256 amount = PairMath.Share(terms.Amount, pool.TokenReserve, pool.Liquidity);
        UInt256 quoteAmount = PairMath.Share(terms.Amount, pool.QuoteReserve, pool.Liquidity);
        IPoolVenue venue = UniswapV2Venue.Of(send.Client, send.Network);
        TokenPermit? permit = null;
        List<PlanStep> steps = [];
        var share = new PoolSide(pool.Pool, "LP", PoolShareSpec.ShareDecimals);
        bool approves = begun?.Any(b => b.Id == ApproveId(id, share)) ?? false;
        if (begun is null && await AllowanceAsync(pool.Pool, venue.Provider, cancellationToken) < terms.Amount)
        {
            permit = await new TokenPermits(send.Client).SignAsync(send.Signer, pool.Pool, venue.Provider, terms.Amount, terms.Deadline, cancellationToken);
            approves = permit is null;
        }

        if (approves)
            steps.Add(Approve(id, share, venue.Provider, begun, terms.Amount));
        PoolCall call = venue.Remove(token, quote, terms.Amount, Bound(amount, terms), Bound(quoteAmount, terms), terms.To ?? send.Sender, terms.Deadline, permit);
        steps.Add(Step(id, $"Take {view.Token.Text(amount)} and {view.Quote.Text(quoteAmount)} out", call, begun, steps));
        return await SendAsync(view, terms.Amount, amount, quoteAmount, terms, steps, options, progress, cancellationToken);
    }

    private async Task<Result<PoolView>> ReadAsync(Address token, Address quote, CancellationToken cancellationToken)
    {
        await ChainGuard.RequireAsync(send.Client, send.Network, cancellationToken);
        return await new ReadPool(send.Client, send.Network).RunAsync(token, quote, null, cancellationToken);
    }

    private async Task<UInt256> AllowanceAsync(Address token, Address spender, CancellationToken cancellationToken) =>
        await send.Client.CallAsync(token, new Erc20.AllowanceCall(send.Sender, spender), BlockTag.Latest, cancellationToken);

    private static UInt256 Bound(UInt256 amount, LiquidityTerms terms) => amount * (Whole - (ulong)terms.Slippage) / Whole;

    private static string ApproveId(string id, PoolSide side) => $"{id}/approve-{side.Token}";

    private static PlanStep Approve(string id, PoolSide side, Address spender, IReadOnlyList<BegunStep>? begun, UInt256 amount)
    {
        string name = ApproveId(id, side);
        return new PlanStep
        {
            Id = name,
            Title = $"Let {spender} take {side.Text(amount)}",
            To = side.Token,
            Data = begun?.FirstOrDefault(b => b.Id == name)?.Data ?? new Erc20.ApproveCall(spender, amount).Encode(),
            Gas = GasModel.Approve,
            Check = StepCheck.JournalOnly(side.Token),
        };
    }

    /// <summary>The call itself; what was signed under the same key is gone on with as it was.</summary>
    private static PlanStep Step(string id, string title, PoolCall call, IReadOnlyList<BegunStep>? begun, List<PlanStep> before) => new()
    {
        Id = id,
        Title = title,
        To = call.To,
        Value = call.Value,
        Data = begun?.FirstOrDefault(b => b.Id == id)?.Data ?? call.Data,
        Gas = CallGas + GasModel.Calldata(call.Data),
        GasLater = GasModel.PairClock,
        Check = StepCheck.JournalOnly(call.To),
        After = [.. before.Select(s => s.Id)],
    };

    private async Task<Result<LiquidityMoved>> SendAsync(
        PoolView view, UInt256 liquidity, UInt256 amount, UInt256 quoteAmount, LiquidityTerms terms, List<PlanStep> steps, OutboxOptions? options, IProgress<OutboxProgress>? progress,
        CancellationToken cancellationToken)
    {
        Result<OutboxOutcome> sent = await send.RunAsync(new SendOrder { Key = terms.Key, Steps = steps }, options, progress, cancellationToken);
        return sent.TryGet(out OutboxOutcome? outcome) ? new LiquidityMoved(view, liquidity, amount, quoteAmount, outcome) : Result<LiquidityMoved>.Fail(sent.Faults);
    }
}

/// <summary>The terms on which liquidity is provided or taken out.</summary>
public sealed record LiquidityTerms
{
    /// <summary>How much of the token is provided, or how many LP tokens are given back, in base units.</summary>
    public required UInt256 Amount { get; init; }

    /// <summary>How far the price may move until it happens, in hundredths of a percent.</summary>
    public int Slippage { get; init; } = 50;

    /// <summary>Last second in which it may happen, in seconds since 1970.</summary>
    public required ulong Deadline { get; init; }

    /// <summary>Who gets the LP tokens, or the tokens; null for the account itself.</summary>
    public Address? To { get; init; }

    /// <summary>Names it among what the account does; under one key it happens once.</summary>
    public required string Key { get; init; }
}

/// <summary>Liquidity that was provided or taken out.</summary>
/// <param name="Before">The pool before.</param>
/// <param name="Liquidity">LP tokens, at the reserves before.</param>
/// <param name="Amount">Of the token.</param>
/// <param name="QuoteAmount">Of the other.</param>
/// <param name="Outcome">What was sent.</param>
public sealed record LiquidityMoved(PoolView Before, UInt256 Liquidity, UInt256 Amount, UInt256 QuoteAmount, OutboxOutcome Outcome);
