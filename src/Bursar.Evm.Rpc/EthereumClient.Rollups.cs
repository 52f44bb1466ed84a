using Bursar.Evm.Abi;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc.Rollups;
using Bursar.Evm.Transactions;

namespace Bursar.Evm.Rpc;

/// <content>What rollups charge for the data that they post.</content>
public sealed partial class EthereumClient
{
    private const byte InvalidOpcode = 0xfe;

    /// <summary>How the chain charges for data, told by the contracts that stand there.</summary>
    public async Task<RollupKind> DetectRollupAsync(CancellationToken cancellationToken = default)
    {
        IReadOnlyList<byte[]> codes = await GetCodesAsync([RollupCalls.ArbSys, RollupCalls.GasPriceOracle], cancellationToken: cancellationToken);
        return codes[0] is [InvalidOpcode] ? RollupKind.Arbitrum : codes[1].Length > 0 ? RollupKind.OpStack : RollupKind.None;
    }

    /// <summary>Fees in wei for posting the data of transactions to the chain below, in their order.</summary>
    /// <param name="transactions">The transactions; nonce and fees may be guesses of the right size.</param>
    /// <param name="rollup">How the chain charges; null finds out.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <remarks>
    /// On the OP stack <c>GasPriceOracle.getL1Fee(bytes)</c> of the unsigned transaction, charged beside the gas. On Arbitrum
    /// <c>NodeInterface.gasEstimateL1Component</c> times the base fee, which <c>eth_estimateGas</c> includes already. Elsewhere zero.
    /// </remarks>
    public async Task<IReadOnlyList<UInt256>> GetL1FeesAsync(
        IReadOnlyList<Transaction> transactions, RollupKind? rollup = null, CancellationToken cancellationToken = default)
    {
        RollupKind kind = rollup ?? await DetectRollupAsync(cancellationToken);
        if (kind == RollupKind.None)
            return [.. transactions.Select(_ => UInt256.Zero)];
        CallRequest[] calls =
        [
            .. transactions.Select(t => kind == RollupKind.OpStack
                ? new CallRequest { To = RollupCalls.GasPriceOracle, Data = RollupCalls.GetL1Fee(t.EncodeUnsigned()), Function = "GasPriceOracle.getL1Fee" }
                : new CallRequest { To = RollupCalls.NodeInterface, Data = RollupCalls.GasEstimateL1Component(t.To, t.Data.ToArray()), Function = "NodeInterface.gasEstimateL1Component" }),
        ];
        IReadOnlyList<RpcAnswer> answers = await RequestManyAsync([.. calls.Select(c => CallMethod("eth_call", c, BlockTag.Latest))], cancellationToken);
        return [.. calls.Select((call, i) => ReadL1(kind, call, ReadCall(call, answers[i])))];
    }

    /// <summary>What a call would cost as a transaction now: gas as the node estimates it, today's fees, and what a rollup charges for the data.</summary>
    /// <exception cref="RevertException">The contract refused.</exception>
    public async Task<CostEstimate> EstimateCostAsync(
        CallRequest request, FeeOptions? fees = null, RollupKind? rollup = null, CancellationToken cancellationToken = default)
    {
        ulong gas = await EstimateGasAsync(request, cancellationToken: cancellationToken);
        FeeQuote quote = await GetFeesAsync(fees, cancellationToken);
        RollupKind kind = rollup ?? await DetectRollupAsync(cancellationToken);
        UInt256 l1 = kind == RollupKind.OpStack ? (await GetL1FeesAsync([Sketch(request, gas, quote)], kind, cancellationToken))[0] : UInt256.Zero;
        return new CostEstimate { Gas = gas, Fees = quote, L1Fee = l1 };
    }

    private static UInt256 ReadL1(RollupKind kind, CallRequest call, byte[] result)
    {
        try
        {
            return kind == RollupKind.OpStack ? RollupCalls.ReadL1Fee(result) : RollupCalls.ReadL1Component(result);
        }
        catch (AbiException e)
        {
            throw new RpcException("eth_call", "result", $"is not a result of {call.Function}: {e.Message}", e);
        }
    }

    // As large as the transaction will be: what is charged for is its bytes.
    private static Eip1559Transaction Sketch(CallRequest request, ulong gas, FeeQuote fees) => new()
    {
        ChainId = new ChainId(uint.MaxValue),
        Nonce = uint.MaxValue,
        GasLimit = gas,
        To = request.To,
        Value = request.Value,
        Data = request.Data,
        MaxFeePerGas = fees.MaxFeePerGas,
        MaxPriorityFeePerGas = fees.MaxPriorityFeePerGas ?? fees.MaxFeePerGas,
    };
}
