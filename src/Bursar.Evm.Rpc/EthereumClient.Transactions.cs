using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc.Json;
using Bursar.Evm.Rpc.Nodes;

namespace Bursar.Evm.Rpc;

/// <content>Handing transactions in and finding them again.</content>
public sealed partial class EthereumClient
{
    /// <summary>Hands a signed transaction in and gives its hash; handing the same bytes in again does nothing and gives the same hash.</summary>
    /// <exception cref="RpcException">The node refused it; <see cref="RpcException.Kind"/> says why.</exception>
    /// <exception cref="TransportException">It is not known whether the node has it.</exception>
    public async Task<Hash32> SendRawTransactionAsync(byte[] raw, CancellationToken cancellationToken = default) =>
        (await SubmitAsync(raw, cancellationToken)).Hash;

    /// <summary>As <see cref="SendRawTransactionAsync"/>, and tells whether the transaction was new to the node.</summary>
    /// <remarks>
    /// A node that says "nonce too low" may mean these very bytes, already mined: it is asked for them by hash before the refusal counts.
    /// "Accepted" is no promise that the transaction will ever be in a block.
    /// </remarks>
    /// <exception cref="RpcException">The node refused it; <see cref="RpcException.Kind"/> says why.</exception>
    /// <exception cref="TransportException">It is not known whether the node has it.</exception>
    public async Task<Submission> SubmitAsync(byte[] raw, CancellationToken cancellationToken = default)
    {
        const string Method = "eth_sendRawTransaction";
        Hash32 hash = Keccak256.Hash(raw);
        RpcAnswer answer = await AnswerAsync(RpcRequest.Of(Method, writer => writer.WriteStringValue(Hex.Encode(raw))), cancellationToken);
        if (answer.IsOk)
        {
            AnswerNode result = AnswerNode.Result(Method, answer);
            return result.Hash() == hash ? new Submission(hash, SubmissionOutcome.Accepted) : throw result.Wrong($"is not the hash of the transaction, {hash}");
        }

        if (answer.Error.Kind is NodeErrorKind.AlreadyKnown or NodeErrorKind.NonceTooLow)
        {
            TransactionInfo? known = await GetTransactionAsync(hash, cancellationToken);
            if (known is not null)
                return new Submission(hash, known.BlockHash is null ? SubmissionOutcome.AlreadyKnown : SubmissionOutcome.AlreadyMined);
            if (answer.Error.Kind == NodeErrorKind.AlreadyKnown)
                return new Submission(hash, SubmissionOutcome.AlreadyKnown);
        }

        throw new RpcException(Method, answer.Error);
    }

    /// <summary>Receipt of a mined transaction; null while it is in no block of the node's branch.</summary>
    public async Task<Receipt?> GetReceiptAsync(Hash32 hash, CancellationToken cancellationToken = default) =>
        ReadReceipt(hash, await AnswerAsync(ReceiptRequest(hash), cancellationToken));

    /// <summary>The transaction as the node knows it; null when it does not.</summary>
    public async Task<TransactionInfo?> GetTransactionAsync(Hash32 hash, CancellationToken cancellationToken = default) =>
        ReadTransaction(hash, await AnswerAsync(TransactionRequest(hash), cancellationToken));

    private static RpcRequest ReceiptRequest(Hash32 hash) =>
        RpcRequest.Of("eth_getTransactionReceipt", writer => writer.WriteStringValue(hash.ToString()));

    private static RpcRequest TransactionRequest(Hash32 hash) =>
        RpcRequest.Of("eth_getTransactionByHash", writer => writer.WriteStringValue(hash.ToString()));

    private static Receipt? ReadReceipt(Hash32 hash, RpcAnswer answer)
    {
        AnswerNode node = Checked("eth_getTransactionReceipt", answer);
        if (node.IsNull)
            return null;
        Receipt receipt = AnswerShapes.Receipt(node);
        return receipt.TransactionHash == hash ? receipt : throw node.Member("transactionHash").Wrong("is not the hash that was asked for");
    }

    private static TransactionInfo? ReadTransaction(Hash32 hash, RpcAnswer answer)
    {
        AnswerNode node = Checked("eth_getTransactionByHash", answer);
        if (node.IsNull)
            return null;
        TransactionInfo transaction = AnswerShapes.Transaction(node);
        return transaction.Hash == hash ? transaction : throw node.Member("hash").Wrong("is not the hash that was asked for");
    }
}
