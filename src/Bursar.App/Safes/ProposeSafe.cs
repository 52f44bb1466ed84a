using Bursar.App.Planning;
using Bursar.Contracts;
using Bursar.Core.Faults;
using Bursar.Core.Networks;
using Bursar.Core.Plans;
using Bursar.Core.Safes;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Safes;

/// <summary>Makes the proposal of a plan whose operator is a Safe.</summary>
public sealed class ProposeSafe(EthereumClient client, NetworkProfile network)
{
    /// <summary>Makes the proposal; nothing is sent.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="loaded">The launch that it was made from.</param>
    /// <param name="planFile">Its file's path from where the proposal will stand.</param>
    /// <param name="first">Number of the first transaction; null for the Safe's next.</param>
    /// <param name="accepted">Modules, guards and handlers of the Safe that the user knows and wants.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    public async Task<Result<SafeReview>> RunAsync(
        Plan plan, LoadedLaunch loaded, string planFile, UInt256? first = null, IReadOnlyCollection<Address>? accepted = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (loaded.Launch.Safe is { } safe && plan.Operator != safe)
            return SafeFaults.WrongOperator(plan.Operator, safe);
        if (plan.Steps.Count == 0)
            return SafeFaults.NothingToDo;
        await ChainGuard.RequireAsync(client, network, cancellationToken);
        if (!(await OpenAsync(client, network, plan.Operator, accepted ?? [], cancellationToken)).TryGet(out SafeFacts? facts, out IReadOnlyList<Fault> faults))
            return Result<SafeReview>.Fail(faults);
        UInt256 number = first ?? facts.Nonce;
        IReadOnlyList<SafeTransaction> transactions = SafePacking.Pack(plan, SafePacking.Group(plan.Steps), number, facts.Release)!;
        if (number < facts.Nonce)
            return SafeFaults.NonceTaken(transactions[0], facts.Nonce);
        if (await CompareHashesAsync(client, transactions, cancellationToken) is { } differs)
            return differs;
        return new SafeReview
        {
            Proposal = new SafeProposal { PlanFile = planFile, PlanHash = plan.Hash, Release = facts.Release, Block = facts.Block, Transactions = transactions },
            Plan = plan,
            Loaded = loaded,
            Facts = facts,
        };
    }

    /// <summary>Reads a Safe that is to be used: nobody but its owners may have power over it, unless that was accepted, and what sends several calls must be the published contract.</summary>
    internal static async Task<Result<SafeFacts>> OpenAsync(EthereumClient client, NetworkProfile network, Address safe, IReadOnlyCollection<Address> accepted, CancellationToken cancellationToken)
    {
        Result<SafeFacts> read = await new ReadSafe(client).RunAsync(safe, cancellationToken);
        if (!read.TryGet(out SafeFacts? facts))
            return read;
        var faults = new List<Fault>(SafeFaults.NotAccepted(facts, accepted));
        SafeContract several = facts.Release.MultiSend;
        byte[] code = await client.GetCodeAsync(several.Address, BlockTag.Latest, cancellationToken);
        if (code.Length == 0)
            faults.Add(SafeFaults.NotDeployed(several, facts.Release, network));
        else if (Keccak256.Hash(code) is var found && found != several.Code)
            faults.Add(SafeFaults.CodeDiffers(several, facts.Release, found));
        return faults.Count > 0 ? Result<SafeFacts>.Fail(faults) : facts;
    }

    /// <summary>Lets the Safe compute every hash too.</summary>
    internal static async Task<Fault?> CompareHashesAsync(EthereumClient client, IReadOnlyList<SafeTransaction> transactions, CancellationToken cancellationToken)
    {
        foreach (SafeTransaction transaction in transactions)
        {
            var call = new SafeAccount.GetTransactionHashCall(
                transaction.To, transaction.Value, transaction.Data, (byte)transaction.Operation, UInt256.Zero, UInt256.Zero, UInt256.Zero, default, default, transaction.Nonce);
            if (await client.CallAsync(transaction.Safe, call, BlockTag.Latest, cancellationToken) is var found && found != transaction.Hash)
                return SafeFaults.HashDiffers(transaction, found);
        }

        return null;
    }
}
