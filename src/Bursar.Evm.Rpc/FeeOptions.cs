using Bursar.Evm.Primitives;

namespace Bursar.Evm.Rpc;

/// <summary>How an offer for gas is made up.</summary>
public sealed record FeeOptions
{
    /// <summary>Whether the network has a fee market; null asks the latest block.</summary>
    public bool? FeeMarket { get; init; }

    /// <summary>Number of blocks to look back on, from 1 to 1024.</summary>
    public int Blocks { get; init; } = 10;

    /// <summary>Tip percentile of each block, from 0 to 100; the median over the blocks is offered.</summary>
    public int PriorityPercentile { get; init; } = 50;

    /// <summary>Room for a rising base fee, in percent of the base fee of the block to come: 200 lasts for five full blocks in a row.</summary>
    public int BaseFeePercent { get; init; } = 200;

    /// <summary>Room on a legacy gas price, in percent.</summary>
    public int GasPricePercent { get; init; } = 110;

    /// <summary>Least tip offered, in wei per gas; some networks demand one.</summary>
    public UInt256 MinimumPriorityFee { get; init; } = 1_000_000UL;

    /// <summary>Most that may be offered per gas, in wei; null for no cap.</summary>
    public UInt256? Cap { get; init; }
}
