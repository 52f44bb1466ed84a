using Bursar.Evm.Primitives;

namespace Bursar;

/// <summary>What a first holder of a token gets.</summary>
/// <param name="To">The holder.</param>
/// <param name="Amount">How much.</param>
public sealed record GenesisShare(Address To, Quantity Amount);
