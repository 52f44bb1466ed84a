using Bursar.Contracts;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Rehearsal;

/// <summary>For nodes that cannot pretend: every recipient is paid in a call of its own by the operator itself. It tells who is refused, not what arrives.</summary>
internal sealed class PlainTrials(EthereumClient client)
{
    private const int AtOnce = 8;

    /// <summary>For each row why the token refuses it; null when it does not. The last answer is about a bystander.</summary>
    public async Task<IReadOnlyList<string?>> RunAsync(TokenTrial trial, Address from, BlockTag block, CancellationToken cancellationToken)
    {
        TrialRow[] rows = [.. trial.Rows, new TrialRow(TokenProbe.Bystander, trial.Rows.Count > 0 ? trial.Rows[0].Amount : trial.Total, 0)];
        string?[] refused = new string?[rows.Length];
        await Parallel.ForEachAsync(Enumerable.Range(0, rows.Length), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (i, token) =>
            refused[i] = await TryAsync(trial, rows[i], from, block, token));
        return refused;
    }

    private async Task<string?> TryAsync(TokenTrial trial, TrialRow row, Address from, BlockTag block, CancellationToken cancellationToken)
    {
        bool isCoin = trial.Token.Address.IsZero;
        CallRequest request = isCoin
            ? new CallRequest { From = from, To = row.Account, Value = row.Amount }
            : new CallRequest { From = from, To = trial.Token.Address, Data = new Erc20.TransferCall(row.Account, row.Amount).Encode() };
        try
        {
            byte[] answer = await client.CallAsync(request, block, cancellationToken);
            return isCoin || answer.Length == 0 || (answer.Length >= 32 && new UInt256(answer.AsSpan(0, 32)) == UInt256.One) ? null : "it says no without an error";
        }
        catch (RevertException e)
        {
            return TrialJudge.Reason(e.Data);
        }
        catch (RpcException e)
        {
            return e.Message;
        }
    }
}
