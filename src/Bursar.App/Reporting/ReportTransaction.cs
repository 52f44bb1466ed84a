using Bursar.Evm.Primitives;

namespace Bursar.App.Reporting;

/// <summary>One of the operator's transactions.</summary>
/// <param name="Step">Id of the plan's step, for example <c>payout.team/batch-3</c>. The part before the slash groups the costs.</param>
/// <param name="Title">What it did, in words.</param>
/// <param name="Hash">Transaction hash.</param>
/// <param name="Block">Block number.</param>
/// <param name="GasUsed">Gas.</param>
/// <param name="Fee">Fee in the smallest unit of the native coin.</param>
/// <param name="State">How settled it is.</param>
public sealed record ReportTransaction(string Step, string Title, Hash32 Hash, ulong Block, ulong GasUsed, UInt256 Fee, ReportTransactionState State);
