using Bursar.Core.Lists;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Trees;

/// <summary>All that is needed to claim one row.</summary>
/// <param name="Row">Account and amount in base units.</param>
/// <param name="Position">The bit under which the drop records the claim.</param>
/// <param name="Proof">The proof from the leaf up.</param>
public sealed record ProofEntry(RecipientRow Row, UInt256 Position, IReadOnlyList<Hash32> Proof)
{
    /// <summary>Names and values of the further fields of the leaf, such as an index or a token; empty for leaves of account and amount.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Columns { get; init; } = [];
}
