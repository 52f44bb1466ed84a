using Bursar.Evm.Primitives;

namespace Bursar.App.Reporting;

/// <summary>One claim.</summary>
/// <param name="Index">Position in the tree, which the drop marks as claimed.</param>
/// <param name="Account">The account in the list.</param>
/// <param name="To">Who was paid.</param>
/// <param name="Amount">Base units.</param>
/// <param name="Block">Block number.</param>
/// <param name="Time">The block's time.</param>
/// <param name="Transaction">Transaction hash.</param>
public sealed record ReportClaim(UInt256 Index, Address Account, Address To, UInt256 Amount, ulong Block, DateTimeOffset Time, Hash32 Transaction);
