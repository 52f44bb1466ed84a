using Bursar.Evm.Primitives;

namespace Bursar.Evm.Rpc;

/// <summary>What a transaction would cost now.</summary>
public sealed record CostEstimate
{
    /// <summary>Gas that it would use; on Arbitrum with the part for its data.</summary>
    public required ulong Gas { get; init; }

    /// <summary>What a unit of gas costs.</summary>
    public required FeeQuote Fees { get; init; }

    /// <summary>Fee in wei for posting its data to the chain below, beside the gas; zero where there is none, or where <see cref="Gas"/> has it.</summary>
    public UInt256 L1Fee { get; init; }

    /// <summary>What it should cost in wei: gas at the expected price, and the fee for its data.</summary>
    /// <exception cref="OverflowException">It needs more than 256 bits.</exception>
    public UInt256 Expected => ((UInt256)Gas * Fees.ExpectedGasPrice) + L1Fee;

    /// <summary>What it costs at most in wei, unless the fee for its data rises.</summary>
    /// <exception cref="OverflowException">It needs more than 256 bits.</exception>
    public UInt256 Max => ((UInt256)Gas * Fees.MaxFeePerGas) + L1Fee;
}
