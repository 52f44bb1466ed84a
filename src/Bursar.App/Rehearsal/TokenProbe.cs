using System.Text;
using Bursar.Contracts;
using Bursar.Evm.Abi;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Rehearsal;

/// <summary>
/// Asks a node what a token would do, in calls that leave nothing behind: in them a small program stands in the place of the operator and of whoever
/// is to move and to hold its tokens.
/// </summary>
internal sealed class TokenProbe(EthereumClient client)
{
    /// <summary>An account that nobody has and no list names.</summary>
    public static readonly Address Bystander = new(Keccak256.Hash(Encoding.UTF8.GetBytes("bursar/1/bystander")).Span[12..]);

    private const int RowLength = Address.Length + 32;

    /// <summary>Tries a movement out, in as many calls as its rows need.</summary>
    /// <returns>What each call found, with the number of its first row; null when the node cannot pretend.</returns>
    public async Task<IReadOnlyList<(int FirstRow, TokenRehearsal.Findings Findings)>?> RehearseAsync(TokenTrial trial, Address from, BlockTag block, CancellationToken cancellationToken)
    {
        var found = new List<(int, TokenRehearsal.Findings)>();
        int row = 0;
        do
        {
            if (await CallAsync(trial, row, from, block, cancellationToken) is not { } findings)
                return found.Count == 0 ? null : found;
            found.Add((row, findings));
            if (findings.Outcomes.Length == 0)
                break;
            row += findings.Outcomes.Length;
        }
        while (row < trial.Rows.Count);
        return found;
    }

    /// <summary>An account's balance when the chain's time is <paramref name="time"/>; null when the node cannot pretend that.</summary>
    public async Task<UInt256?> BalanceAtAsync(Address token, Address account, ulong time, BlockTag block, CancellationToken cancellationToken)
    {
        var call = new TokenRehearsal.LookCall(token, account);
        try
        {
            TokenRehearsal.LookResult looked = call.DecodeResult(await client.CallAsync(
                new CallRequest { To = account, Data = call.Encode(), CodeOverrides = Pretend([account]), TimeOverride = time }, block, cancellationToken));
            return looked.Time == time ? looked.Balance : null;
        }
        catch (Exception e) when (e is RevertException or AbiException or RpcException)
        {
            return null;
        }
    }

    private async Task<TokenRehearsal.Findings?> CallAsync(TokenTrial trial, int firstRow, Address from, BlockTag block, CancellationToken cancellationToken)
    {
        Address token = trial.Token.Address;
        var call = new TokenRehearsal.RehearseCall(
            new TokenRehearsal.Trial(token, trial.Puller, trial.Holder, trial.Total, Pack(trial.Rows.Skip(firstRow)), Bystander, trial.RowGas));
        try
        {
            return call.DecodeResult(await client.CallAsync(
                new CallRequest { From = from, To = from, Data = call.Encode(), CodeOverrides = Pretend([from, trial.Puller, trial.Holder]) }, block, cancellationToken));
        }
        catch (Exception e) when (e is RevertException or AbiException or RpcException)
        {
            return null;
        }
    }

    private static Dictionary<Address, byte[]> Pretend(IEnumerable<Address> accounts) =>
        accounts.Distinct().ToDictionary(a => a, _ => TokenRehearsal.RuntimeCode.ToArray());

    private static byte[] Pack(IEnumerable<TrialRow> rows)
    {
        TrialRow[] all = [.. rows];
        byte[] packed = new byte[all.Length * RowLength];
        for (int i = 0; i < all.Length; i++)
        {
            Span<byte> row = packed.AsSpan(i * RowLength, RowLength);
            all[i].Account.CopyTo(row);
            all[i].Amount.WriteBigEndian(row[Address.Length..]);
        }

        return packed;
    }
}
