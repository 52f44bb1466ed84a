using Bursar.Evm.Primitives;

namespace Bursar;

/// <summary>A recurring programme, as it is to be made.</summary>
public sealed record ProgrammeOptions
{
    /// <summary>How long a proposed list waits before it can count; parts of an hour are rounded up.</summary>
    public required TimeSpan Window { get; init; }

    /// <summary>Who can stop a list while it waits, each alone; they cannot be changed.</summary>
    public required IReadOnlyList<Address> Watchers { get; init; }

    /// <summary>Names this very programme, with 1 to 64 characters of a–z, 0–9 and -: the chain makes one under each name of an account.</summary>
    public required string IdempotencyKey { get; init; }

    /// <summary>What it begins with; more can be paid in later.</summary>
    public IReadOnlyList<ProgrammeEscrow> Escrow { get; init; } = [];

    /// <summary>From when nothing can be claimed any more and the rest can be clawed back; null for never.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>True when anybody may claim in an account's name (to the account).</summary>
    public bool ClaimFor { get; init; }

    /// <summary>Who proposes lists and may claw back what is left after the expiry; null for the client's account.</summary>
    public Address? Owner { get; init; }

    /// <summary>Where the programme is described, recorded on chain; null for nowhere.</summary>
    public string? Uri { get; init; }
}
