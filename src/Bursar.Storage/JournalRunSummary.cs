using Bursar.App.Outbox;

namespace Bursar.Storage;

/// <summary>One run of a journal.</summary>
/// <param name="Run">The run.</param>
/// <param name="Steps">Its steps by their state.</param>
public sealed record JournalRunSummary(JournalRun Run, IReadOnlyDictionary<OutboxState, int> Steps);
