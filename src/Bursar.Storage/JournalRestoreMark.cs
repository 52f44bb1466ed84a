namespace Bursar.Storage;

/// <summary>One time when a journal was put back.</summary>
/// <param name="At">When.</param>
/// <param name="BackupAt">When the backup was taken.</param>
/// <param name="Note">From what.</param>
public sealed record JournalRestoreMark(DateTimeOffset At, DateTimeOffset BackupAt, string Note);
