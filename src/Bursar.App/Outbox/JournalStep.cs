using Bursar.Evm.Primitives;

namespace Bursar.App.Outbox;

/// <summary>One step of a run, as it was when the run began, and how far it has come.</summary>
public sealed record JournalStep
{
    /// <summary>The step's id in the plan.</summary>
    public required string Id { get; init; }

    /// <summary>What it does, for people.</summary>
    public required string Title { get; init; }

    /// <summary>Receiver of the transaction.</summary>
    public required Address To { get; init; }

    /// <summary>Native coin sent along, in wei.</summary>
    public required UInt256 Value { get; init; }

    /// <summary>Keccak-256 of the calldata.</summary>
    public required Hash32 DataHash { get; init; }

    /// <summary>How far it has come.</summary>
    public OutboxState State { get; init; } = OutboxState.Planned;

    /// <summary>How many nonces were given to it; more than one only after a nonce was used up without the effect.</summary>
    public int Attempt { get; init; }
}
