using Bursar.Evm.Primitives;

namespace Bursar.Core.Launch;

/// <summary>A recurring programme: lists of what everybody has earned so far, each open to the veto of watchers before it counts.</summary>
public sealed record ProgrammeSpec
{
    /// <summary>Most watchers of a programme.</summary>
    public const int MaxWatchers = 32;

    /// <summary>Most tokens in a programme's first escrow.</summary>
    public const int MaxTokens = 16;

    /// <summary>Key under <c>programmes</c>.</summary>
    public required string Key { get; init; }

    /// <summary>The first escrow of each token; more can be paid in later.</summary>
    public required IReadOnlyList<EscrowSpec> Escrow { get; init; }

    /// <summary>How long a proposed list waits before it can count, in whole seconds.</summary>
    public required TimeSpan Window { get; init; }

    /// <summary>Who can stop a proposed list, each alone.</summary>
    public required IReadOnlyList<Address> Watchers { get; init; }

    /// <summary>From when nothing can be claimed any more, in whole seconds of UTC; null for never.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>True when anybody may claim in a recipient's name (to the recipient).</summary>
    public bool ClaimFor { get; init; }

    /// <summary>Who proposes lists and may claw back what is left after the expiry.</summary>
    public required Address Owner { get; init; }

    /// <summary>Where the programme is described; null when the file does not say.</summary>
    public string? Uri { get; init; }

    /// <summary>Where its key stands.</summary>
    public required SourcePosition Position { get; init; }

    /// <summary>Path in the file, for faults.</summary>
    public string Path => $"programmes.{Key}";
}
