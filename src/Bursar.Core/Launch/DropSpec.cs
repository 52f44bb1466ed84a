using Bursar.Core.Trees;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Launch;

/// <summary>A list that is made claimable.</summary>
public sealed record DropSpec
{
    /// <summary>Key under <c>drops</c>.</summary>
    public required string Key { get; init; }

    /// <summary>The token that is claimed.</summary>
    public required TokenSpec Token { get; init; }

    /// <summary>Who may claim how much.</summary>
    public required ListSpec List { get; init; }

    /// <summary>How the tree over the list is built.</summary>
    public required TreeKind Format { get; init; }

    /// <summary>From when claims are taken, in whole seconds of UTC; null for at once.</summary>
    public DateTimeOffset? Starts { get; init; }

    /// <summary>From when claims are no longer taken, in whole seconds of UTC; null for never.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>True when anybody may claim in a recipient's name (to the recipient).</summary>
    public bool ClaimFor { get; init; }

    /// <summary>Who may claw back what is left after the expiry.</summary>
    public required Address Owner { get; init; }

    /// <summary>True when the token gives the list out by itself, instead of a drop of its own. Such a token is created by the same launch.</summary>
    public bool Inside { get; init; }

    /// <summary>Where the list is published; null when the file does not say.</summary>
    public string? Uri { get; init; }

    /// <summary>Lets the planner choose the number of sub-roots.</summary>
    public const int AutoSubRoots = -1;

    /// <summary>How many sub-roots the drop carries in its code so that proofs are shorter: 0 for none, 2 to 512, or <see cref="AutoSubRoots"/>.</summary>
    public int SubRoots { get; init; }

    /// <summary>Key of the vesting on whose terms each row vests; null when a claim is the recipient's at once.</summary>
    public string? Vesting { get; init; }

    /// <summary>Where its key stands.</summary>
    public required SourcePosition Position { get; init; }

    /// <summary>Path of the drop in the file, for faults.</summary>
    public string Path => $"drops.{Key}";
}
