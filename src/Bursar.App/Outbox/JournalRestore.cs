namespace Bursar.App.Outbox;

/// <summary>What is known of a journal that is, or once was, put back to what a backup held.</summary>
/// <param name="BackupAt">When the backup was taken: what was written later is not in the journal.</param>
/// <param name="HighestBefore">Highest nonce of the account in the backup; null when there was none.</param>
/// <param name="KnownSince">Nonces above that one that the journal has by now.</param>
public sealed record JournalRestore(DateTimeOffset BackupAt, ulong? HighestBefore, ulong KnownSince)
{
    /// <summary>How many of the account's transactions the journal has lost, when the chain knows <paramref name="count"/> of them.</summary>
    public ulong Lost(ulong count)
    {
        ulong known = (HighestBefore is { } highest ? highest + 1 : 0) + KnownSince;
        return count > known ? count - known : 0;
    }
}
