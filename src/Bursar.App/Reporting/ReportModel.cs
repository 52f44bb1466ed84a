using System.Text.Json.Serialization;
using Bursar.Evm.Primitives;

namespace Bursar.App.Reporting;

/// <summary>Everything that a report says. <see cref="ReportWriter"/> is a pure function of it: the same model gives the same bytes.</summary>
/// <remarks>Amounts are base units. All text is shown as text, whatever it holds; names of tokens and sites come from strangers.</remarks>
public sealed record ReportModel
{
    /// <summary>The version of the JSON that this code writes and reads.</summary>
    public const int CurrentSchemaVersion = 1;

    /// <summary>Version of the shape, for readers of <c>report.json</c>.</summary>
    public int SchemaVersion { get; init; } = CurrentSchemaVersion;

    /// <summary>Headline, for example <c>ENS airdrop 2021</c>.</summary>
    public required string Title { get; init; }

    /// <summary>One or two sentences below the headline; null for none.</summary>
    public string? Summary { get; init; }

    /// <summary>Name in the launch file.</summary>
    public required string LaunchName { get; init; }

    /// <summary>Hash of the launch file.</summary>
    public required Hash32 LaunchHash { get; init; }

    /// <summary>The chain.</summary>
    public required ReportNetwork Network { get; init; }

    /// <summary>When the report was made.</summary>
    public required DateTimeOffset GeneratedAt { get; init; }

    /// <summary>First block that was read.</summary>
    public required ulong FromBlock { get; init; }

    /// <summary>Last block that was read: everything is stated as of this block.</summary>
    public required ulong ToBlock { get; init; }

    /// <summary>Who ran the distribution.</summary>
    public required ReportParty Operator { get; init; }

    /// <summary>The tokens, with their genesis allocation.</summary>
    public IReadOnlyList<ReportToken> Tokens { get; init; } = [];

    /// <summary>Links between sites or products and tokens.</summary>
    public IReadOnlyList<ReportSite> Sites { get; init; } = [];

    /// <summary>What vests, source by source.</summary>
    public IReadOnlyList<ReportVesting> Vesting { get; init; } = [];

    /// <summary>How much of each token that vests is free when.</summary>
    public IReadOnlyList<ReportUnlocks> Unlocks { get; init; } = [];

    /// <summary>Lists that were made claimable.</summary>
    public IReadOnlyList<ReportDrop> Drops { get; init; } = [];

    /// <summary>Lists that were pushed.</summary>
    public IReadOnlyList<ReportPayout> Payouts { get; init; } = [];

    /// <summary>Escrows out of which vouchers are paid.</summary>
    public IReadOnlyList<ReportVouchers> Vouchers { get; init; } = [];

    /// <summary>Recurring programmes.</summary>
    public IReadOnlyList<ReportProgramme> Programmes { get; init; } = [];

    /// <summary>Pools of two tokens.</summary>
    public IReadOnlyList<ReportPool> Pools { get; init; } = [];

    /// <summary>Staking pools.</summary>
    public IReadOnlyList<ReportStaking> Staking { get; init; } = [];

    /// <summary>What was compared, and how it came out. An empty list means that nothing was verified, and the report says so.</summary>
    public IReadOnlyList<ReportCheck> Checks { get; init; } = [];

    /// <summary>The operator's transactions, in order. The costs are their sums.</summary>
    public IReadOnlyList<ReportTransaction> Transactions { get; init; } = [];

    /// <summary>The exact commands with which anybody gets the same result.</summary>
    public IReadOnlyList<ReportCommand> Reproduce { get; init; } = [];

    /// <summary>Gas of all <see cref="Transactions"/>.</summary>
    [JsonIgnore]
    public UInt256 GasTotal => Sums.Of(Transactions, static t => t.GasUsed);

    /// <summary>Fees of all <see cref="Transactions"/> in the smallest unit of the native coin.</summary>
    [JsonIgnore]
    public UInt256 FeeTotal => Sums.Of(Transactions, static t => t.Fee);

    /// <summary>True when there is at least one check and every one holds.</summary>
    [JsonIgnore]
    public bool IsVerified => Checks.Count > 0 && Checks.All(static c => c.Ok);
}
