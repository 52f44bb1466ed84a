using System.Text.Json;
using Bursar.App.Planning;
using Bursar.Chain.Tests.Cli;
using Bursar.Contracts;
using Bursar.Core.Networks;
using Bursar.Core.Pools;
using Bursar.Evm.Abi;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;
using Xunit;

namespace Bursar.Chain.Tests.Pools;

/// <summary>Pools from a launch file to the report, against Uniswap's published contracts.</summary>
public sealed class PoolLaunchTests(CliChain chain) : IClassFixture<CliChain>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_pool_with_locked_liquidity_goes_from_plan_to_report_and_is_opened_once()
    {
        string launch = await LaunchAsync("locked", "lp: lock until 2101-01-01");
        JsonElement plan = await chain.JsonAsync(0, "plan", launch);
        string[] ids = [.. plan.GetProperty("steps").EnumerateArray().Select(s => s.GetProperty("id").GetString()!)];
        Assert.Contains("pools.main/open", ids);
        await chain.ExpectAsync(0, "apply", PlanOf(launch));
        await chain.ExpectAsync(0, "verify", launch);

        PoolBlueprint pool = Pool(launch);
        (UInt256 tokens, UInt256 coins) = await ReservesAsync(pool);
        Assert.Equal((Units(100_000), Units(50)), (tokens, coins));
        UInt256 liquidity = PairMath.FirstLiquidity(Units(100_000), Units(50));
        Address box = await chain.Client.CallAsync(Deployments.VestingVaultAddress, new VestingVault.BoxOfCall(pool.Lock(liquidity)), cancellationToken: Cancel);
        Assert.Equal(liquidity, await chain.Client.CallAsync(pool.Pair, new UniswapV2Pair.BalanceOfCall(box), cancellationToken: Cancel));
        Assert.Equal(UInt256.Zero, await chain.Client.CallAsync(pool.Pair, new UniswapV2Pair.BalanceOfCall(CliChain.Account(0)), cancellationToken: Cancel));

        string folder = Path.Combine(chain.Folder, "locked-report");
        await chain.ExpectAsync(0, "report", launch, "--out", folder);
        using JsonDocument report = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(folder, "report.json"), Cancel));
        JsonElement shown = Assert.Single(report.RootElement.GetProperty("pools").EnumerateArray());
        Assert.Equal("0.0005", shown.GetProperty("price").GetString());
        Assert.Equal(liquidity.ToString(), shown.GetProperty("held").GetString());
        Assert.Equal(4, shown.GetProperty("depth").GetArrayLength());
        Assert.Contains("0.0005", await File.ReadAllTextAsync(Path.Combine(folder, "index.html"), Cancel), StringComparison.Ordinal);

        // Planned again there is nothing left to do; with another amount it is refused.
        Assert.Empty((await chain.JsonAsync(0, "plan", launch)).GetProperty("steps").EnumerateArray());
        string text = await File.ReadAllTextAsync(launch, Cancel);
        await File.WriteAllTextAsync(launch, text.Replace("[100_000, 50]", "[100_000, 60]", StringComparison.Ordinal).Replace("0.0005", "0.0006", StringComparison.Ordinal), Cancel);
        await chain.RefusedAsync(4, "plan.pool-changed", "plan", launch);
    }

    [Fact]
    public async Task Liquidity_is_sent_or_burnt_as_stated_and_two_tokens_make_a_pool_too()
    {
        string launch = await WriteAsync("both", """
              coin: { name: Pool Coin, symbol: PLC, decimals: 18, supply: 1_000_000, genesis: [{ to: operator, amount: 1_000_000 }] }
              gem: { name: Pool Gem, symbol: GEM, decimals: 6, supply: 1_000_000, genesis: [{ to: operator, amount: 1_000_000 }] }
            """, $"""
              gems: {"{"} pair: [coin, gem], amounts: [1_000, 4_000], price: 4, lp: burn {"}"}
              coins: {"{"} pair: [gem, native], amounts: [300, 1], price: 0.0033, lp: "to {CliChain.Account(5)}" {"}"}
            """);
        await chain.ExpectAsync(0, "plan", launch);
        await chain.ExpectAsync(0, "apply", PlanOf(launch));
        await chain.ExpectAsync(0, "verify", launch);
        Blueprint blueprint = Load(launch);
        PoolBlueprint gems = blueprint.Pools[0];
        PoolBlueprint coins = blueprint.Pools[1];
        Assert.Equal((Units(1_000), 4_000_000_000UL), await ReservesAsync(gems));
        Assert.Equal((300_000_000UL, Units(1)), await ReservesAsync(coins));
        Assert.Equal(gems.Liquidity, await chain.Client.CallAsync(gems.Pair, new UniswapV2Pair.BalanceOfCall(Core.Launch.LiquidityTarget.Nobody), cancellationToken: Cancel));
        Assert.Equal(coins.Liquidity, await chain.Client.CallAsync(coins.Pair, new UniswapV2Pair.BalanceOfCall(CliChain.Account(5)), cancellationToken: Cancel));
    }

    [Fact]
    public async Task Somebody_who_got_in_first_with_gifts_moves_neither_price_nor_launch()
    {
        string launch = await LaunchAsync("gifted", "lp: burn");
        PoolBlueprint pool = Pool(launch);
        await PutVenueAsync(launch);
        // The pair is made before the token is; then comes a gift of wrapped coins that is made part of its reserves, and another one on top.
        await SendAsync(8, pool.Opening.Factory, Call("createPair(address,address)", pool.Opening.Token, pool.Opening.Quote));
        string text = await File.ReadAllTextAsync(launch, Cancel);
        await WriteAsync("gifted", TokensOf(launch), "");
        await chain.ExpectAsync(0, "plan", launch);
        await chain.ExpectAsync(0, "apply", PlanOf(launch));
        await File.WriteAllTextAsync(launch, text, Cancel);
        await SendAsync(8, pool.Opening.Quote, Call("deposit()"), Units(7));
        await SendAsync(8, pool.Opening.Quote, new Erc20.TransferCall(pool.Pair, Units(3)).Encode());
        await SendAsync(8, pool.Pair, new UniswapV2Pair.SyncCall().Encode());
        await SendAsync(8, pool.Opening.Quote, new Erc20.TransferCall(pool.Pair, Units(4)).Encode());

        UInt256 before = await chain.Client.GetBalanceAsync(CliChain.Account(0), cancellationToken: Cancel);
        await chain.ExpectAsync(0, "plan", launch);
        await chain.ExpectAsync(0, "apply", PlanOf(launch));
        await chain.ExpectAsync(0, "verify", launch);
        Assert.Equal((Units(100_000), Units(50)), await ReservesAsync(pool));
        UInt256 paid = before - await chain.Client.GetBalanceAsync(CliChain.Account(0), cancellationToken: Cancel);
        Assert.True(paid >= Units(43) && paid < Units(44), paid.ToString());
    }

    [Fact]
    public async Task Somebody_who_got_in_first_with_liquidity_is_seen_when_planning_and_refused_by_the_contract_when_it_happens_in_between()
    {
        // The attacker has some of the token from its genesis, which is what it takes.
        string launch = await WriteAsync("priced", $"""
              coin: {"{"} name: Pool Coin, symbol: PLC, decimals: 18, supply: 1_000_000, genesis: [{"{"} to: operator, amount: 900_000 {"}"}, {"{"} to: "{CliChain.Account(8)}", amount: 100_000 {"}"}] {"}"}
            """, "  main: { pair: [coin, native], amounts: [100_000, 50], lp: burn }");
        PoolBlueprint pool = Pool(launch);
        await chain.ExpectAsync(0, "plan", launch);
        // All but the pool itself, as it is between two steps of an apply.
        string part = await WriteAsync("priced", TokensOf(launch), "");
        await chain.ExpectAsync(0, "plan", part, "--out", Path.Combine(chain.Folder, "part.plan.json"));
        await chain.ExpectAsync(0, "apply", Path.Combine(chain.Folder, "part.plan.json"));
        launch = await WriteAsync("priced", TokensOf(part), "  main: { pair: [coin, native], amounts: [100_000, 50], lp: burn }");
        await PutVenueAsync(launch);
        await chain.ExpectAsync(0, "plan", launch);

        await SendAsync(8, pool.Opening.Factory, Call("createPair(address,address)", pool.Opening.Token, pool.Opening.Quote));
        await SendAsync(8, pool.Opening.Quote, Call("deposit()"), Units(5));
        await SendAsync(8, pool.Opening.Quote, new Erc20.TransferCall(pool.Pair, Units(5)).Encode());
        await SendAsync(8, pool.Opening.Token, new Erc20.TransferCall(pool.Pair, Units(10)).Encode());
        await SendAsync(8, pool.Pair, new UniswapV2Pair.MintCall(CliChain.Account(8)).Encode());

        UInt256 tokens = await TokensAsync(pool, 0);
        await chain.RefusedAsync(4, "pool.already-priced", "apply", PlanOf(launch));
        await chain.RefusedAsync(4, "pool.already-priced", "plan", launch);
        Assert.Equal(tokens, await TokensAsync(pool, 0));
        Assert.Equal((Units(10), Units(5)), await ReservesAsync(pool));
    }

    [Fact]
    public async Task An_attacker_in_the_same_block_makes_the_opening_fail_with_nothing_moved()
    {
        await using var own = new CliChain();
        await own.InitializeAsync();
        var test = new PoolLaunchTests(own);
        await test.SameBlockAsync();
    }

    private async Task SameBlockAsync()
    {
        string launch = await WriteAsync("block", $"""
              coin: {"{"} name: Pool Coin, symbol: PLC, decimals: 18, supply: 1_000_000, genesis: [{"{"} to: operator, amount: 900_000 {"}"}, {"{"} to: "{CliChain.Account(8)}", amount: 100_000 {"}"}] {"}"}
            """, "");
        await chain.ExpectAsync(0, "plan", launch);
        await chain.ExpectAsync(0, "apply", PlanOf(launch));
        launch = await WriteAsync("block", TokensOf(launch), "  main: { pair: [coin, native], amounts: [100_000, 50], lp: burn }");
        await PutVenueAsync(launch);
        PoolBlueprint pool = Pool(launch);
        await SendAsync(0, Create2.CanonicalDeployer, Create2.DeployCalldata(Deployments.Salt, PoolOpener.CreationCode()));
        await SendAsync(0, pool.Opening.Token, new Erc20.ApproveCall(Deployments.PoolOpenerAddress, Units(100_000)).Encode());
        await SendAsync(8, pool.Opening.Factory, Call("createPair(address,address)", pool.Opening.Token, pool.Opening.Quote));
        await SendAsync(8, pool.Opening.Quote, Call("deposit()"), Units(5));
        await SendAsync(8, pool.Opening.Quote, new Erc20.TransferCall(pool.Pair, Units(5)).Encode());
        await SendAsync(8, pool.Opening.Token, new Erc20.TransferCall(pool.Pair, Units(10)).Encode());

        await chain.Controls.SetAutomineAsync(false, Cancel);
        Hash32 mint = await chain.Client.SendRawTransactionAsync((await SignAsync(8, pool.Pair, new UniswapV2Pair.MintCall(CliChain.Account(8)).Encode(), UInt256.Zero, 100)).Raw, Cancel);
        Hash32 open = await chain.Client.SendRawTransactionAsync((await SignAsync(0, Deployments.PoolOpenerAddress, new PoolOpener.OpenCall(pool.Opening).Encode(), pool.Opening.QuoteAmount, 1)).Raw, Cancel);
        await chain.Controls.MineAsync(cancellationToken: Cancel);
        await chain.Controls.SetAutomineAsync(true, Cancel);
        Receipt first = await chain.WaitAsync(mint);
        Receipt second = await chain.WaitAsync(open);
        Assert.Equal(first.BlockNumber, second.BlockNumber);
        Assert.True(first.Status);
        Assert.False(second.Status);
        Assert.Equal(Units(900_000), await TokensAsync(pool, 0));
        Assert.Equal((Units(10), Units(5)), await ReservesAsync(pool));
        Assert.Equal(Hash32.Zero, await chain.Client.CallAsync(Deployments.PoolOpenerAddress, new PoolOpener.OpeningOfCall(CliChain.Account(0), pool.Opening.Salt), cancellationToken: Cancel));
    }

    [Fact]
    public async Task The_profile_of_Ethereum_has_the_code_that_the_published_router_gets_with_its_addresses()
    {
        UniswapV2Deployment ethereum = NetworkCatalog.BuiltIn.Find("ethereum").Value.UniswapV2!;
        UniswapV2Deployment local = NetworkCatalog.BuiltIn.Find("local").Value.UniswapV2!;
        byte[] published = App.Pools.PublishedUniswap.Read(local).Value.Single(c => c.Name == "uniswap-router").CreationCode[..^64];
        Address router = await chain.DeployAsync(chain.Signer(7), [.. published, .. Words(ethereum.Factory, ethereum.WrappedCoin)]);
        Assert.Equal(ethereum.RouterCode, Evm.Crypto.Keccak256.Hash(await chain.Client.GetCodeAsync(router, cancellationToken: Cancel)));
        Assert.Equal((ethereum.FactoryCode, ethereum.PairCreationCode), (local.FactoryCode, local.PairCreationCode));
    }

    private Task<string> LaunchAsync(string name, string lp) => WriteAsync(
        name, "  coin: { name: Pool Coin, symbol: PLC, decimals: 18, supply: 1_000_000, genesis: [{ to: operator, amount: 1_000_000 }] }",
        $"  main: {{ pair: [coin, native], amounts: [100_000, 50], price: 0.0005, {lp} }}");

    private async Task<string> WriteAsync(string name, string tokens, string pools)
    {
        string launch = Path.Combine(chain.Folder, $"{name}.yaml");
        await File.WriteAllTextAsync(launch, $"bursar: 1\nname: {name}\nnetwork: local\noperator: \"{CliChain.Account(0)}\"\ntokens:\n{tokens}\n{(pools.Length > 0 ? $"pools:\n{pools}\n" : "")}", Cancel);
        return launch;
    }

    private static string TokensOf(string launch)
    {
        string text = File.ReadAllText(launch);
        int from = text.IndexOf("tokens:\n", StringComparison.Ordinal) + "tokens:\n".Length;
        int to = text.IndexOf("pools:\n", StringComparison.Ordinal);
        return (to < 0 ? text[from..] : text[from..to]).TrimEnd('\n');
    }

    private static string PlanOf(string launch) => Path.ChangeExtension(launch, ".plan.json");

    private static Blueprint Load(string launch) => BlueprintBuilder.Build(new LaunchLoader(NetworkCatalog.BuiltIn).Load(launch).Value);

    private static PoolBlueprint Pool(string launch) => Load(launch).Pools[0];

    /// <summary>Puts Uniswap V2 on the chain, by somebody else than the operator.</summary>
    private async Task PutVenueAsync(string launch)
    {
        foreach (App.Pools.PublishedContract contract in Load(launch).Loaded.VenueCode)
        {
            if ((await chain.Client.GetCodeAsync(contract.Address, cancellationToken: Cancel)).Length == 0)
                await SendAsync(9, Create2.CanonicalDeployer, Create2.DeployCalldata(Deployments.Salt, contract.CreationCode));
        }
    }

    private async Task<(UInt256 Tokens, UInt256 Quotes)> ReservesAsync(PoolBlueprint pool)
    {
        UniswapV2Pair.GetReservesResult r = await chain.Client.CallAsync(pool.Pair, new UniswapV2Pair.GetReservesCall(), cancellationToken: Cancel);
        return pool.Opening.Token.CompareTo(pool.Opening.Quote) < 0 ? (r.Reserve0, r.Reserve1) : (r.Reserve1, r.Reserve0);
    }

    private Task<UInt256> TokensAsync(PoolBlueprint pool, int account) => chain.Client.CallAsync(pool.Opening.Token, new Erc20.BalanceOfCall(CliChain.Account(account)), cancellationToken: Cancel);

    private async Task SendAsync(int account, Address to, byte[] data, UInt256 value = default)
    {
        // A call of an address without code succeeds, too.
        Assert.NotEmpty(await chain.Client.GetCodeAsync(to, cancellationToken: Cancel));
        Assert.True((await chain.SendAsync(chain.Signer(account), to, data, value)).Status);
    }

    /// <summary>A transaction whose tip decides its place in the block.</summary>
    private async Task<Evm.Transactions.SignedTransaction> SignAsync(int account, Address to, byte[] data, UInt256 value, ulong gweiTip)
    {
        UInt256 gwei = UInt256.PowerOfTen(9);
        return await chain.Signer(account).SignTransactionAsync(new Evm.Transactions.Eip1559Transaction
        {
            ChainId = chain.ChainId,
            Nonce = await chain.Client.GetTransactionCountAsync(CliChain.Account(account), BlockTag.Pending, Cancel),
            GasLimit = 4_000_000,
            To = to,
            Value = value,
            Data = data,
            MaxFeePerGas = 500UL * gwei,
            MaxPriorityFeePerGas = gweiTip * gwei,
        }, Cancel);
    }

    private static byte[] Call(string signature, params Address[] arguments) => [.. Evm.Crypto.Keccak256.Hash(System.Text.Encoding.UTF8.GetBytes(signature)).Span[..4], .. Words(arguments)];

    private static byte[] Words(params Address[] arguments)
    {
        var writer = new AbiWriter(32 * Math.Max(1, arguments.Length));
        foreach (Address argument in arguments)
            writer.WriteAddress(argument);
        return arguments.Length == 0 ? [] : writer.Finish();
    }

    private static UInt256 Units(ulong tokens) => tokens * UInt256.PowerOfTen(18);
}
