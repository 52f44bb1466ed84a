using Bursar.Evm.Primitives;

namespace Bursar;

/// <summary>Schedules of vesting: recipients, and when what they get is theirs.</summary>
public sealed record VestingOptions
{
    /// <summary>Names the vesting: one key is one set of schedules, however often it is asked for. 1 to 64 of a–z, 0–9 and -.</summary>
    public required string IdempotencyKey { get; init; }

    /// <summary>The token; the client's account pays it in.</summary>
    public required Token Token { get; init; }

    /// <summary>Who gets how much; 1 to 500.</summary>
    public required IReadOnlyList<VestingShare> Recipients { get; init; }

    /// <summary>Where a line begins; with <see cref="Duration"/>.</summary>
    public DateTimeOffset? Start { get; init; }

    /// <summary>How long after the start nothing can be withdrawn; null for no cliff. Whole hours.</summary>
    public TimeSpan? Cliff { get; init; }

    /// <summary>How long the line takes. Whole seconds.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Equal parts at these times, instead of a line; 1 to 256. One recipient only.</summary>
    public IReadOnlyList<DateTimeOffset> Steps { get; init; } = [];

    /// <summary>Who may end the schedules early and takes back what has not vested; null for nobody, ever.</summary>
    public Address? Revoker { get; init; }
}

/// <summary>What a recipient of a vesting gets.</summary>
/// <param name="To">The recipient.</param>
/// <param name="Amount">How much.</param>
/// <param name="Label">What for; null for nothing in particular.</param>
public sealed record VestingShare(Address To, Quantity Amount, string? Label = null);
