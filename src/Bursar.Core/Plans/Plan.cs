using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Plans;

/// <summary>Everything that <c>apply</c> will do, in order: a file that a second person can review and that a hash names.</summary>
/// <remarks>It holds nothing that changes by itself (no time, no block number, no fee), so the same launch file against the same state of a
/// chain gives the same plan, byte for byte.</remarks>
public sealed record Plan
{
    /// <summary>Name of the file format.</summary>
    public const string Format = "bursar-plan/1";

    /// <summary>Name in the launch file.</summary>
    public required string Launch { get; init; }

    /// <summary>The launch file's path from the folder of the plan file, with '/'.</summary>
    public required string LaunchFile { get; init; }

    /// <summary>Keccak-256 of the launch file's bytes.</summary>
    public required Hash32 LaunchHash { get; init; }

    /// <summary>Network profile.</summary>
    public required string Network { get; init; }

    /// <summary>Chain that the plan was made for.</summary>
    public required ChainId ChainId { get; init; }

    /// <summary>Hash of the chain's first block: tells apart two chains of the same id.</summary>
    public required Hash32 Genesis { get; init; }

    /// <summary>Who sends every transaction.</summary>
    public required Address Operator { get; init; }

    /// <summary>Hash of the policy that says who has to approve the plan; null when the launch file names none.</summary>
    public Hash32? Policy { get; init; }

    /// <summary>The lists that the plan pays or makes claimable.</summary>
    public required IReadOnlyList<PlanList> Lists { get; init; }

    /// <summary>The transactions, each after those that it needs.</summary>
    public required IReadOnlyList<PlanStep> Steps { get; init; }

    /// <summary>What a reviewer should weigh, in sentences.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Keccak-256 of the plan's canonical text: what approvals sign and the journal is keyed by.</summary>
    public Hash32 Hash => Keccak256.Hash(PlanCodec.WriteCanonical(this));
}
