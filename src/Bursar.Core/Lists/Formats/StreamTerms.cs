using Bursar.Evm.Primitives;

namespace Bursar.Core.Lists.Formats;

/// <summary>When and how an amount is released over time, as Sablier's CSV says it.</summary>
/// <remarks>
/// Timed by duration (<see cref="Duration"/>, <see cref="CliffDuration"/>), by range (<see cref="Start"/>, <see cref="End"/>, <see cref="CliffEnd"/>)
/// or by months (<see cref="Start"/>, <see cref="Months"/>, <see cref="FirstAtStart"/>). Times are instants in UTC.
/// </remarks>
public sealed record StreamTerms
{
    /// <summary>How long from the creation of the stream.</summary>
    public StreamDuration? Duration { get; init; }

    /// <summary>From when.</summary>
    public DateTimeOffset? Start { get; init; }

    /// <summary>Until when.</summary>
    public DateTimeOffset? End { get; init; }

    /// <summary>How long nothing is released.</summary>
    public StreamDuration? CliffDuration { get; init; }

    /// <summary>Until when nothing is released.</summary>
    public DateTimeOffset? CliffEnd { get; init; }

    /// <summary>Released at the end of the cliff, in base units.</summary>
    public UInt256? CliffAmount { get; init; }

    /// <summary>Number of monthly releases.</summary>
    public int? Months { get; init; }

    /// <summary>Number of equal releases.</summary>
    public int? Steps { get; init; }

    /// <summary>Released at the start, in base units.</summary>
    public UInt256? Unlock { get; init; }

    /// <summary>Whether the first monthly release is at the start (true) or at the end of the first month.</summary>
    public bool? FirstAtStart { get; init; }

    /// <summary>Reads the zone of times that name none: <c>UTC</c>, or an offset such as <c>+02:00</c>.</summary>
    public static bool TryParseZone(string text, out TimeSpan zone)
    {
        ArgumentNullException.ThrowIfNull(text);
        return StreamTime.TryParseZone(text, out zone);
    }
}
