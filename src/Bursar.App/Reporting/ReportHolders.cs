using Bursar.Evm.Primitives;

namespace Bursar.App.Reporting;

/// <summary>What the accounts of one class hold of a token at the last block.</summary>
/// <param name="Class">Who they are, for people.</param>
/// <param name="Accounts">How many of them hold some.</param>
/// <param name="Amount">What they hold together, in base units. All classes together hold the supply.</param>
public sealed record ReportHolders(string Class, int Accounts, UInt256 Amount);
