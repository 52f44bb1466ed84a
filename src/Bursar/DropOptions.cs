using Bursar.Core.Lists;
using Bursar.Core.Trees;
using Bursar.Evm.Primitives;

namespace Bursar;

/// <summary>A list that is to be made claimable.</summary>
public sealed record DropOptions
{
    /// <summary>The token that is claimed; the client's account must have the whole sum.</summary>
    public required Token Token { get; init; }

    /// <summary>Who may claim how much.</summary>
    public required RecipientList List { get; init; }

    /// <summary>From when claims are taken; null for at once.</summary>
    public Moment? Starts { get; init; }

    /// <summary>From when claims are no longer taken and the rest can be clawed back, for example <c>90.Days()</c>; null for never.</summary>
    public Moment? Expires { get; init; }

    /// <summary>How the tree over the list is built.</summary>
    public TreeKind Format { get; init; } = TreeKind.Standard;

    /// <summary>True when anybody may claim in a recipient's name (to the recipient).</summary>
    public bool ClaimFor { get; init; }

    /// <summary>Who may claw back what is left after the expiry; null for the client's account.</summary>
    public Address? Owner { get; init; }

    /// <summary>Where the list is published, recorded on chain; null for nowhere.</summary>
    public string? Uri { get; init; }

    /// <summary>Names this very drop, with 1 to 64 characters of a–z, 0–9 and -. Null derives it from the list, so that the same list of the same token
    /// is one drop however often it is planned.</summary>
    public string? IdempotencyKey { get; init; }
}
