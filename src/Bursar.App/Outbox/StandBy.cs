namespace Bursar.App.Outbox;

/// <summary>What one who stands in line for the account tells: who has it, and how far the plan has come in that one's hands.</summary>
internal sealed class StandBy(IJournal journal, OutboxJob job, IProgress<OutboxProgress>? progress, TimeProvider time)
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(500);

    private readonly HashSet<string> _said = new(StringComparer.Ordinal);
    private OutboxProgress? _reported;
    private long? _lookedAt;

    /// <summary>How the lease was lost, when it was.</summary>
    public LeaseLostException? Lost { get; set; }

    /// <summary>Reports what the journal says by now.</summary>
    public async Task ReportAsync(LeaseAnswer answer, CancellationToken cancellationToken)
    {
        if (progress is null || (_lookedAt is { } last && time.GetElapsedTime(last) < Between))
            return;
        _lookedAt = time.GetTimestamp();
        JournalRun? run = await journal.FindRunAsync(job.PlanHash, job.Chain, cancellationToken);
        IReadOnlyList<JournalStep> steps = run is null ? [] : await journal.GetStepsAsync(run.Id, cancellationToken);
        string who = answer.Owner.Length == 0 ? "another process" : ProcessName.Short(answer.Owner);
        string message = $"{who} is sending from {job.Operator}: standing by, to take over or go on when it is done";
        var now = new OutboxProgress(
            job.Steps.Count, steps.Count(s => s.State.IsInFlight()), steps.Count(s => s.State.IsMined()), steps.Count(s => s.State == OutboxState.Final),
            _said.Add(message) ? message : null);
        if (now == _reported)
            return;
        _reported = now;
        progress.Report(now);
    }
}
