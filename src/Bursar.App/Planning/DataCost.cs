using Bursar.Core.Networks;
using Bursar.Core.Plans;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;
using Bursar.Evm.Transactions;

namespace Bursar.App.Planning;

/// <summary>What a rollup charges for posting the data of steps that are still to be sent to the chain below it.</summary>
internal static class DataCost
{
    /// <summary>The fee of all steps in wei, at today's price; zero on a chain that is no rollup.</summary>
    /// <remarks>The gas that a plan reckons with comes from the steps themselves and has no part for data, so that this is added on every kind of rollup.</remarks>
    public static async Task<UInt256> OfAsync(
        EthereumClient client, NetworkProfile network, IReadOnlyList<PlanStep> steps, FeeQuote fees, CancellationToken cancellationToken)
    {
        if (network.Consensus != ConsensusKind.Rollup || steps.Count == 0)
            return UInt256.Zero;
        IReadOnlyList<UInt256> costs = await client.GetL1FeesAsync([.. steps.Select((step, i) => Sketch(network.ChainId, step, (ulong)i, fees))], cancellationToken: cancellationToken);
        return costs.Aggregate(UInt256.Zero, (sum, fee) => sum + fee);
    }

    private static Eip1559Transaction Sketch(ChainId chain, PlanStep step, ulong number, FeeQuote fees) => new()
    {
        ChainId = chain,
        Nonce = ushort.MaxValue + number,
        GasLimit = step.Gas,
        To = step.To,
        Value = step.Value,
        Data = step.Data,
        MaxFeePerGas = fees.MaxFeePerGas,
        MaxPriorityFeePerGas = fees.MaxPriorityFeePerGas ?? fees.MaxFeePerGas,
    };
}
