using Bursar.Evm.Primitives;

namespace Bursar.Core.Lists;

/// <summary>One row of a list.</summary>
/// <param name="Account">Who receives.</param>
/// <param name="Amount">How much, in base units.</param>
public readonly record struct RecipientRow(Address Account, UInt256 Amount);
