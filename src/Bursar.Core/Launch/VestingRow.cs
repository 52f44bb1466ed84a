using Bursar.Evm.Primitives;

namespace Bursar.Core.Launch;

/// <summary>A recipient of what vests.</summary>
/// <param name="To">Who withdraws it.</param>
/// <param name="Amount">How much; more than zero.</param>
/// <param name="Label">What it is for, in the operator's words; null when the file does not say.</param>
/// <param name="Position">Where the row stands.</param>
public sealed record VestingRow(Address To, Amount Amount, string? Label, SourcePosition Position);
