using Bursar.App.Execution;
using Bursar.App.Outbox;
using Bursar.Contracts;
using Bursar.Core.Faults;
using Bursar.Core.Plans;
using Bursar.Evm.Primitives;

namespace Bursar.App.Safes;

/// <summary>Approves a proposal on the chain, for owners who do not sign: contracts, or whoever wants it to be seen.</summary>
public sealed class ApproveSafe(SendSteps send)
{
    private const ulong ApproveGas = 60_000;

    /// <summary>Approves every transaction that is still to be executed; what is approved already is not approved again.</summary>
    /// <param name="review">The proposal, compared with plan and chain.</param>
    /// <param name="options">How to send.</param>
    /// <param name="progress">Told whenever something moved.</param>
    /// <param name="cancellationToken">Stops at the next safe point; the same call goes on.</param>
    public async Task<Result<OutboxOutcome>> RunAsync(SafeReview review, OutboxOptions? options = null, IProgress<OutboxProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(review);
        SafeFacts facts = review.Facts ?? throw new ArgumentException("the chain was not asked", nameof(review));
        if (!facts.Owners.Contains(send.Sender))
            return SafeFaults.NotAnOwner(send.Sender, facts);
        PlanStep[] steps = [.. review.Pending.Select(t => new PlanStep
        {
            Id = $"safe/{t.Safe}/{t.Nonce}/approve",
            Title = $"Approve transaction {t.Nonce} of the Safe {t.Safe}",
            To = t.Safe,
            Data = new SafeAccount.ApproveHashCall(t.Hash).Encode(),
            Gas = ApproveGas,
            Check = new StepCheck(t.Safe, new SafeAccount.ApprovedHashesCall(send.Sender, t.Hash).Encode(), UInt256.One.ToBigEndian()),
        })];
        return steps.Length == 0 ? SafeFaults.NothingToDo : await send.RunAsync(new SendOrder { Steps = steps }, options, progress, cancellationToken);
    }
}
