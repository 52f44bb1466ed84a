using Bursar.Evm.Abi;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc.Watching;
using Bursar.Evm.Signing;
using Bursar.Evm.Transactions;

namespace Bursar.Evm.Rpc;

/// <content>From a call to its receipt: what a program needs that sends a transaction now and then.</content>
public sealed partial class EthereumClient
{
    /// <summary>Fills a transaction in: the chain's id, the sender's next nonce, the gas that the node estimates and a quarter more, and fees for the next blocks.</summary>
    /// <exception cref="RevertException">The contract would refuse.</exception>
    /// <exception cref="RpcException">The node would not take it, for example because the sender cannot pay.</exception>
    public async Task<Transaction> FillAsync(CallRequest request, CancellationToken cancellationToken = default)
    {
        Address from = request.From ?? throw new ArgumentException("a transaction has a sender", nameof(request));
        ulong gas = request.GasLimit ?? await EstimateGasAsync(request, BlockTag.Latest, cancellationToken);
        FeeQuote fees = await GetFeesAsync(cancellationToken: cancellationToken);
        ChainId chain = await GetChainIdAsync(cancellationToken);
        ulong nonce = await GetTransactionCountAsync(from, BlockTag.Pending, cancellationToken);
        ulong limit = request.GasLimit ?? checked(gas + (gas / 4));
        if (fees.MaxPriorityFeePerGas is not { } tip)
            return new LegacyTransaction { ChainId = chain, Nonce = nonce, GasPrice = fees.MaxFeePerGas, GasLimit = limit, To = request.To, Value = request.Value, Data = request.Data };
        return new Eip1559Transaction
        {
            ChainId = chain,
            Nonce = nonce,
            MaxPriorityFeePerGas = request.MaxPriorityFeePerGas ?? tip,
            MaxFeePerGas = request.MaxFeePerGas ?? fees.MaxFeePerGas,
            GasLimit = limit,
            To = request.To,
            Value = request.Value,
            Data = request.Data,
        };
    }

    /// <summary>Fills a call in, has it signed and hands it in.</summary>
    /// <remarks>Calling this again sends it again. Where a payment must happen exactly once, whatever breaks down, write the signed bytes down first and
    /// hand in those: that is what Bursar's outbox does.</remarks>
    /// <returns>The transaction's hash, for <see cref="WaitForReceiptAsync"/>.</returns>
    /// <exception cref="RevertException">The contract would refuse; nothing was sent.</exception>
    /// <exception cref="SigningException">The signer refused.</exception>
    public async Task<Hash32> SendAsync(ISigner signer, Address to, IContractCall call, UInt256 value = default, CancellationToken cancellationToken = default)
    {
        var request = new CallRequest { From = signer.Address, To = to, Data = call.Encode(), Value = value, Function = FunctionNames.Of(call) };
        SignedTransaction signed = await signer.SignTransactionAsync(await FillAsync(request, cancellationToken), cancellationToken);
        return await SendRawTransactionAsync(signed.Raw, cancellationToken);
    }

    /// <summary>Tries a call out as an account, without sending it.</summary>
    /// <exception cref="RevertException">The contract refuses.</exception>
    public Task SimulateAsync(Address from, Address to, IContractCall call, UInt256 value = default, CancellationToken cancellationToken = default) =>
        CallAsync(new CallRequest { From = from, To = to, Data = call.Encode(), Value = value, Function = FunctionNames.Of(call) }, BlockTag.Latest, cancellationToken);

    /// <summary>Waits until a transaction is in a block. Look at <see cref="Receipt.Status"/>: one that reverted is in a block, too.</summary>
    /// <param name="hash">The transaction.</param>
    /// <param name="options">How often to look (<see cref="WatchOptions.PollInterval"/>) and how long to bear with a node that does not answer.</param>
    /// <param name="cancellationToken">Ends the wait: a transaction that offers too little may never be in a block.</param>
    public async Task<Receipt> WaitForReceiptAsync(Hash32 hash, WatchOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new WatchOptions();
        var patience = new Patience(options);
        while (true)
        {
            if (await patience.DoAsync(token => GetReceiptAsync(hash, token), cancellationToken) is { } receipt)
                return receipt;
            await Task.Delay(options.PollInterval, options.Time, cancellationToken);
        }
    }
}
