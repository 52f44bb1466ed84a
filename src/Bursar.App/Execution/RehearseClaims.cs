using System.Text.Json;
using Bursar.App.LocalChain;
using Bursar.App.Planning;
using Bursar.Contracts;
using Bursar.Core.Faults;
using Bursar.Core.Trees;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Execution;

/// <summary>Lets recipients of a list claim on a local chain, where anybody's transactions can be sent without their keys.</summary>
/// <remarks>The claims are real transactions from the recipients' own accounts to the real contract; only their signatures are not theirs.</remarks>
public sealed class RehearseClaims(EthereumClient client)
{
    private const int Groups = 10;
    private const ulong ClaimGas = 1_000_000;
    private const int MostPolls = 500;
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromHours(7);
    private static readonly UInt256 PocketMoney = UInt256.PowerOfTen(17);

    /// <summary>Lets <paramref name="count"/> recipients, spread evenly over the list, claim; chain time passes between groups of them.</summary>
    /// <param name="drop">An open drop.</param>
    /// <param name="count">How many recipients.</param>
    /// <param name="progress">Told after each claim how many are done.</param>
    /// <param name="cancellationToken">Stops before the next claim.</param>
    /// <exception cref="FaultException">A claim was refused.</exception>
    public async Task RunAsync(DropBlueprint drop, int count, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        var controls = new LocalControls(client);
        count = Math.Min(count, drop.List.Count);
        for (int i = 0; i < count; i++)
        {
            if (i > 0 && i % Math.Max(1, count / Groups) == 0)
                await controls.IncreaseTimeAsync(Pause, cancellationToken);
            int row = (int)((long)i * drop.List.Count / count);
            IReadOnlyList<Hash32> proof = SubRootTable.Shorten(drop.Tree.GetProof(row, out UInt256 position), position, drop.SubRoots.Count);
            byte[] calldata = new MerkleDrop.ClaimCall(drop.List.Rows[row].Amount, proof).Encode();
            await ClaimAsync(drop.Address, drop.List.Rows[row].Account, calldata, cancellationToken);
            progress?.Report(i + 1);
        }
    }

    /// <summary>Sends a claim as <paramref name="account"/>, without its key.</summary>
    /// <param name="drop">The drop.</param>
    /// <param name="account">Who claims.</param>
    /// <param name="calldata">The call.</param>
    /// <param name="cancellationToken">Stops before it is sent.</param>
    /// <returns>The transaction.</returns>
    /// <exception cref="FaultException">The claim was refused.</exception>
    public async Task<Hash32> ClaimAsync(Address drop, Address account, byte[] calldata, CancellationToken cancellationToken = default)
    {
        await new LocalControls(client).SetBalanceAsync(account, PocketMoney, cancellationToken);
        await client.RequestAsync(RpcRequest.Of("anvil_impersonateAccount", w => w.WriteStringValue(account.ToLowerHex())), cancellationToken);
        JsonElement answer = await client.RequestAsync(RpcRequest.Of("eth_sendTransaction", w =>
        {
            w.WriteStartObject();
            w.WriteString("from", account.ToLowerHex());
            w.WriteString("to", drop.ToLowerHex());
            w.WriteString("gas", ((UInt256)ClaimGas).ToHexQuantity());
            w.WriteString("data", Hex.Encode(calldata));
            w.WriteEndObject();
        }), cancellationToken);
        await client.RequestAsync(RpcRequest.Of("anvil_stopImpersonatingAccount", w => w.WriteStringValue(account.ToLowerHex())), cancellationToken);
        Hash32 transaction = Hash32.Parse(answer.GetString());
        return (await ReceiptAsync(transaction, cancellationToken)).Status
            ? transaction
            : throw new FaultException(new Fault("local.claim-failed", $"the claim of {account} was refused by {drop}.",
                Hint: "Run 'bursar verify' to see whether the drop is as planned.")
            { Kind = FaultKind.Refused });
    }

    private async Task<Receipt> ReceiptAsync(Hash32 transaction, CancellationToken cancellationToken)
    {
        for (int i = 0; i < MostPolls; i++)
        {
            if (await client.GetReceiptAsync(transaction, cancellationToken) is { } receipt)
                return receipt;
            await Task.Delay(Poll, cancellationToken);
        }

        throw new FaultException(new Fault("local.not-mined", $"the local chain did not mine {transaction}.", Hint: "Start it again with 'bursar up'.") { Kind = FaultKind.Refused });
    }
}
