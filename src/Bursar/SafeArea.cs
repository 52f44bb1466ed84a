using Bursar.App.Safes;
using Bursar.Core.Faults;
using Bursar.Core.Networks;
using Bursar.Core.Safes;
using Bursar.Evm.Primitives;

namespace Bursar;

/// <summary>Safes: accounts of several owners, who sign a plan in files; anybody executes it.</summary>
public sealed class SafeArea
{
    private readonly ClientCore _core;

    internal SafeArea(ClientCore core) => _core = core;

    private NetworkCatalog Networks => NetworkCatalog.BuiltIn.With([_core.Network]).Value;

    /// <summary>Makes a Safe at the address that follows from its name, owners and threshold, or finds it there.</summary>
    /// <returns>The Safe as it is now.</returns>
    /// <exception cref="FaultException">The wish makes no sense, or the network has no such contracts.</exception>
    public async Task<SafeFacts> CreateAsync(SafeOptions options, CancellationToken cancellationToken = default)
    {
        var order = new SafeOrder(options.Name, options.Owners, options.Threshold, options.Release);
        return (await _core.SendAsync(() => new CreateSafe(_core.Steps).RunAsync(order, _core.Options.Outbox, _core.Options.Progress, cancellationToken), cancellationToken)).Facts;
    }

    /// <summary>Reads a Safe: owners, threshold, next number, and whatever else has power over it.</summary>
    /// <exception cref="FaultException">It is no Safe of a release that is known.</exception>
    public Task<SafeFacts> ShowAsync(Address safe, CancellationToken cancellationToken = default) =>
        ClientCore.DescribeAsync(async () => (await new ReadSafe(_core.Chain).RunAsync(safe, cancellationToken)).Value);

    /// <summary>Packs a plan file into transactions of its Safe, and writes the proposal beside it, as <c>‹name›.safe.json</c>.</summary>
    /// <returns>The proposal's file.</returns>
    /// <exception cref="FaultException">The operator is no Safe that only its owners move, or nothing is left to do.</exception>
    public Task<string> ProposeAsync(string planFile, CancellationToken cancellationToken = default) => ClientCore.DescribeAsync(async () =>
    {
        PlanWithLaunch from = ProposalFiles.OpenPlan(Networks, planFile, cancellationToken).Value;
        SafeReview review = (await new ProposeSafe(_core.Chain, _core.Network).RunAsync(from.Plan, from.Loaded, Path.GetFileName(from.File), cancellationToken: cancellationToken)).Value;
        string file = ProposalFiles.ProposalOf(from.File);
        await File.WriteAllBytesAsync(file, SafeProposalCodec.Write(review.Proposal), cancellationToken);
        return file;
    });

    /// <summary>Derives a proposal again from its plan, the plan from its launch, and compares them with the chain: what an owner looks at before signing.</summary>
    /// <exception cref="FaultException">Something differs.</exception>
    public Task<SafeReview> CheckAsync(string proposalFile, CancellationToken cancellationToken = default) =>
        ClientCore.DescribeAsync(async () => (await ReviewProposal.OnChainAsync(_core.Chain, ProposalFiles.Open(Networks, proposalFile, cancellationToken).Value, null, cancellationToken)).Value);

    /// <summary>Signs a proposal as an owner, after planning the launch again, and writes the signatures beside it.</summary>
    /// <returns>The file of signatures.</returns>
    /// <exception cref="FaultException">The account is no owner, or something differs.</exception>
    public Task<string> SignAsync(string proposalFile, CancellationToken cancellationToken = default) => ClientCore.DescribeAsync(async () =>
    {
        SafeReview review = await CheckAsync(proposalFile, cancellationToken);
        if (await ReviewProposal.PlanAgainAsync(_core.Chain, review, cancellationToken) is { Count: > 0 } moved)
            throw new FaultException(moved);
        IReadOnlyList<SafeSignature> signatures = (await SignProposal.RunAsync(review, _core.Signer, cancellationToken: cancellationToken)).Value;
        string file = ProposalFiles.SignaturesOf(proposalFile, _core.Account);
        await File.WriteAllBytesAsync(file, SafeSignatureFile.Write(review.Proposal, signatures), cancellationToken);
        return file;
    });

    /// <summary>Executes a proposal that enough owners signed, once; called again after any interruption, it goes on where it was. This client's account pays the gas.</summary>
    /// <param name="proposalFile">The proposal.</param>
    /// <param name="signatureFiles">Files of signatures; by default those beside the proposal.</param>
    /// <param name="cancellationToken">Stops at the next safe point.</param>
    /// <exception cref="FaultException">Signatures are missing or of something else, the Safe used a number for something else, or it refuses.</exception>
    public async Task<ExecutedProposal> ExecuteAsync(string proposalFile, IReadOnlyList<string>? signatureFiles = null, CancellationToken cancellationToken = default)
    {
        SafeReview review = await CheckAsync(proposalFile, cancellationToken);
        IReadOnlyList<SafeSignature> signatures = ProposalFiles.Signatures(review.Proposal, signatureFiles ?? ProposalFiles.SignaturesBeside(proposalFile)).Value;
        return await _core.SendAsync(() => new ExecuteSafe(_core.Steps).RunAsync(review, signatures, _core.Options.Outbox, _core.Options.Progress, cancellationToken), cancellationToken);
    }
}
