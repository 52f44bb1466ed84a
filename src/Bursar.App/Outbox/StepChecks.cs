using Bursar.Core.Plans;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Outbox;

/// <summary>Asks the chain which effects exist.</summary>
internal static class StepChecks
{
    /// <summary>For each check whether its effect exists in the state after <paramref name="block"/>.</summary>
    /// <remarks>A call that reverts, or that finds no contract, says that the effect does not exist. A check without an expectation is not asked:
    /// only the journal knows of such an effect.</remarks>
    public static async Task<bool[]> AskAsync(
        EthereumClient client, IReadOnlyList<StepCheck> checks, BlockTag block, CancellationToken cancellationToken)
    {
        bool[] done = new bool[checks.Count];
        int[] codes = [.. Enumerable.Range(0, checks.Count).Where(i => checks[i].CallData is null)];
        int[] calls = [.. Enumerable.Range(0, checks.Count).Where(i => checks[i].CallData is not null && checks[i].Expect is not null)];
        if (codes.Length > 0)
        {
            Address[] targets = Array.ConvertAll(codes, i => checks[i].Target);
            IReadOnlyList<byte[]> found = await client.GetCodesAsync(targets, block, cancellationToken);
            for (int i = 0; i < codes.Length; i++)
                done[codes[i]] = found[i].Length > 0;
        }

        if (calls.Length > 0)
        {
            ContractCall<byte[]>[] asked = Array.ConvertAll(calls, i => new ContractCall<byte[]>(checks[i].Target, new RawCall(checks[i].CallData!)));
            IReadOnlyList<CallOutcome<byte[]>> answers = await client.TryCallManyAsync(asked, block, cancellationToken);
            for (int i = 0; i < calls.Length; i++)
                done[calls[i]] = answers[i].IsOk && answers[i].Value.AsSpan().StartsWith(checks[calls[i]].Expect);
        }

        return done;
    }
}
