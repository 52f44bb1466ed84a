using Bursar.Core.Faults;
using Bursar.Evm.Primitives;

namespace Bursar.App.Rehearsal;

/// <summary>What the rehearsal of a plan's foreign tokens found.</summary>
/// <param name="Faults">What stands against the plan.</param>
/// <param name="Warnings">What a reviewer should weigh.</param>
/// <param name="Notes">What was tried and found in order, by token.</param>
/// <param name="Resets">Tokens and spenders whose old allowance has to go to zero before they take a new one.</param>
public sealed record RehearsedTokens(
    IReadOnlyList<Fault> Faults, IReadOnlyList<string> Warnings, IReadOnlyDictionary<Address, IReadOnlyList<string>> Notes, IReadOnlySet<(Address Token, Address Spender)> Resets)
{
    /// <summary>Nothing was to be tried.</summary>
    public static RehearsedTokens None { get; } = new([], [], new Dictionary<Address, IReadOnlyList<string>>(), new HashSet<(Address Token, Address Spender)>());
}
