using Bursar.Evm.Primitives;

namespace Bursar.App.Reporting;

/// <summary>A row of a payout whose transfer failed.</summary>
/// <param name="Batch">Batch number, from 0.</param>
/// <param name="Row">Row in the batch, from 0.</param>
/// <param name="Address">The recipient.</param>
/// <param name="Amount">Base units.</param>
public sealed record ReportFailedRow(long Batch, long Row, Address Address, UInt256 Amount);
