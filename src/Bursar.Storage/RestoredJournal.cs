namespace Bursar.Storage;

/// <summary>How a journal was put back.</summary>
/// <param name="BackupAt">When the backup was taken.</param>
/// <param name="Kept">Where the journal is kept as it was before; null when it held nothing.</param>
public sealed record RestoredJournal(DateTimeOffset BackupAt, string? Kept);
