using Bursar.Evm.Primitives;

namespace Bursar.Core.Drops;

/// <summary>An amount of a token.</summary>
/// <param name="Token">The token.</param>
/// <param name="Amount">How much, in base units.</param>
public readonly record struct TokenTotal(Address Token, UInt256 Amount);
