using Bursar.App.Planning;
using Bursar.Contracts;
using Bursar.Core.Faults;
using Bursar.Core.Networks;
using Bursar.Core.Plans;
using Bursar.Core.Safes;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Safes;

/// <summary>Derives a proposal again from its plan, and the plan from its launch and the chain. Nothing in the proposal is believed.</summary>
public static class ReviewProposal
{
    private const int MostTopics = 200;

    /// <summary>Compares a proposal with its plan, and the plan with the launch file; no chain is asked.</summary>
    /// <param name="proposal">The proposal.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="loaded">The launch that the plan names.</param>
    /// <param name="file">The proposal's file, for faults.</param>
    public static Result<SafeReview> Offline(SafeProposal proposal, Plan plan, LoadedLaunch loaded, string file)
    {
        ArgumentNullException.ThrowIfNull(proposal);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(loaded);
        if (plan.Hash != proposal.PlanHash)
            return SafeProposalCodec.Tampered(file, $"it is of the plan {proposal.PlanHash}, and the plan file is {plan.Hash}");
        if (plan.ChainId != proposal.Chain || plan.Operator != proposal.Safe)
            return SafeProposalCodec.Tampered(file, $"it is for the Safe {proposal.Safe} on chain {proposal.Chain}, the plan for {plan.Operator} on chain {plan.ChainId}");
        if (loaded.Launch.Safe is { } safe && safe != plan.Operator)
            return SafeFaults.WrongOperator(plan.Operator, safe);
        if (plan.LaunchHash != loaded.Launch.Hash)
            return new Fault("apply.launch-changed", "the launch file is not the one that the plan was made from.", Hint: "Make the plan again and review it.") { Kind = FaultKind.Refused };
        if (SafePacking.Pack(plan, [.. proposal.Transactions.Select(t => t.Steps)], proposal.First, proposal.Release) is not { } derived)
            return SafeProposalCodec.Tampered(file, "its steps are not those of the plan, all of them, in the plan's order");
        for (int i = 0; i < derived.Count; i++)
        {
            if (!derived[i].IsSame(proposal.Transactions[i]))
                return SafeProposalCodec.Tampered(file, $"transaction {derived[i].Nonce} would do something else than the plan's steps {string.Join(", ", derived[i].Steps)}");
        }

        return new SafeReview { Proposal = proposal with { Transactions = derived }, Plan = plan, Loaded = loaded };
    }

    /// <summary>Compares a proposal with its plan, the Safe, and what it has executed.</summary>
    /// <param name="client">The chain.</param>
    /// <param name="offline">What <see cref="Offline"/> found in order.</param>
    /// <param name="accepted">Modules, guards and handlers of the Safe that the user knows and wants.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    public static async Task<Result<SafeReview>> OnChainAsync(
        EthereumClient client, SafeReview offline, IReadOnlyCollection<Address>? accepted = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(offline);
        NetworkProfile network = offline.Loaded.Network;
        await ChainGuard.RequireAsync(client, network, cancellationToken);
        if (await client.GetBlockAsync(BlockTag.At(0UL), cancellationToken) is not { } first || first.Hash != offline.Plan.Genesis)
            return SafeFaults.PlanMoved("this is another chain of the same id");
        if (!(await ProposeSafe.OpenAsync(client, network, offline.Proposal.Safe, accepted ?? [], cancellationToken)).TryGet(out SafeFacts? facts, out IReadOnlyList<Fault> faults))
            return Result<SafeReview>.Fail(faults);
        if (facts.Release != offline.Proposal.Release)
            return SafeFaults.PlanMoved($"the Safe was moved from release {offline.Proposal.Release.Version} to {facts.Release.Version}");
        if (await ProposeSafe.CompareHashesAsync(client, offline.Proposal.Transactions, cancellationToken) is { } differs)
            return differs;
        IReadOnlyList<ExecutedTransaction> executed = await ExecutedAsync(client, offline.Proposal, facts, cancellationToken);
        if (offline.Proposal.Transactions.FirstOrDefault(t => t.Nonce < facts.Nonce && !executed.Any(e => e.Transaction.Nonce == t.Nonce)) is { } taken)
            return SafeFaults.NonceTaken(taken, facts.Nonce);
        return offline with { Facts = facts, Executed = executed };
    }

    /// <summary>Plans the launch again and compares every step: what an owner signs is what the launch file and its lists mean on this chain now.</summary>
    /// <param name="client">The chain.</param>
    /// <param name="review">A proposal of which nothing was executed.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    /// <returns>Null when they are the same.</returns>
    public static async Task<IReadOnlyList<Fault>> PlanAgainAsync(EthereumClient client, SafeReview review, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(review);
        if (review.Executed.Count > 0)
            return [SafeFaults.PlanMoved("the proposal was begun to be executed")];
        if (!(await new PlanLaunch(client).RunAsync(review.Loaded, cancellationToken)).TryGet(out PlannedLaunch? again, out IReadOnlyList<Fault> faults))
            return faults;
        IReadOnlyList<PlanStep> now = again.Plan.Steps;
        IReadOnlyList<PlanStep> then = review.Plan.Steps;
        if (again.Plan.Operator != review.Plan.Operator || now.Count != then.Count)
            return [SafeFaults.PlanMoved($"{now.Count} steps in place of {then.Count}")];
        for (int i = 0; i < now.Count; i++)
        {
            if (now[i].Id != then[i].Id || now[i].To != then[i].To || now[i].Value != then[i].Value || !now[i].Data.AsSpan().SequenceEqual(then[i].Data))
                return [SafeFaults.PlanMoved($"step {i + 1} is {now[i].Id}, and not {then[i].Id} as in the plan, or does something else")];
        }

        return [];
    }

    /// <summary>Those of the proposal's transactions whose execution the Safe announced.</summary>
    internal static async Task<IReadOnlyList<ExecutedTransaction>> ExecutedAsync(EthereumClient client, SafeProposal proposal, SafeFacts facts, CancellationToken cancellationToken)
    {
        SafeTransaction[] used = [.. proposal.Transactions.Where(t => t.Nonce < facts.Nonce)];
        var executed = new List<ExecutedTransaction>();
        foreach (SafeTransaction[] part in used.Chunk(MostTopics))
        {
            var byHash = part.ToDictionary(t => t.Hash);
            LogFilter filter = LogFilter.InRange(Math.Min(proposal.Block, facts.Block), facts.Block) with
            {
                Addresses = [facts.Address],
                Topics = [[SafeAccount.ExecutionSuccessEvent.Topic], [.. byHash.Keys]],
            };
            foreach (Log log in await client.GetLogsAsync(filter, cancellationToken))
            {
                if (byHash.TryGetValue(log.Topics[1], out SafeTransaction? transaction))
                    executed.Add(new ExecutedTransaction(transaction, log.TransactionHash, log.BlockNumber));
            }
        }

        return [.. executed.DistinctBy(e => e.Transaction.Nonce).OrderBy(e => e.Transaction.Nonce)];
    }
}
