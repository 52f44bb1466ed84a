using System.Globalization;
using Bursar.Evm.Primitives;
using Xunit;

namespace Bursar.Evm.Rpc.Tests;

/// <summary>Offers for gas, from fee histories that are known.</summary>
public sealed class FeeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Offers_room_for_the_base_fee_and_the_median_tip()
    {
        FeeQuote quote = await QuoteAsync(new FeeOptions { BaseFeePercent = 150, MinimumPriorityFee = 1UL }, baseFee: 1_000, tips: [30, 10, 20, 90, 20]);
        Assert.Equal((1_520UL, (UInt256?)20UL, (UInt256?)1_000UL), (quote.MaxFeePerGas, quote.MaxPriorityFeePerGas, quote.BaseFeePerGas));
        Assert.Equal(1_020UL, quote.ExpectedGasPrice);
        Assert.True(quote is { HasFeeMarket: true, IsIncludable: true, Capped: false });
    }

    [Fact]
    public async Task Offers_the_least_tip_when_blocks_are_empty()
    {
        FeeQuote quote = await QuoteAsync(new FeeOptions { MinimumPriorityFee = 55UL }, baseFee: 100, tips: [0, 0, 0]);
        Assert.Equal((255UL, (UInt256?)55UL), (quote.MaxFeePerGas, quote.MaxPriorityFeePerGas));
        Assert.Equal(255UL, (await QuoteAsync(new FeeOptions { MinimumPriorityFee = 55UL }, baseFee: 100, tips: [])).MaxFeePerGas);
    }

    [Theory]
    [InlineData(5_000UL, 2_010UL, 10UL, false, true)]
    [InlineData(2_010UL, 2_010UL, 10UL, false, true)]
    [InlineData(1_500UL, 1_500UL, 10UL, true, true)]
    [InlineData(999UL, 999UL, 10UL, true, false)]
    [InlineData(4UL, 4UL, 4UL, true, false)]
    public async Task Offers_no_more_than_the_cap(ulong cap, ulong max, ulong tip, bool capped, bool includable)
    {
        FeeQuote quote = await QuoteAsync(new FeeOptions { Cap = cap, MinimumPriorityFee = 1UL }, baseFee: 1_000, tips: [10]);
        Assert.Equal((max, (UInt256?)tip, capped, includable), (quote.MaxFeePerGas, quote.MaxPriorityFeePerGas, quote.Capped, quote.IsIncludable));
    }

    [Theory]
    [InlineData(null, 1_100UL, false)]
    [InlineData(1_050UL, 1_050UL, true)]
    public async Task Offers_a_gas_price_where_there_is_no_fee_market(ulong? cap, ulong price, bool capped)
    {
        await using var server = new ScriptedServer(ScriptedServer.Answer((method, _) => method == "eth_gasPrice"
            ? "\"0x3e8\""
            : $$"""{"number":"0x1","hash":"{{Hash32.Zero}}","parentHash":"{{Hash32.Zero}}","timestamp":"0x1","gasLimit":"0x1"}"""));
        using EthereumClient client = HttpRpcTransportTests.Connect(server);
        FeeQuote quote = await client.GetFeesAsync(new FeeOptions { Cap = cap is { } wei ? (UInt256)wei : null }, Token);
        Assert.Equal((price, capped, false, true), (quote.MaxFeePerGas, quote.Capped, quote.HasFeeMarket, quote.IsIncludable));
        Assert.Equal((UInt256)price, quote.ExpectedGasPrice);
        Assert.Null(quote.BaseFeePerGas);
    }

    [Fact]
    public async Task Empty_blocks_do_not_count_for_the_tip()
    {
        await using var server = new ScriptedServer(ScriptedServer.Answer(
            """{"oldestBlock":"0x1","baseFeePerGas":["0x1","0x1","0x1","0x1","0x64"],"gasUsedRatio":[0,0.4,0,0],"reward":[["0x0"],["0x1e"],["0x0"],["0x0"]]}"""));
        using EthereumClient client = HttpRpcTransportTests.Connect(server);
        Assert.Equal(30UL, (await client.GetFeesAsync(new FeeOptions { FeeMarket = true, MinimumPriorityFee = 1UL }, Token)).MaxPriorityFeePerGas);
    }

    [Theory]
    [InlineData("\"0x7\"", 207UL, 7UL)]
    [InlineData("\"0x0\"", 202UL, 2UL)]
    [InlineData("!{\"code\":-32601,\"message\":\"method not found\"}", 202UL, 2UL)]
    public async Task A_market_without_a_history_is_read_off_the_head(string suggested, ulong max, ulong tip)
    {
        await using var server = new ScriptedServer(ScriptedServer.Answer((method, _) => method switch
        {
            "eth_feeHistory" => """!{"code":-32601,"message":"the method eth_feeHistory does not exist/is not available"}""",
            "eth_maxPriorityFeePerGas" => suggested,
            _ => $$"""{"number":"0x1","hash":"{{Hash32.Zero}}","parentHash":"{{Hash32.Zero}}","timestamp":"0x1","gasLimit":"0x1","baseFeePerGas":"0x64"}""",
        }));
        using EthereumClient client = HttpRpcTransportTests.Connect(server);
        FeeQuote quote = await client.GetFeesAsync(new FeeOptions { MinimumPriorityFee = 2UL }, Token);
        Assert.Equal((max, (UInt256?)tip, (UInt256?)100UL), (quote.MaxFeePerGas, quote.MaxPriorityFeePerGas, quote.BaseFeePerGas));
    }

    [Theory]
    [InlineData(0, 50, 200)]
    [InlineData(2000, 50, 200)]
    [InlineData(10, 101, 200)]
    [InlineData(10, -1, 200)]
    [InlineData(10, 50, 99)]
    public async Task Refuses_options_out_of_range(int blocks, int percentile, int percent)
    {
        await using var server = new ScriptedServer(ScriptedServer.Answer("null"));
        using EthereumClient client = HttpRpcTransportTests.Connect(server);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() =>
            client.GetFeesAsync(new FeeOptions { Blocks = blocks, PriorityPercentile = percentile, BaseFeePercent = percent }, Token));
        Assert.Equal(0, server.Requests);
    }

    private static async Task<FeeQuote> QuoteAsync(FeeOptions options, ulong baseFee, ulong[] tips)
    {
        string rewards = string.Join(',', tips.Select(tip => $"[\"0x{tip:x}\"]"));
        string ratios = string.Join(',', tips.Select(_ => "0.5"));
        string fees = string.Join(',', Enumerable.Repeat("\"0x1\"", tips.Length).Append($"\"0x{baseFee.ToString("x", CultureInfo.InvariantCulture)}\""));
        await using var server = new ScriptedServer(ScriptedServer.Answer($$"""{"oldestBlock":"0x1","baseFeePerGas":[{{fees}}],"gasUsedRatio":[{{ratios}}],"reward":[{{rewards}}]}"""));
        using EthereumClient client = HttpRpcTransportTests.Connect(server);
        return await client.GetFeesAsync(options with { FeeMarket = true }, Token);
    }
}
