using System.Text;
using Bursar.App.Execution;
using Bursar.App.Outbox;
using Bursar.App.Planning;
using Bursar.App.Tokens;
using Bursar.Contracts;
using Bursar.Core.Faults;
using Bursar.Core.Plans;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Pools;

/// <summary>Swaps. The chain itself knows which swaps of an account happened, by their keys: a repetition sends nothing.</summary>
public sealed class SwapTokens(SendSteps send)
{
    private const ulong SwapGas = 350_000;

    /// <summary>Swaps, by a permit in one transaction where the token takes permits.</summary>
    /// <param name="from">What is given; the zero address for the native coin.</param>
    /// <param name="to">What is wanted; the zero address for the native coin.</param>
    /// <param name="terms">How much, how bad at most, until when, under which key.</param>
    /// <param name="options">How to send.</param>
    /// <param name="progress">Told whenever something moved.</param>
    /// <param name="cancellationToken">Stops at the next safe point; the same call goes on.</param>
    /// <returns>What was sent, or why nothing was.</returns>
    public async Task<Result<SwapResult>> RunAsync(
        Address from, Address to, SwapTerms terms, OutboxOptions? options = null, IProgress<OutboxProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(terms);
        await ChainGuard.RequireAsync(send.Client, send.Network, cancellationToken);
        Hash32 key = KeyOf(terms.Key);
        if (await IsDoneAsync(key, cancellationToken))
            return new Fault("swap.done", $"the swap of key '{terms.Key}' happened before.", "--idempotency-key", "Nothing is left to do; another swap has another key.") { Kind = FaultKind.Refused };
        Result<SwapQuote> quoted = await new QuoteSwap(send.Client, send.Network).RunAsync(from, to, terms.AmountIn, terms.Via, cancellationToken);
        if (!quoted.TryGet(out SwapQuote? quote, out IReadOnlyList<Fault> faults))
            return Result<SwapResult>.Fail(faults);
        PoolSide given = quote.Route[0];
        UInt256 least = terms.LeastOut ?? quote.Least(terms.Slippage);
        if (quote.AmountOut < least)
        {
            return new Fault("swap.price-moved", $"{given.Text(terms.AmountIn)} would bring {quote.Route[^1].Text(quote.AmountOut)}; at least {quote.Route[^1].Text(least)} has to arrive.", "--least",
                "Wait for a better price, give less at a time, or accept less.")
            { Kind = FaultKind.Refused };
        }

        UInt256 balance = await given.BalanceAsync(send.Client, send.Sender, BlockTag.Latest, cancellationToken);
        if (balance < terms.AmountIn)
            return new Fault("token.insufficient-balance", $"{send.Sender} has {given.Text(balance)}; {given.Text(terms.AmountIn)} is wanted.", "amount", "Swap less, or give the account more first.") { Kind = FaultKind.Refused };
        SendOrder order = await OrderAsync(quote, terms, least, key, cancellationToken);
        Result<OutboxOutcome> sent = await send.RunAsync(order, options, progress, cancellationToken);
        if (!sent.TryGet(out OutboxOutcome? outcome))
            return Result<SwapResult>.Fail(sent.Faults);
        return new SwapResult(quote, least, await ArrivedAsync(key, cancellationToken) ?? quote.AmountOut, outcome);
    }

    private async Task<SendOrder> OrderAsync(SwapQuote quote, SwapTerms terms, UInt256 least, Hash32 key, CancellationToken cancellationToken)
    {
        IPoolVenue venue = UniswapV2Venue.Of(send.Client, send.Network);
        var swap = new PoolSwap([.. quote.Route.Select(s => s.Token)], terms.AmountIn, least, terms.To ?? send.Sender, terms.Deadline, key);
        PoolSide given = quote.Route[0];
        var steps = new List<PlanStep>();
        if ((await send.Client.GetCodeAsync(venue.Swapper, BlockTag.Latest, cancellationToken)).Length == 0)
        {
            steps.Add(PlanSteps.Deploy("contracts/pool-swapper", "Deploy the contract that swaps (the same address on every chain)", venue.Swapper, Deployments.Salt, PoolSwapper.CreationCode(), GasModel.Of(PoolSwapper.RuntimeCode)));
        }

        TokenPermit? permit = null;
        if (!given.IsCoin && await send.Client.CallAsync(given.Token, new Erc20.AllowanceCall(send.Sender, venue.Swapper), BlockTag.Latest, cancellationToken) < terms.AmountIn)
        {
            permit = await new TokenPermits(send.Client).SignAsync(send.Signer, given.Token, venue.Swapper, terms.AmountIn, terms.Deadline, cancellationToken);
            if (permit is null)
            {
                steps.Add(new PlanStep
                {
                    Id = $"swap/{terms.Key}/approve",
                    Title = $"Let the swapper take {given.Text(terms.AmountIn)}",
                    To = given.Token,
                    Data = new Erc20.ApproveCall(venue.Swapper, terms.AmountIn).Encode(),
                    Gas = GasModel.Approve,
                    Check = new StepCheck(given.Token, new Erc20.AllowanceCall(send.Sender, venue.Swapper).Encode(), terms.AmountIn.ToBigEndian()),
                });
            }
        }

        PoolCall call = venue.Swap(swap, permit);
        steps.Add(new PlanStep
        {
            Id = $"swap/{terms.Key}",
            Title = $"Swap {given.Text(terms.AmountIn)} for at least {quote.Route[^1].Text(least)}",
            To = call.To,
            Value = call.Value,
            Data = call.Data,
            Gas = SwapGas + GasModel.Calldata(call.Data),
            GasLater = GasModel.PairClock * (ulong)(quote.Route.Count - 1),
            Check = new StepCheck(venue.Swapper, new PoolSwapper.IsSwappedCall(send.Sender, key).Encode(), UInt256.One.ToBigEndian()),
            After = [.. steps.Select(s => s.Id)],
        });
        return new SendOrder { Steps = steps };
    }

    private async Task<bool> IsDoneAsync(Hash32 key, CancellationToken cancellationToken) =>
        (await send.Client.GetCodeAsync(Deployments.PoolSwapperAddress, BlockTag.Latest, cancellationToken)).Length > 0
        && await send.Client.CallAsync(Deployments.PoolSwapperAddress, new PoolSwapper.IsSwappedCall(send.Sender, key), BlockTag.Latest, cancellationToken);

    /// <summary>What arrived, as the swap announced it.</summary>
    private async Task<UInt256?> ArrivedAsync(Hash32 key, CancellationToken cancellationToken)
    {
        Span<byte> account = stackalloc byte[Hash32.Length];
        account.Clear();
        send.Sender.CopyTo(account[12..]);
        var topic = new Hash32(account);
        var logs = new Indexing.ContractLogs(send.Client, await send.Client.GetBlockNumberAsync(cancellationToken));
        foreach (Log log in await logs.ReadAsync(Deployments.PoolSwapperAddress, [[PoolSwapper.SwappedEvent.Topic], [topic], [key]], cancellationToken: cancellationToken))
        {
            if (PoolSwapper.SwappedEvent.TryDecode(log.Topics, log.Data, out PoolSwapper.SwappedEvent swapped))
                return swapped.AmountOut;
        }

        return null;
    }

    private static Hash32 KeyOf(string key) => Keccak256.Hash(Encoding.UTF8.GetBytes($"bursar/1/swap/{key}"));
}

/// <summary>The terms of a swap.</summary>
public sealed record SwapTerms
{
    /// <summary>How much is given, in base units.</summary>
    public required UInt256 AmountIn { get; init; }

    /// <summary>How far the price may move until the swap happens, in hundredths of a percent.</summary>
    public int Slippage { get; init; } = 50;

    /// <summary>The least that has to arrive, in base units, instead of <see cref="Slippage"/>; null for that.</summary>
    public UInt256? LeastOut { get; init; }

    /// <summary>Last second in which it may happen, in seconds since 1970.</summary>
    public required ulong Deadline { get; init; }

    /// <summary>The token between; null for the direct pool or the wrapped coin, whichever gives more.</summary>
    public Address? Via { get; init; }

    /// <summary>Who gets it; null for the account that swaps.</summary>
    public Address? To { get; init; }

    /// <summary>Names the swap among those of the account.</summary>
    public required string Key { get; init; }
}

/// <summary>A swap that happened.</summary>
/// <param name="Quote">What was expected.</param>
/// <param name="Least">What had to arrive at least.</param>
/// <param name="Arrived">What arrived.</param>
/// <param name="Outcome">What was sent.</param>
public sealed record SwapResult(SwapQuote Quote, UInt256 Least, UInt256 Arrived, OutboxOutcome Outcome);
