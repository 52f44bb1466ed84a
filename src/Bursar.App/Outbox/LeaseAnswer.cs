namespace Bursar.App.Outbox;

/// <summary>What asking for a lease gave.</summary>
/// <param name="Granted">True when the asker holds it now.</param>
/// <param name="Owner">Who holds it.</param>
/// <param name="ExpiresAt">When it may be taken over unless its owner renews it.</param>
public readonly record struct LeaseAnswer(bool Granted, string Owner, DateTimeOffset ExpiresAt)
{
    /// <summary>How long it holds without being renewed. Who sees it unchanged for longer, by a clock of its own, knows that the owner is gone,
    /// however the journal's clock was set meanwhile.</summary>
    public TimeSpan Term { get; init; }
}
