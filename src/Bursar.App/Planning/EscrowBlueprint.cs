using Bursar.Evm.Primitives;

namespace Bursar.App.Planning;

/// <summary>Tokens that a launch moves from the operator into escrow when it creates a drop of any kind.</summary>
/// <param name="Step">Id of the step that moves them.</param>
/// <param name="Token">The token.</param>
/// <param name="Amount">How much, in base units.</param>
/// <param name="Holder">Where they are held.</param>
public sealed record EscrowBlueprint(string Step, TokenBlueprint Token, UInt256 Amount, Address Holder);
