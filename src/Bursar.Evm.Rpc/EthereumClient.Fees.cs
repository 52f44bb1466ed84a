using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc.Json;
using Bursar.Evm.Rpc.Nodes;

namespace Bursar.Evm.Rpc;

/// <content>What gas costs.</content>
public sealed partial class EthereumClient
{
    /// <summary>An offer for gas that the next blocks should take, made up as <paramref name="options"/> says.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public async Task<FeeQuote> GetFeesAsync(FeeOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new FeeOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Blocks, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Blocks, 1024, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(options.PriorityPercentile, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.PriorityPercentile, 100, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BaseFeePercent, 100, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.GasPricePercent, 100, nameof(options));
        return options.FeeMarket ?? await HasFeeMarketAsync(cancellationToken)
            ? await MarketQuoteAsync(options, cancellationToken)
            : GasPriceQuote(await GetGasPriceAsync(cancellationToken), options);
    }

    /// <summary>Fees of the <paramref name="blocks"/> blocks up to <paramref name="newest"/>.</summary>
    /// <param name="blocks">Number of blocks, from 1 to 1024; the node may tell about fewer.</param>
    /// <param name="newest">Last block.</param>
    /// <param name="percentiles">Tip percentiles to tell of each block, rising, from 0 to 100.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<FeeHistory> GetFeeHistoryAsync(
        int blocks, BlockTag newest, IReadOnlyList<int> percentiles, CancellationToken cancellationToken = default)
    {
        AnswerNode node = await ReadAsync(
            RpcRequest.Of("eth_feeHistory", writer =>
            {
                RequestParameters.Quantity(writer, (UInt256)blocks);
                newest.Write(writer);
                writer.WriteStartArray();
                foreach (int percentile in percentiles)
                    writer.WriteNumberValue(percentile);
                writer.WriteEndArray();
            }),
            cancellationToken);
        return AnswerShapes.FeeHistory(node);
    }

    /// <summary>Gas price that the node suggests for a legacy transaction, in wei.</summary>
    public async Task<UInt256> GetGasPriceAsync(CancellationToken cancellationToken = default) =>
        (await ReadAsync(RpcRequest.Of("eth_gasPrice"), cancellationToken)).Quantity();

    /// <summary>The median tip of the blocks that were not empty: an empty block shows what nobody paid.</summary>
    private static UInt256 MedianTip(FeeHistory history)
    {
        UInt256[] tips = [.. history.Rewards.Where((row, i) => row.Count > 0 && i < history.GasUsedRatios.Count && history.GasUsedRatios[i] > 0).Select(row => row[0]).Order()];
        return tips.Length == 0 ? UInt256.Zero : tips[tips.Length / 2];
    }

    private static FeeQuote MarketQuote(UInt256 baseFee, UInt256 tip, FeeOptions options)
    {
        if (tip < options.MinimumPriorityFee)
            tip = options.MinimumPriorityFee;
        UInt256 max = UInt256.MultiplyDivide(baseFee, (UInt256)options.BaseFeePercent, 100UL) + tip;
        bool capped = options.Cap is { } cap && max > cap;
        if (capped)
            max = options.Cap!.Value;
        return new FeeQuote { MaxFeePerGas = max, MaxPriorityFeePerGas = tip < max ? tip : max, BaseFeePerGas = baseFee, Capped = capped };
    }

    private static FeeQuote GasPriceQuote(UInt256 gasPrice, FeeOptions options)
    {
        UInt256 max = UInt256.MultiplyDivide(gasPrice, (UInt256)options.GasPricePercent, 100UL);
        bool capped = options.Cap is { } cap && max > cap;
        return new FeeQuote { MaxFeePerGas = capped ? options.Cap!.Value : max, Capped = capped };
    }

    private async Task<FeeQuote> MarketQuoteAsync(FeeOptions options, CancellationToken cancellationToken)
    {
        try
        {
            FeeHistory history = await GetFeeHistoryAsync(options.Blocks, BlockTag.Latest, [options.PriorityPercentile], cancellationToken);
            return MarketQuote(history.BaseFeesPerGas[^1], MedianTip(history), options);
        }
        catch (RpcException e) when (e.Kind != NodeErrorKind.Malformed)
        {
            // Some nodes have the market and not its history, or refuse as long as the chain is shorter than what was asked for: then the head's base fee, and what the node itself suggests as a tip.
            BlockHeader head = await GetBlockAsync(BlockTag.Latest, cancellationToken) ?? throw new RpcException("eth_getBlockByNumber", "result", "is null where the latest block was asked for");
            RpcAnswer suggested = await AnswerAsync(RpcRequest.Of("eth_maxPriorityFeePerGas"), cancellationToken);
            UInt256 tip = suggested.IsOk ? AnswerNode.Result("eth_maxPriorityFeePerGas", suggested).Quantity() : UInt256.Zero;
            return MarketQuote(head.BaseFeePerGas ?? throw new RpcException("eth_getBlockByNumber", "result.baseFeePerGas", "is missing on a chain with a fee market"), tip, options);
        }
    }

    private async Task<bool> HasFeeMarketAsync(CancellationToken cancellationToken)
    {
        BlockHeader? latest = await GetBlockAsync(BlockTag.Latest, cancellationToken);
        return (latest ?? throw new RpcException("eth_getBlockByNumber", "result", "is null where the latest block was asked for")).BaseFeePerGas is not null;
    }
}
