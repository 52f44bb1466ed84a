using Bursar.Evm.Primitives;

namespace Bursar.Core.Trees;

/// <summary>Everything that decides a root: leaf encoding, leaf order, odd rule, padding and pair order, each chosen apart from the others.</summary>
public sealed record TreeDescription
{
    /// <summary>Most hexadecimal digits of a shard.</summary>
    public const int MaxNybbles = 4;

    /// <summary>How a row becomes a leaf.</summary>
    public required LeafEncoding Leaf { get; init; }

    /// <summary>In which order the leaves stand.</summary>
    public LeafOrdering Order { get; init; }

    /// <summary>What becomes of a node without a neighbour.</summary>
    public OddRule Odd { get; init; }

    /// <summary>What is added after the last leaf.</summary>
    public LeafPadding Padding { get; init; }

    /// <summary>In which order the nodes of a pair are hashed.</summary>
    public PairOrder Pairs { get; init; }

    /// <summary>The word that <see cref="OddRule.Fill"/> and <see cref="LeafPadding.PowerOfTwo"/> put in.</summary>
    public Hash32 Fill { get; init; }

    /// <summary>Where a leaf's index comes from, when it has one.</summary>
    public IndexSource Index { get; init; }

    /// <summary>What becomes of equal leaves.</summary>
    public EqualLeaves Equal { get; init; }

    /// <summary>True when rows of amount 0 have no leaf, and no proof.</summary>
    public bool LeavesOutZeroAmounts { get; init; }

    /// <summary>0 for one tree; otherwise each group of accounts with the same first hexadecimal digits, 1 to 4 of them, has a tree of its own, and the
    /// sorted roots of the groups form one more.</summary>
    public int Nybbles { get; init; }

    /// <summary>What contradicts itself; null when nothing does.</summary>
    internal string? Contradiction()
    {
        if (Leaf.Fields.Count is 0 or > LeafEncoding.MaxFields)
            return $"a leaf has 1 to {LeafEncoding.MaxFields} fields";
        if (Leaf.Fields.Select(f => f.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count() != Leaf.Fields.Count)
            return "two fields have one name";
        if (Leaf.Fields.All(f => f.Constant is not null))
            return "a leaf has no column";
        if (Leaf.Hashes is < 1 or > 2)
            return "a leaf is hashed once or twice";
        if (Leaf.Form is LeafForm.Ready or LeafForm.TypedData && Leaf.Hashes != 1)
            return "only packed and abi leaves are hashed twice";
        if (Leaf.Form == LeafForm.Ready && !(Leaf.Fields is [{ Constant: null } field] && field.Type == LeafType.OfWord))
            return "a ready leaf is one column of the type bytes32";
        if (Leaf.Form == LeafForm.TypedData != Leaf.TypeName is not null)
            return "typed data, and nothing else, has a type name";
        if (Leaf.Form != LeafForm.TypedData && Leaf.Domain is not null)
            return "only typed data has a domain";
        if (Order is LeafOrdering.Account or LeafOrdering.Checksum && !Leaf.HasAccount)
            return "an order by account needs a field account";
        if (Order == LeafOrdering.Index && !Leaf.HasIndex)
            return "an order by index needs a field index";
        if (Index == IndexSource.Checksum && !Leaf.HasAccount)
            return "an index by checksum needs a field account";
        if (LeavesOutZeroAmounts && !Leaf.HasAmount)
            return "leaving out zero amounts needs a field amount";
        if (Equal == EqualLeaves.Once && Order != LeafOrdering.Hash)
            return "equal leaves are taken once in the order by hash only";
        if (Odd != OddRule.Fill && Padding == LeafPadding.None && !Fill.IsZero)
            return "a fill word is named, and nothing is filled";
        return Nybbles switch
        {
            0 => null,
            < 0 or > MaxNybbles => $"a shard has 1 to {MaxNybbles} digits",
            _ when !Leaf.HasAccount => "shards need a field account",
            _ when Order != LeafOrdering.Hash || Padding != LeafPadding.None || Odd == OddRule.Complete || Equal == EqualLeaves.Once =>
                "shards have their leaves sorted by hash, no padding, another odd rule than complete, and no equal leaves taken once",
            _ => null,
        };
    }
}
