using Bursar.Core.Faults;
using Bursar.Evm.Primitives;

namespace Bursar.App.Outbox;

/// <summary>What a run has come to when every step's effect is on the chain.</summary>
public sealed record OutboxOutcome
{
    /// <summary>The run's number in the journal.</summary>
    public required long RunId { get; init; }

    /// <summary>Every step, in the order of the plan.</summary>
    public required IReadOnlyList<StepOutcome> Steps { get; init; }

    /// <summary>True when every step is final.</summary>
    public bool IsFinal => NotFinal is null;

    /// <summary>Null when every step is final; otherwise the fault, of kind <see cref="FaultKind.NotFinal"/>, that says what is not.</summary>
    public Fault? NotFinal { get; init; }

    /// <summary>What the run's mined transactions paid for gas, in wei. A rollup's fee for posting data is not in it.</summary>
    public required UInt256 GasFees { get; init; }
}
