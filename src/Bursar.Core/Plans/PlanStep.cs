using Bursar.Evm.Primitives;

namespace Bursar.Core.Plans;

/// <summary>One transaction of a plan. Its effect has a key that the chain itself enforces, so that doing it twice is impossible.</summary>
public sealed record PlanStep
{
    /// <summary>Unique in the plan and stable between plans of one launch file, for example <c>payout.team/batch-3</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What it does, in one sentence for people.</summary>
    public required string Title { get; init; }

    /// <summary>Receiver of the transaction.</summary>
    public required Address To { get; init; }

    /// <summary>Native coin sent along, in wei.</summary>
    public UInt256 Value { get; init; }

    /// <summary>Calldata.</summary>
    public required byte[] Data { get; init; }

    /// <summary>Gas that the plan reckons with; the limit is estimated again when the step is signed.</summary>
    public required ulong Gas { get; init; }

    /// <summary>Gas that the step may use beyond an estimate because it is mined later: what only time makes a contract write. Added to the limit; not part of a plan's file,
    /// whose steps do not depend on the time.</summary>
    public ulong GasLater { get; init; }

    /// <summary>How the chain tells that the step is done.</summary>
    public required StepCheck Check { get; init; }

    /// <summary>Ids of the steps whose effects this one needs.</summary>
    public IReadOnlyList<string> After { get; init; } = [];
}
