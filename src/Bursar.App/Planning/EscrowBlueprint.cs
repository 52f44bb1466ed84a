using Bursar.Evm.Primitives;

namespace Bursar.App.Planning;

/// <summary>Tokens that a launch moves from the operator into escrow when it creates a drop of any kind, or funds the first period of a staking pool.</summary>
/// <param name="Step">Id of the step that moves them.</param>
/// <param name="Token">The token.</param>
/// <param name="Amount">How much, in base units.</param>
/// <param name="Holder">Where they are held.</param>
/// <param name="Taker">Which contract takes them.</param>
public sealed record EscrowBlueprint(string Step, TokenBlueprint Token, UInt256 Amount, Address Holder, EscrowTaker Taker)
{
    /// <summary>Id of the step that lets the taker take everything of the token that the launch needs.</summary>
    public string ApproveId => $"{Token.Spec.Path}/{Taker.Approval}";
}

/// <summary>A contract that takes tokens from the operator into what it creates.</summary>
/// <param name="Address">Where it is.</param>
/// <param name="Name">What it is called in sentences.</param>
/// <param name="Step">Id of the step that deploys it.</param>
/// <param name="Approval">Last part of the id of the step that approves it.</param>
public sealed record EscrowTaker(Address Address, string Name, string Step, string Approval);
