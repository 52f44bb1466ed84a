using Bursar.App.Outbox;

namespace Bursar.Storage;

/// <summary>What a journal holds, and what is wrong with it.</summary>
public sealed record JournalSummary
{
    /// <summary>Where it is.</summary>
    public required string Place { get; init; }

    /// <summary>Version of its schema.</summary>
    public required int Schema { get; init; }

    /// <summary>Runs, the oldest first.</summary>
    public required IReadOnlyList<JournalRunSummary> Runs { get; init; }

    /// <summary>Transactions by their state.</summary>
    public required IReadOnlyDictionary<OutboxState, int> Transactions { get; init; }

    /// <summary>Number of events.</summary>
    public required long Events { get; init; }

    /// <summary>When the last one was written; null when there is none.</summary>
    public required DateTimeOffset? LastEvent { get; init; }

    /// <summary>Times when it was put back to a backup, the oldest first.</summary>
    public required IReadOnlyList<JournalRestoreMark> Restores { get; init; }

    /// <summary>What is wrong, one line each; empty when nothing is.</summary>
    public required IReadOnlyList<string> Problems { get; init; }
}
