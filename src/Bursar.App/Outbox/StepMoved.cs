namespace Bursar.App.Outbox;

/// <summary>A step reached another state.</summary>
/// <param name="RunId">Run.</param>
/// <param name="StepId">Step.</param>
/// <param name="State">The state that it has now.</param>
/// <param name="Note">Why.</param>
public sealed record StepMoved(long RunId, string StepId, OutboxState State, string? Note = null) : JournalChange(RunId, StepId, Note);
