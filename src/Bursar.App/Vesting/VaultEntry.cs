using Bursar.Contracts;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.App.Vesting;

/// <summary>A schedule that was opened, as the vault's events and its state tell.</summary>
public sealed class VaultEntry
{
    /// <summary>The id under which it was opened.</summary>
    public required Hash32 OpenedAs { get; init; }

    /// <summary>The schedule, with the account that withdraws by now as its recipient.</summary>
    public required VestingVault.Schedule Schedule { get; set; }

    /// <summary>Who opened it.</summary>
    public required Address Funder { get; init; }

    /// <summary>The event of its opening.</summary>
    public required Log Opening { get; init; }

    /// <summary>Its state.</summary>
    public VestingVault.StateOfResult State { get; internal set; }

    /// <summary>Sum of what was paid to or for its recipients, in base units.</summary>
    public UInt256 Paid { get; internal set; }

    /// <summary>Its early end; null when there was none.</summary>
    public VestingVault.RevokedEvent? Revocation { get; internal set; }

    /// <summary>When it was ended early; null when it was not.</summary>
    public DateTimeOffset? RevokedAt { get; internal set; }

    /// <summary>Its id by now.</summary>
    public Hash32 Id => Ids.Count > 0 ? Ids[^1] : OpenedAs;

    /// <summary>What it promises and has not paid, in base units.</summary>
    public UInt256 Owed => State.Promised >= State.Withdrawn ? State.Promised - State.Withdrawn : UInt256.Zero;

    /// <summary>The ids that it got by moves, in their order.</summary>
    internal List<Hash32> Ids { get; } = [];
}
