using Bursar.Evm.Primitives;

namespace Bursar.Core.Drops;

/// <summary>What an account has earned of a token since the beginning of a programme.</summary>
/// <param name="Account">Who.</param>
/// <param name="Token">Of which token.</param>
/// <param name="Amount">How much, in base units.</param>
public readonly record struct CumulativeRow(Address Account, Address Token, UInt256 Amount);
