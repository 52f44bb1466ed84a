namespace Bursar;

/// <summary>What a programme begins with of a token.</summary>
/// <param name="Token">The token; the client's account must have the amount.</param>
/// <param name="Amount">How much.</param>
public sealed record ProgrammeEscrow(Token Token, Quantity Amount);
