using Bursar.Evm.Primitives;

namespace Bursar.Core.Trees;

/// <summary>What a table of sub-roots costs once and saves with each claim, in gas.</summary>
/// <param name="Count">How many sub-roots.</param>
/// <param name="Cost">What the table costs when the drop is made.</param>
/// <param name="Saved">What it saves with each claim.</param>
/// <remarks>From the committed gas snapshots of the contracts: a drop of 2^18 leaves with 512 sub-roots beside one with none.</remarks>
public readonly record struct SubRootTrade(int Count, ulong Cost, ulong Saved)
{
    /// <summary>What a sub-root costs in the code of a drop.</summary>
    public const ulong InCode = 7_390;

    /// <summary>What a sub-root costs in the storage of a programme, between that of a first list and that of a later one.</summary>
    public const ulong InStorage = 10_000;

    private const ulong NodeSaved = 620;
    private const ulong LookUp = 220;

    /// <summary>After how many claims the table has saved what it costs.</summary>
    public ulong PaysAfter => (Cost + Saved - 1) / Saved;

    /// <summary>The trade of a table.</summary>
    /// <param name="count">How many sub-roots.</param>
    /// <param name="each">What one costs, in gas.</param>
    public static SubRootTrade Of(int count, ulong each = InCode) =>
        new(count, each * (ulong)count, (NodeSaved * (ulong)System.Numerics.BitOperations.Log2((uint)count)) - LookUp);

    /// <summary>The table that saves most when half of the rows are claimed.</summary>
    /// <param name="tree">The tree.</param>
    /// <param name="each">What a sub-root costs, in gas.</param>
    /// <returns>The sub-roots in the order of their numbers; empty when no table that fits the tree saves anything then.</returns>
    public static IReadOnlyList<Hash32> Choose(MerkleTree tree, ulong each = InCode)
    {
        ArgumentNullException.ThrowIfNull(tree);
        long claims = tree.Count / 2;
        (long Saved, Hash32[] Table) best = (0, []);
        for (int count = 2; count <= SubRootTable.MaxCount; count *= 2)
        {
            SubRootTrade trade = Of(count, each);
            long saved = (claims * (long)trade.Saved) - (long)trade.Cost;
            if (saved > best.Saved && SubRootTable.Of(tree, count) is { } table)
                best = (saved, table);
        }

        return best.Table;
    }
}
