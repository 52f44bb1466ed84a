namespace Bursar.App.Outbox;

/// <summary>A write would break a rule that keeps effects from happening twice; nothing was written.</summary>
public sealed class JournalConflictException : Exception
{
    /// <summary>Says which rule.</summary>
    public JournalConflictException(string message)
        : base(message)
    {
    }
}
