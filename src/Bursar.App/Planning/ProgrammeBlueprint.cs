using Bursar.Contracts;
using Bursar.Core.Launch;
using Bursar.Evm.Primitives;

namespace Bursar.App.Planning;

/// <summary>A recurring programme.</summary>
/// <param name="Spec">What the launch file says.</param>
/// <param name="Tokens">The tokens of its first escrow, in ascending order of their addresses.</param>
/// <param name="Escrow">How much of each of these tokens.</param>
/// <param name="Parameters">What the factory is called with.</param>
/// <param name="Salt">The salt given to the factory; it names the programme among the operator's drops.</param>
/// <param name="Address">Where it is or will be.</param>
public sealed record ProgrammeBlueprint(
    ProgrammeSpec Spec, IReadOnlyList<TokenBlueprint> Tokens, IReadOnlyList<DropFactory.TokenAmount> Escrow,
    CumulativeDrop.CumulativeDropParameters Parameters, Hash32 Salt, Address Address);
