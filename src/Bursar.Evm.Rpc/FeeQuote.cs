using Bursar.Evm.Primitives;

namespace Bursar.Evm.Rpc;

/// <summary>What a transaction should offer for its gas right now.</summary>
public sealed record FeeQuote
{
    /// <summary>Most that is paid per gas in wei: <c>maxFeePerGas</c> of EIP-1559, or the gas price of a legacy transaction.</summary>
    public required UInt256 MaxFeePerGas { get; init; }

    /// <summary>Tip per gas in wei (EIP-1559); null where a legacy transaction has to be sent.</summary>
    public UInt256? MaxPriorityFeePerGas { get; init; }

    /// <summary>Base fee of the block to come, in wei per gas; null where there is no fee market.</summary>
    public UInt256? BaseFeePerGas { get; init; }

    /// <summary>True when the cap of the request lowered the offer.</summary>
    public bool Capped { get; init; }

    /// <summary>True when the network has a fee market, so that an EIP-1559 transaction is to be sent.</summary>
    public bool HasFeeMarket => MaxPriorityFeePerGas is not null;

    /// <summary>What a unit of gas would cost in the block to come: base fee and tip, at most the maximum.</summary>
    public UInt256 ExpectedGasPrice
    {
        get
        {
            if (BaseFeePerGas is not { } baseFee || MaxPriorityFeePerGas is not { } tip)
                return MaxFeePerGas;
            UInt256 price = baseFee + tip;
            return price < MaxFeePerGas ? price : MaxFeePerGas;
        }
    }

    /// <summary>False when the offer is below the base fee of the block to come: a transaction would wait until fees fall.</summary>
    public bool IsIncludable => BaseFeePerGas is not { } baseFee || MaxFeePerGas >= baseFee;
}
