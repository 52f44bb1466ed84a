using System.Runtime.CompilerServices;
using Bursar.Evm.Rpc.Json;
using Bursar.Evm.Rpc.Nodes;

namespace Bursar.Evm.Rpc;

/// <content>Logs, over ranges of any length.</content>
public sealed partial class EthereumClient
{
    private const int CalmSteps = 8;

    /// <summary>There are nodes that end an answer at this many logs and do not say so (EthereumJS, after the block that reaches it).</summary>
    internal const int SilentLimit = 10_000;

    /// <summary>All logs that fit, in the order of the chain.</summary>
    /// <exception cref="RpcException">
    /// The node refuses even a single block, or there are more logs than <see cref="EthereumClientOptions.MaxLogs"/>.
    /// </exception>
    public async Task<IReadOnlyList<Log>> GetLogsAsync(LogFilter filter, CancellationToken cancellationToken = default)
    {
        var logs = new List<Log>();
        await foreach (IReadOnlyList<Log> part in ReadLogsAsync(filter, cancellationToken))
            logs.AddRange(part);
        return logs;
    }

    /// <summary>As <see cref="GetLogsAsync"/>, part by part as the node gives them.</summary>
    /// <remarks>
    /// The range is read from its start in steps that shrink by half when the node finds one too large and double again after some that it did not. A
    /// reorg between two steps can mix branches: compare block hashes, or end the range at a final block.
    /// An answer of 10,000 logs or more from several blocks may have been cut short without a word, as EthereumJS does: it is not taken, and the step shrinks
    /// too. One block's answer is taken, since such nodes cut between blocks; but not when it has exactly 10,000 as the range had of which it is the
    /// beginning: a node that counts so precisely cuts inside of blocks, and what it leaves out cannot be asked for.
    /// </remarks>
    public async IAsyncEnumerable<IReadOnlyList<Log>> ReadLogsAsync(LogFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (filter.BlockHash is not null)
        {
            yield return ReadLogs(filter, await AskAsync(LogRequest(filter), cancellationToken), 0, out _);
            yield break;
        }

        long total = 0;
        int calm = 0;
        ulong step = _options.LogRange;
        ulong from = filter.FromBlock;
        int doubted = 0;
        while (true)
        {
            ulong to = filter.ToBlock - from < step ? filter.ToBlock : from + step - 1;
            LogFilter part = filter.Between(from, to);
            RpcAnswer answer = await AnswerAsync(LogRequest(part), cancellationToken);
            if (!answer.IsOk)
            {
                if (answer.Error.Kind != NodeErrorKind.RangeTooLarge || to == from)
                    throw new RpcException("eth_getLogs", answer.Error);
                step = (to - from + 1) / 2;
                calm = 0;
                continue;
            }

            IReadOnlyList<Log> logs = ReadLogs(part, answer, total, out int given);
            if (given >= SilentLimit && to > from)
            {
                doubted = given;
                step = (to - from + 1) / 2;
                calm = 0;
                continue;
            }

            if (given == SilentLimit && doubted == SilentLimit)
                throw new RpcException("eth_getLogs", "result", $"has exactly {SilentLimit} logs for block {from} alone as for more blocks from it on: the node leaves logs out without saying so, so ask another one");
            doubted = 0;
            total += logs.Count;
            yield return logs;
            if (to == filter.ToBlock)
                yield break;
            from = to + 1;
            if (++calm < CalmSteps)
                continue;
            calm = 0;
            step = step > _options.LogRange / 2 ? _options.LogRange : step * 2;
        }
    }

    internal static RpcRequest LogRequest(LogFilter filter) => RpcRequest.Of("eth_getLogs", writer => RequestParameters.Filter(writer, filter));

    /// <summary>The logs of an answer that were asked for; <paramref name="given"/> says how many it has with those that were not.</summary>
    internal Log[] ReadLogs(LogFilter filter, RpcAnswer answer, long before, out int given)
    {
        AnswerNode node = AnswerNode.Result("eth_getLogs", answer);
        Log[] logs = node.Items(AnswerShapes.Log);
        given = logs.Length;
        if (before + logs.Length > _options.MaxLogs)
            throw node.Wrong($"brings more than {_options.MaxLogs} logs in all: read a smaller range");
        for (int i = 0; i < logs.Length; i++)
        {
            if (!filter.Covers(logs[i]))
                throw new RpcException("eth_getLogs", $"result[{i}]", "is a log that was not asked for");
            if (i > 0 && (logs[i - 1].BlockNumber, logs[i - 1].LogIndex).CompareTo((logs[i].BlockNumber, logs[i].LogIndex)) >= 0)
                throw new RpcException("eth_getLogs", $"result[{i}]", "is out of order or there twice");
        }

        // There are nodes (EthereumJS) that look at the first position of the topics only.
        return Array.TrueForAll(logs, filter.Fits) ? logs : Array.FindAll(logs, filter.Fits);
    }
}
