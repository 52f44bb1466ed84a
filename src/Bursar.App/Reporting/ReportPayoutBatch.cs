using Bursar.Evm.Primitives;

namespace Bursar.App.Reporting;

/// <summary>One batch of a payout, as the chain has it.</summary>
/// <param name="Number">Batch number, from 0.</param>
/// <param name="Rows">Rows in it.</param>
/// <param name="FailedRows">Rows that were skipped.</param>
/// <param name="Paid">What reached recipients, in base units.</param>
/// <param name="Transaction">Transaction hash.</param>
/// <param name="Block">Block number.</param>
/// <param name="GasUsed">Gas of the transaction.</param>
public sealed record ReportPayoutBatch(long Number, long Rows, long FailedRows, UInt256 Paid, Hash32 Transaction, ulong Block, ulong GasUsed);
