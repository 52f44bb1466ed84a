using Bursar.Evm.Primitives;

namespace Bursar.App.Outbox;

/// <summary>The right of one process to sign and record transactions of one account on one chain id.</summary>
/// <param name="Chain">Chain id. The lease is per id, not per genesis: a signature is valid on every chain of that id.</param>
/// <param name="Account">The sending account.</param>
/// <param name="Owner">Names this process run, unlike any other; the journal shows it to people.</param>
/// <param name="Duration">How long the lease holds after the last write or renewal.</param>
/// <remarks>Safety does not hang on clocks: each write checks, inside its own transaction, that the lease still has this owner.</remarks>
public sealed record AccountLease(ChainId Chain, Address Account, string Owner, TimeSpan Duration)
{
    /// <summary>Hash of the plan that the owner wants to carry out: who holds the lease for the same plan shares the work with it.</summary>
    public Hash32? Plan { get; init; }
}
