using Bursar.Evm.Primitives;

namespace Bursar.Core.Launch;

/// <summary>An amount of a token that a programme begins with.</summary>
/// <param name="Token">The token.</param>
/// <param name="Amount">How much.</param>
public sealed record EscrowSpec(TokenSpec Token, Amount Amount);
