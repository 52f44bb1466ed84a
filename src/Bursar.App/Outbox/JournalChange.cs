namespace Bursar.App.Outbox;

/// <summary>One change to the journal; those of one commit become visible together or not at all.</summary>
/// <param name="RunId">Run that it belongs to.</param>
/// <param name="StepId">Step that it belongs to.</param>
/// <param name="Note">Why, in a few words, for the event table.</param>
public abstract record JournalChange(long RunId, string StepId, string? Note);
