using Bursar.App.Planning;
using Bursar.Core.Plans;
using Bursar.Core.Safes;

namespace Bursar.App.Safes;

/// <summary>A proposal that was derived again from its plan and compared with the chain, ready to be signed or executed.</summary>
public sealed record SafeReview
{
    /// <summary>The proposal; every byte of it follows from the plan.</summary>
    public required SafeProposal Proposal { get; init; }

    /// <summary>The plan.</summary>
    public required Plan Plan { get; init; }

    /// <summary>The launch that the plan was made from, with its lists.</summary>
    public required LoadedLaunch Loaded { get; init; }

    /// <summary>The Safe as it is now; null when no chain was asked.</summary>
    public SafeFacts? Facts { get; init; }

    /// <summary>Numbers of the transactions that the chain has executed, with where.</summary>
    public IReadOnlyList<ExecutedTransaction> Executed { get; init; } = [];

    /// <summary>The transactions that are still to be executed, in order.</summary>
    public IReadOnlyList<SafeTransaction> Pending => [.. Proposal.Transactions.Where(t => !Executed.Any(e => e.Transaction.Nonce == t.Nonce))];
}
