using Bursar.Core.Plans;
using Bursar.Evm.Primitives;

namespace Bursar.App.Outbox;

/// <summary>What the outbox is to carry out: the steps of one plan, on one chain, from one account.</summary>
public sealed record OutboxJob
{
    /// <summary>Hash of the plan: the key under which the journal keeps the run.</summary>
    public required Hash32 PlanHash { get; init; }

    /// <summary>Chain id that the plan was made for.</summary>
    public required ChainId Chain { get; init; }

    /// <summary>Hash of that chain's block 0.</summary>
    public required Hash32 Genesis { get; init; }

    /// <summary>The account that sends every transaction.</summary>
    public required Address Operator { get; init; }

    /// <summary>The steps, each after those that it needs.</summary>
    public required IReadOnlyList<PlanStep> Steps { get; init; }

    /// <summary>The job of a whole plan.</summary>
    public static OutboxJob Of(Plan plan) => new()
    {
        PlanHash = plan.Hash,
        Chain = plan.ChainId,
        Genesis = plan.Genesis,
        Operator = plan.Operator,
        Steps = plan.Steps,
    };
}
