using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc.Json;
using Bursar.Evm.Rpc.Nodes;

namespace Bursar.Evm.Rpc;

/// <content>Many questions at once.</content>
public sealed partial class EthereumClient
{
    private const int PayloadTooLarge = 413;

    /// <summary>Asks everything in batches, several under way at a time, and gives one answer for each request, in their order.</summary>
    /// <remarks>A batch that the node turns away as too large is halved until it is taken.</remarks>
    /// <exception cref="TransportException">No answers came to one of the batches.</exception>
    public async Task<IReadOnlyList<RpcAnswer>> RequestManyAsync(IReadOnlyList<RpcRequest> requests, CancellationToken cancellationToken = default)
    {
        if (requests.Count == 0)
            return [];
        var answers = new RpcAnswer[requests.Count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = _options.Parallelism, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(Chunks(requests), parallel, async (chunk, token) => await FillAsync(requests, answers, chunk.Start, chunk.Count, token));
        return answers;
    }

    /// <summary>Reads many functions; the results are in the order of the calls.</summary>
    /// <remarks>Name the block by number or hash: batches under <c>latest</c> may see different blocks.</remarks>
    /// <exception cref="RevertException">A contract refused; see <see cref="TryCallManyAsync"/> to get the others.</exception>
    public async Task<IReadOnlyList<T>> CallManyAsync<T>(
        IReadOnlyList<ContractCall<T>> calls, BlockTag block = default, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<CallOutcome<T>> outcomes = await TryCallManyAsync(calls, block, cancellationToken);
        var values = new T[outcomes.Count];
        for (int i = 0; i < values.Length; i++)
            values[i] = outcomes[i].Value;
        return values;
    }

    /// <summary>As <see cref="CallManyAsync"/>, with a revert as an outcome of its own call.</summary>
    public async Task<IReadOnlyList<CallOutcome<T>>> TryCallManyAsync<T>(
        IReadOnlyList<ContractCall<T>> calls, BlockTag block = default, CancellationToken cancellationToken = default)
    {
        var requests = new CallRequest[calls.Count];
        for (int i = 0; i < requests.Length; i++)
            requests[i] = RequestOf(calls[i].To, calls[i].Call);
        IReadOnlyList<RpcAnswer> answers = await RequestManyAsync(Array.ConvertAll(requests, r => CallMethod("eth_call", r, block)), cancellationToken);
        var outcomes = new CallOutcome<T>[requests.Length];
        for (int i = 0; i < outcomes.Length; i++)
        {
            try
            {
                outcomes[i] = new CallOutcome<T>(Decode(calls[i].To, calls[i].Call, ReadCall(requests[i], answers[i])));
            }
            catch (RevertException revert)
            {
                outcomes[i] = new CallOutcome<T>(revert);
            }
        }

        return outcomes;
    }

    /// <summary>Receipts of many transactions, in the order of the hashes; null for one that is in no block.</summary>
    public async Task<IReadOnlyList<Receipt?>> GetReceiptsAsync(IReadOnlyList<Hash32> hashes, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<RpcAnswer> answers = await RequestManyAsync([.. hashes.Select(ReceiptRequest)], cancellationToken);
        return [.. hashes.Select((hash, i) => ReadReceipt(hash, answers[i]))];
    }

    /// <summary>Many transactions, in the order of the hashes; null for one that the node does not know.</summary>
    public async Task<IReadOnlyList<TransactionInfo?>> GetTransactionsAsync(IReadOnlyList<Hash32> hashes, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<RpcAnswer> answers = await RequestManyAsync([.. hashes.Select(TransactionRequest)], cancellationToken);
        return [.. hashes.Select((hash, i) => ReadTransaction(hash, answers[i]))];
    }

    /// <summary>Many headers, in the order of the names; null for a block that the node does not have.</summary>
    public async Task<IReadOnlyList<BlockHeader?>> GetBlocksAsync(IReadOnlyList<BlockTag> blocks, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<RpcAnswer> answers = await RequestManyAsync([.. blocks.Select(BlockRequest)], cancellationToken);
        return [.. blocks.Select((block, i) => ReadBlock(block, answers[i]))];
    }

    /// <summary>Balances in wei, in the order of the addresses.</summary>
    public async Task<IReadOnlyList<UInt256>> GetBalancesAsync(
        IReadOnlyList<Address> addresses, BlockTag block = default, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<RpcAnswer> answers =
            await RequestManyAsync([.. addresses.Select(address => AccountRequest("eth_getBalance", address, block))], cancellationToken);
        return [.. answers.Select(answer => Checked("eth_getBalance", answer).Quantity())];
    }

    /// <summary>Codes, in the order of the addresses; empty for an account without code.</summary>
    public async Task<IReadOnlyList<byte[]>> GetCodesAsync(
        IReadOnlyList<Address> addresses, BlockTag block = default, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<RpcAnswer> answers =
            await RequestManyAsync([.. addresses.Select(address => AccountRequest("eth_getCode", address, block))], cancellationToken);
        return [.. answers.Select(answer => Checked("eth_getCode", answer).Bytes())];
    }

    private static AnswerNode Checked(string method, RpcAnswer answer) =>
        answer.IsOk ? AnswerNode.Result(method, answer) : throw new RpcException(method, answer.Error);

    private IEnumerable<(int Start, int Count)> Chunks(IReadOnlyList<RpcRequest> requests)
    {
        int start = 0;
        long bytes = 0;
        for (int i = 0; i < requests.Count; i++)
        {
            int size = requests[i].Parameters.Length;
            if (i > start && (i - start == _options.BatchSize || bytes + size > _options.BatchBytes))
            {
                yield return (start, i - start);
                start = i;
                bytes = 0;
            }

            bytes += size;
        }

        yield return (start, requests.Count - start);
    }

    private async Task FillAsync(IReadOnlyList<RpcRequest> requests, RpcAnswer[] answers, int start, int count, CancellationToken cancellationToken)
    {
        var chunk = new RpcRequest[count];
        for (int i = 0; i < count; i++)
            chunk[i] = requests[start + i];
        try
        {
            IReadOnlyList<RpcAnswer> part = await _transport.SendAsync(chunk, cancellationToken);
            for (int i = 0; i < count; i++)
                answers[start + i] = part[i];
        }
        catch (Exception e) when (count > 1 && e is TransportException { Status: PayloadTooLarge } or RpcException { Kind: NodeErrorKind.BatchTooLarge })
        {
            await FillAsync(requests, answers, start, count / 2, cancellationToken);
            await FillAsync(requests, answers, start + (count / 2), count - (count / 2), cancellationToken);
        }
    }
}
