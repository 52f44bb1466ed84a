namespace Bursar.App.Outbox;

/// <summary>When a transaction that is not mined is offered again at a higher fee, under the same nonce.</summary>
public sealed record FeeBumpSchedule
{
    /// <summary>Blocks that must have come since the last offer; a chain that stands still is no reason to pay more.</summary>
    public int AfterBlocks { get; init; } = 3;

    /// <summary>Time that must have passed since the last offer.</summary>
    public TimeSpan After { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How much more is offered, in percent of the last offer; nodes demand 10.</summary>
    public int Percent { get; init; } = 15;

    /// <summary>Most offers after the first.</summary>
    public int MaxBumps { get; init; } = 10;
}
