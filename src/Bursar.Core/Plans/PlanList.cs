using Bursar.Evm.Primitives;

namespace Bursar.Core.Plans;

/// <summary>A list as a plan knows it.</summary>
/// <param name="Resource">The resource that uses it, for example <c>drops.airdrop</c>.</param>
/// <param name="File">Its path in the launch file.</param>
/// <param name="Rows">Number of rows.</param>
/// <param name="Total">Sum of all amounts, in base units.</param>
/// <param name="Hash">Keccak-256 of the canonical list.</param>
/// <param name="Root">Root of its tree; null for a payout, which needs none.</param>
public sealed record PlanList(string Resource, string File, int Rows, UInt256 Total, Hash32 Hash, Hash32? Root);
