using System.Text.Json.Serialization;
using Bursar.Evm.Primitives;

namespace Bursar.App.Reporting;

/// <summary>A recurring programme, its lists over time and what was claimed.</summary>
public sealed record ReportProgramme
{
    /// <summary>Name in the launch file.</summary>
    public required string Name { get; init; }

    /// <summary>The contract.</summary>
    public required Address Address { get; init; }

    /// <summary>Who proposes lists.</summary>
    public required Address Owner { get; init; }

    /// <summary>Seconds between a proposal and the moment at which it can count.</summary>
    public required ulong WindowSeconds { get; init; }

    /// <summary>Who can stop a list while it waits.</summary>
    public required IReadOnlyList<Address> Watchers { get; init; }

    /// <summary>End of claiming; null for never.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>Every list that was proposed, in order.</summary>
    public IReadOnlyList<ReportProgrammeList> Lists { get; init; } = [];

    /// <summary>Its tokens.</summary>
    public IReadOnlyList<ReportProgrammeToken> Tokens { get; init; } = [];

    /// <summary>Every payment in chain order.</summary>
    public IReadOnlyList<ReportProgrammeClaim> Claims { get; init; } = [];

    /// <summary>How many accounts were paid something.</summary>
    [JsonIgnore]
    public int Accounts => Claims.Select(static c => c.Account).Distinct().Count();
}

/// <summary>A list of a programme.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="State">What became of it: waiting, active, former, stopped, withdrawn.</param>
/// <param name="Root">Merkle root.</param>
/// <param name="ListHash">Hash of the published list, by its owner's word.</param>
/// <param name="Uri">Where it is published, by its owner's word.</param>
/// <param name="ReadyAt">From when it could count.</param>
/// <param name="ActiveSince">When it became the list; null when it never did.</param>
/// <param name="StoppedBy">The watcher who stopped it; null when nobody did.</param>
/// <param name="Totals">What it gives of each token since the beginning.</param>
public sealed record ReportProgrammeList(
    UInt256 Number, string State, Hash32 Root, Hash32 ListHash, string Uri, DateTimeOffset ReadyAt, DateTimeOffset? ActiveSince, Address? StoppedBy, IReadOnlyList<ReportTokenAmount> Totals);

/// <summary>An amount of a token.</summary>
/// <param name="Token">The token.</param>
/// <param name="Amount">Base units.</param>
public sealed record ReportTokenAmount(Address Token, UInt256 Amount);

/// <summary>A token of a programme.</summary>
/// <param name="Token">The token; looked up in <see cref="ReportModel.Tokens"/>.</param>
/// <param name="PaidIn">What was paid in, in base units.</param>
/// <param name="Given">What the active list gives of it since the beginning, in base units.</param>
/// <param name="Claimed">What was claimed, in base units.</param>
/// <param name="Unclaimed">What the active list gives and nobody has claimed, in base units.</param>
/// <param name="ClawedBack">What the owner took back, in base units.</param>
/// <param name="Held">What the contract holds at the last block, in base units.</param>
public sealed record ReportProgrammeToken(Address Token, UInt256 PaidIn, UInt256 Given, UInt256 Claimed, UInt256 Unclaimed, UInt256 ClawedBack, UInt256 Held);

/// <summary>A payment out of a programme.</summary>
/// <param name="Account">Who was paid.</param>
/// <param name="Token">Of which token.</param>
/// <param name="Amount">Base units.</param>
/// <param name="Block">Block number.</param>
/// <param name="Time">Time of the block.</param>
/// <param name="Transaction">Transaction hash.</param>
public sealed record ReportProgrammeClaim(Address Account, Address Token, UInt256 Amount, ulong Block, DateTimeOffset Time, Hash32 Transaction);
