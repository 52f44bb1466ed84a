using System.Globalization;
using System.Text.Json;
using Bursar.Evm.Rpc.Json;
using Bursar.Evm.Rpc.Nodes;

namespace Bursar.Evm.Rpc.Transport.Failover;

/// <summary>Reads that several endpoints have to answer alike.</summary>
/// <remarks>
/// What the chain determines is asked of all usable endpoints, and an answer counts when enough of them gave it. <c>latest</c>, <c>safe</c> and
/// <c>finalized</c> become the highest such block that enough endpoints have. What is one node's opinion (prices, estimates, its pending block), and
/// what changes something, goes to the endpoint in use. A receipt or transaction that some have and others do not have yet counts as not there.
/// </remarks>
internal sealed class QuorumRpcTransport(FailoverRpcTransport endpoints, int agreeing) : IRpcTransport
{
    public string Endpoint => endpoints.Endpoint;

    public async Task<IReadOnlyList<RpcAnswer>> SendAsync(IReadOnlyList<RpcRequest> requests, CancellationToken cancellationToken)
    {
        int[] common = [.. Enumerable.Range(0, requests.Count).Where(i => ConsensusAnswers.Covers(requests[i]))];
        int[] others = [.. Enumerable.Range(0, requests.Count).Except(common)];
        var answers = new RpcAnswer[requests.Count];
        if (others.Length > 0)
            Fill(answers, others, await endpoints.SendAsync([.. others.Select(i => requests[i])], cancellationToken));
        if (common.Length > 0)
            Fill(answers, common, await AgreeAsync([.. common.Select(i => requests[i])], cancellationToken));
        return answers;
    }

    public void Dispose()
    {
        // The endpoints belong to the whole.
    }

    private static void Fill(RpcAnswer[] answers, int[] places, IReadOnlyList<RpcAnswer> part)
    {
        for (int i = 0; i < places.Length; i++)
            answers[places[i]] = part[i];
    }

    private async Task<IReadOnlyList<RpcAnswer>> AgreeAsync(RpcRequest[] requests, CancellationToken cancellationToken)
    {
        Member[] members = [.. await endpoints.UsableAsync(cancellationToken)];
        if (members.Length < agreeing)
        {
            string problem = $"{agreeing} endpoints are to agree, and only {members.Length} {(members.Length == 1 ? "is" : "are")} usable: {string.Join("; ", endpoints.Members.Select(m => m.State?.ToString() ?? m.Endpoint))}";
            throw new TransportException(Endpoint, problem, retryable: true) { NotProcessed = true };
        }

        var heights = new Dictionary<string, ulong>(StringComparer.Ordinal);
        foreach (string tag in requests.Select(r => r.Method == "eth_blockNumber" ? "latest" : ConsensusAnswers.TagOf(r)).OfType<string>().Distinct())
            heights[tag] = await HeightAsync(members, tag, cancellationToken);
        RpcRequest[] settled = [.. requests.Select(r => r.Method != "eth_blockNumber" && ConsensusAnswers.TagOf(r) is { } tag ? ConsensusAnswers.At(r, heights[tag]) : r)];
        (IReadOnlyList<RpcAnswer>? Answers, string? Problem)[] all = await AskAllAsync(members, settled, cancellationToken);
        return [.. settled.Select((request, i) => request.Method == "eth_blockNumber" ? Number(heights["latest"]) : Settle(request, members, all, i))];
    }

    /// <summary>The highest block under that tag that enough endpoints have.</summary>
    private async Task<ulong> HeightAsync(Member[] members, string tag, CancellationToken cancellationToken)
    {
        RpcRequest request = tag == "latest" ? RpcRequest.Of("eth_blockNumber") : EthereumClient.BlockRequest(tag == "safe" ? BlockTag.Safe : BlockTag.Finalized);
        (IReadOnlyList<RpcAnswer>? Answers, string? Problem)[] all = await AskAllAsync(members, [request], cancellationToken);
        ulong[] heights = [.. all.Where(a => a.Answers is not null).Select(a => HeightOf(tag, a.Answers![0])).OfType<ulong>().OrderDescending()];
        return heights.Length >= agreeing
            ? heights[agreeing - 1]
            : throw Disagreement(request, members, [.. all.Select(a => a.Answers is null ? a.Problem! : ConsensusAnswers.Canonical(request.Method, a.Answers[0]))]);
    }

    private static ulong? HeightOf(string tag, RpcAnswer answer)
    {
        try
        {
            return !answer.IsOk ? null
                : tag == "latest" ? AnswerNode.Result("eth_blockNumber", answer).Number()
                : answer.Result.ValueKind == JsonValueKind.Null ? null
                : AnswerNode.Result("eth_getBlockByNumber", answer).Member("number").Number();
        }
        catch (RpcException)
        {
            return null;
        }
    }

    private static RpcAnswer Number(ulong value)
    {
        using JsonDocument document = JsonDocument.Parse($"\"0x{value.ToString("x", CultureInfo.InvariantCulture)}\"");
        return RpcAnswer.Ok(document.RootElement.Clone());
    }

    private static async Task<(IReadOnlyList<RpcAnswer>? Answers, string? Problem)[]> AskAllAsync(Member[] members, RpcRequest[] requests, CancellationToken cancellationToken) =>
        await Task.WhenAll(members.Select(async member =>
        {
            try
            {
                IReadOnlyList<RpcAnswer> answers = await member.Transport.SendAsync(requests, cancellationToken);
                member.Succeeded();
                return ((IReadOnlyList<RpcAnswer>?)answers, (string?)null);
            }
            catch (TransportException e)
            {
                member.Failed();
                return (null, $"nothing ({e.Problem})");
            }
            catch (RpcException e)
            {
                if (e.Kind == NodeErrorKind.Malformed)
                    member.Failed();
                return (null, $"nothing ({e.Message})");
            }
        }));

    private RpcAnswer Settle(RpcRequest request, Member[] members, (IReadOnlyList<RpcAnswer>? Answers, string? Problem)[] all, int index)
    {
        string[] texts = [.. all.Select(a => a.Answers is null ? a.Problem! : ConsensusAnswers.Canonical(request.Method, a.Answers[index]))];
        var groups = Enumerable.Range(0, all.Length).Where(i => all[i].Answers is not null).GroupBy(i => texts[i]).OrderByDescending(g => g.Count()).ToList();
        if (groups.Count > 0 && groups[0].Count() >= agreeing)
            return all[groups[0].First()].Answers![index];

        // Some have it already, the others do not yet: then it is not there yet, as long as nobody says something else.
        var absent = groups.Find(g => g.Key == "null");
        return ConsensusAnswers.Appears(request.Method) && absent is not null && groups.Count == 2 && groups.Sum(g => g.Count()) >= agreeing
            ? all[absent.First()].Answers![index]
            : throw Disagreement(request, members, texts);
    }

    private EndpointsDisagreeException Disagreement(RpcRequest request, Member[] members, string[] texts) => new(
        $"{request.Method} ({agreeing} equal answers are wanted)", [.. members.Select((m, i) => new EndpointAnswer(m.Endpoint, ConsensusAnswers.Show(texts[i])))]);
}
