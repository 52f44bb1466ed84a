using System.Text.Json;
using Bursar.App.Pools;
using Bursar.Chain.Tests.Cli;
using Bursar.Contracts;
using Bursar.Core.Networks;
using Bursar.Core.Pools;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;
using Bursar.Tests.Shared;
using Xunit;

namespace Bursar.Chain.Tests.Pools;

/// <summary>Pools and swaps from the command line, and the arithmetic against the pair's own contract.</summary>
public sealed class PoolCommandTests(CliChain chain) : IClassFixture<CliChain>
{
    private static readonly NetworkProfile Local = NetworkCatalog.BuiltIn.Find("local").Value;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_holder_swaps_provides_looks_and_takes_out_again()
    {
        string coin = await OpenAsync("trade");
        JsonElement shown = await chain.JsonAsync(0, "pool", "show", coin, "native");
        Assert.Equal("0.0005", shown.GetProperty("price").GetString());

        // Depth to the unit: what is shown moves the price by no more than half a percent, one unit more does.
        PoolState before = await StateAsync(coin);
        var sold = UInt256.Parse(shown.GetProperty("depth")[0].GetProperty("sold").GetString()!);
        Assert.Equal(shown.GetProperty("depth")[0].GetProperty("soldFor").GetString(), PairMath.AmountOut(sold, before.TokenReserve, before.QuoteReserve).ToString());

        // Account 1 provides, by the pool's price.
        await chain.ExpectAsync(0, "token", "transfer", coin, "local:1", "10_000");
        JsonElement added = await chain.JsonAsync(0, "pool", "add", coin, "native", "1_000", "--from", "local:1");
        Assert.Equal(UInt256.Parse(added.GetProperty("units").GetString()!), await LiquidityAsync(coin, 1));
        Assert.Equal(PairMath.Liquidity(Units(1_000), Units(1) / 2UL, before.TokenReserve, before.QuoteReserve, before.Liquidity), await LiquidityAsync(coin, 1));

        // A swap gives what was quoted, once for its key, by a permit without an allowance before.
        JsonElement quote = await chain.JsonAsync(0, "swap", "quote", sold.IsZero ? "1" : new Amount(sold, 18).ToString(), coin, "native");
        JsonElement swapped = await chain.JsonAsync(0, "swap", "run", new Amount(sold, 18).ToString(), coin, "native", "--idempotency-key", "once");
        Assert.Equal(quote.GetProperty("amountOut").GetString(), swapped.GetProperty("units").GetString());
        Assert.DoesNotContain(swapped.GetProperty("steps").EnumerateArray(), s => s.GetProperty("id").GetString()!.EndsWith("approve", StringComparison.Ordinal));
        await chain.RefusedAsync(4, "swap.done", "swap", "run", "1", coin, "native", "--idempotency-key", "once");

        // Back again, and account 1 has earned fees and lost little.
        await chain.ExpectAsync(0, "swap", "run", "0.5", "native", coin);
        JsonElement position = (await chain.JsonAsync(0, "pool", "show", coin, "native", "--account", "local:1")).GetProperty("position");
        Assert.NotEqual("0", position.GetProperty("feesToken").GetString());
        Assert.NotEqual("0", position.GetProperty("feesQuote").GetString());
        PoolState now = await StateAsync(coin);
        UInt256 mine = await LiquidityAsync(coin, 1);
        UInt256 due = PairMath.Share(mine, now.TokenReserve, now.Liquidity);
        Assert.Equal(due.ToString(), position.GetProperty("nowToken").GetString());

        UInt256 held = await chain.BalanceAsync(coin, 1);
        await chain.ExpectAsync(0, "pool", "remove", coin, "native", "--all", "--from", "local:1");
        Assert.Equal(held + due, await chain.BalanceAsync(coin, 1));
        Assert.Equal(UInt256.Zero, await LiquidityAsync(coin, 1));
        await chain.RefusedAsync(4, "pool.more-than-yours", "pool", "remove", coin, "native", "1", "--from", "local:1");
    }

    [Fact]
    public async Task A_swap_beyond_its_bound_is_refused_before_and_on_the_chain_with_nothing_moved()
    {
        string coin = await OpenAsync("bound");
        JsonElement quote = await chain.JsonAsync(0, "swap", "quote", "100", coin, "native");
        var arrives = UInt256.Parse(quote.GetProperty("amountOut").GetString()!);
        UInt256 tokens = await chain.BalanceAsync(coin, 0);
        PoolState before = await StateAsync(coin);
        await chain.RefusedAsync(4, "swap.price-moved", "swap", "run", "100", coin, "native", "--least", new Amount(arrives + UInt256.One, 18).ToString());
        Assert.Equal(tokens, await chain.BalanceAsync(coin, 0));
        Assert.Equal(before, await StateAsync(coin));

        // The price moves after the quote: the contract itself refuses.
        await chain.ExpectAsync(0, "swap", "run", "1", coin, "native");
        tokens = await chain.BalanceAsync(coin, 0);
        before = await StateAsync(coin);
        IPoolVenue venue = UniswapV2Venue.Of(chain.Client, Local);
        PoolCall call = venue.Swap(new PoolSwap([Address.Parse(coin), default], Units(100), arrives, CliChain.Account(0), ulong.MaxValue, Hash32.Zero), null);
        await chain.ExpectAsync(0, "token", "approve", coin, venue.Swapper.ToString(), "100");
        Receipt receipt = await chain.SendAsync(chain.Signer(0), call.To, call.Data, gasLimit: 500_000);
        Assert.False(receipt.Status);
        Assert.Equal(tokens, await chain.BalanceAsync(coin, 0));
        Assert.Equal(before, await StateAsync(coin));
        RevertException refusal = await Assert.ThrowsAsync<RevertException>(() => chain.Client.CallAsync(new CallRequest { From = CliChain.Account(0), To = call.To, Data = call.Data }, BlockTag.Latest, Cancel));
        Assert.Contains("PoolSwapper_TooLittle", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_swap_goes_through_two_pools_when_there_is_no_direct_one()
    {
        string first = await OpenAsync("first");
        string second = await OpenAsync("second");
        JsonElement quote = await chain.JsonAsync(0, "swap", "quote", "10", first, second);
        Assert.Equal(3, quote.GetProperty("route").GetArrayLength());
        UInt256 before = await chain.BalanceAsync(second, 3);
        JsonElement swapped = await chain.JsonAsync(0, "swap", "run", "10", first, second, "--to", "local:3");
        Assert.Equal(quote.GetProperty("amountOut").GetString(), swapped.GetProperty("units").GetString());
        Assert.Equal(before + UInt256.Parse(quote.GetProperty("amountOut").GetString()!), await chain.BalanceAsync(second, 3));
        await chain.RefusedAsync(4, "swap.no-route", "swap", "quote", "1", first, await chain.TokenAsync("NON"));
    }

    [Fact]
    public async Task The_pair_itself_pays_what_the_arithmetic_says_and_not_one_unit_more()
    {
        string coin = await OpenAsync("exact");
        PoolState pool = await StateAsync(coin);
        var random = new Random(Seeds.Next("pair on a chain"));
        for (int i = 0; i < 8; i++)
        {
            pool = await StateAsync(coin);
            UInt256 give = (UInt256)(ulong)random.NextInt64(1, long.MaxValue) * (ulong)random.Next(1, 40);
            UInt256 arrives = PairMath.AmountOut(give, pool.TokenReserve, pool.QuoteReserve);
            bool first = Address.Parse(coin).CompareTo(Local.UniswapV2!.WrappedCoin) < 0;
            Assert.True((await chain.SendAsync(chain.Signer(0), Address.Parse(coin), new Erc20.TransferCall(pool.Pool, give).Encode())).Status);
            byte[] greedy = Swap(first, arrives + UInt256.One);
            await Assert.ThrowsAsync<RevertException>(() => chain.Client.CallAsync(new CallRequest { From = CliChain.Account(0), To = pool.Pool, Data = greedy }, BlockTag.Latest, Cancel));
            Assert.True((await chain.SendAsync(chain.Signer(0), pool.Pool, Swap(first, arrives))).Status);
            PoolState after = await StateAsync(coin);
            Assert.Equal((pool.TokenReserve + give, pool.QuoteReserve - arrives), (after.TokenReserve, after.QuoteReserve));
        }
    }

    private static byte[] Swap(bool first, UInt256 amount) =>
        new UniswapV2Pair.SwapCall(first ? UInt256.Zero : amount, first ? amount : UInt256.Zero, CliChain.Account(0), []).Encode();

    /// <summary>A token of a million with a pool of 100,000 of it and 50 coins; its address.</summary>
    private async Task<string> OpenAsync(string name)
    {
        string launch = Path.Combine(chain.Folder, $"{name}.yaml");
        await File.WriteAllTextAsync(launch, $$"""
            bursar: 1
            name: {{name}}
            network: local
            operator: "{{CliChain.Account(0)}}"
            tokens:
              coin: { name: Trade {{name}}, symbol: TRD, decimals: 18, supply: 1_000_000, genesis: [{ to: operator, amount: 1_000_000 }] }
            pools:
              main: { pair: [coin, native], amounts: [100_000, 50], lp: to operator }

            """, Cancel);
        await chain.ExpectAsync(0, "plan", launch);
        await chain.ExpectAsync(0, "apply", Path.ChangeExtension(launch, ".plan.json"));
        return App.Planning.BlueprintBuilder.Build(new App.Planning.LaunchLoader(NetworkCatalog.BuiltIn).Load(launch).Value).Tokens[0].Address.ToString();
    }

    private async Task<PoolState> StateAsync(string coin) =>
        (await UniswapV2Venue.Of(chain.Client, Local).ReadAsync(Address.Parse(coin), default, BlockTag.Latest, Cancel))!;

    private async Task<UInt256> LiquidityAsync(string coin, int account) => await chain.Client.CallAsync(
        UniswapV2Venue.Of(chain.Client, Local).PoolOf(Address.Parse(coin), default), new UniswapV2Pair.BalanceOfCall(CliChain.Account(account)), cancellationToken: Cancel);

    private static UInt256 Units(ulong tokens) => tokens * UInt256.PowerOfTen(18);
}
