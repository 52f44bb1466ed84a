namespace Bursar.App.Outbox;

/// <summary>The journal's database is out of reach, and whether the last write is in it may be open: the run ends there and goes on from the journal later.</summary>
public sealed class JournalUnavailableException : Exception
{
    /// <summary>Says what does not answer.</summary>
    public JournalUnavailableException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
