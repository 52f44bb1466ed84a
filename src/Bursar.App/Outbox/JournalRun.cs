using Bursar.Evm.Primitives;

namespace Bursar.App.Outbox;

/// <summary>The execution of one plan on one chain; applying the plan again continues it.</summary>
public sealed record JournalRun
{
    /// <summary>Number in this journal; 0 before it is stored.</summary>
    public long Id { get; init; }

    /// <summary>Hash of the plan. A plan has one run for each chain id.</summary>
    public required Hash32 PlanHash { get; init; }

    /// <summary>Chain id of the plan.</summary>
    public required ChainId Chain { get; init; }

    /// <summary>Hash of block 0 of the chain on which the run began.</summary>
    public required Hash32 Genesis { get; init; }

    /// <summary>The account that signs.</summary>
    public required Address Operator { get; init; }

    /// <summary>When the run began.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The account whose nonces the run uses.</summary>
    public JournalAccount Account => new(Chain, Genesis, Operator);
}
