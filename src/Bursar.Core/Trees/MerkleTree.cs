using System.Runtime.CompilerServices;
using Bursar.Core.Faults;
using Bursar.Core.Lists;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Trees;

/// <summary>A Merkle tree over the rows of a list. Rows are named by their number, from 0, in the order in which they were given.</summary>
/// <remarks>Immutable and safe to share between threads.</remarks>
public sealed class MerkleTree
{
    /// <summary>Most rows of a tree.</summary>
    public const int MaxRows = 500_000_000;

    private readonly int[] _places; // of a row's leaf

    private MerkleTree(TreeKind kind, TreeTable table, int[] places, int[]? ranks, NodeTree nodes, UInt256 total, int leftOut)
    {
        Kind = kind;
        Table = table;
        Nodes = nodes;
        Total = total;
        LeftOut = leftOut;
        Ranks = ranks;
        _places = places;
        Rows = table.Rows;
        Root = nodes.Root;
    }

    /// <summary>How leaves are encoded and joined.</summary>
    public TreeKind Kind { get; }

    /// <summary>The rows with all their columns.</summary>
    public TreeTable Table { get; }

    /// <summary>Account and amount of the rows, in the order given; empty for ready leaves.</summary>
    public IReadOnlyList<RecipientRow> Rows { get; }

    /// <summary>The root.</summary>
    public Hash32 Root { get; }

    /// <summary>Number of rows.</summary>
    public int Count => _places.Length;

    /// <summary>Number of rows that were given and have no leaf, because their amount is 0 and the kind leaves such rows out.</summary>
    public int LeftOut { get; }

    /// <summary>Sum of all amounts, in base units; 0 when the amounts of the kind are none or count several tokens.</summary>
    public UInt256 Total { get; }

    /// <summary>True when <see cref="Total"/> means something.</summary>
    public bool HasTotal => Kind.HasTotal;

    internal NodeTree Nodes { get; }

    /// <summary>The index in the leaf of each row where it is no column.</summary>
    internal int[]? Ranks { get; }

    /// <summary>Builds the tree of a list; its rows are the canonical ones.</summary>
    /// <returns>The tree, or faults that name the lines of rows that are equal.</returns>
    public static Result<MerkleTree> Build(TreeKind kind, RecipientList list, CancellationToken cancellationToken = default) =>
        Build(kind, TreeTable.Of(list), cancellationToken);

    /// <summary>Builds the tree of <paramref name="rows"/>.</summary>
    /// <returns>The tree, or a fault: no rows, equal rows (they would share a leaf and so could be claimed once only), a sum above 2^256 − 1.</returns>
    public static Result<MerkleTree> Build(TreeKind kind, IReadOnlyList<RecipientRow> rows, CancellationToken cancellationToken = default) =>
        Build(kind, TreeTable.Of(rows), cancellationToken);

    /// <summary>Builds the tree of rows with any columns.</summary>
    /// <returns>The tree, or faults: no rows, a column that the leaf needs and the rows do not have, an index that is not the one that the kind gives,
    /// a value that does not fit its type, equal rows, a sum above 2^256 − 1.</returns>
    public static Result<MerkleTree> Build(TreeKind kind, TreeTable table, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentNullException.ThrowIfNull(table);
        TreeDescription shape = kind.Description;
        int given = table.Count;
        if (TableRules.CheckColumns(table, kind) is { } missing)
            return missing;
        if (shape.LeavesOutZeroAmounts)
            table = table.WithoutZeroAmounts();
        if (TableRules.CheckCount(table, MaxRows) is { } wrongCount)
            return wrongCount;
        if (!TableRules.TrySum(table, shape.Leaf, out UInt256 total))
            return new Fault("tree.total-overflow", "The sum of all amounts is above 2^256 − 1.", null, "Check the unit of the amounts.") { File = table.FileName };
        int[]? ranks = TableRules.Ranks(shape, table);
        Fault[] faults = TableRules.CheckValues(table, kind, ranks);
        if (faults.Length > 0)
            return Result<MerkleTree>.Fail(faults);

        Hash32[] leaves = LargeArray.Allocate<Hash32>(table.Count);
        var writer = new LeafWriter(shape.Leaf, table, ranks);
        Spread.Over(leaves.Length, (low, high) => writer.Hash(low, leaves.AsSpan(low, high - low)), cancellationToken);
        (NodeTree nodes, int[] places, int[] byHash, bool equal) = Join(shape, table, leaves, ranks, cancellationToken);
        if (equal && shape.Equal == EqualLeaves.Refuse)
            return Result<MerkleTree>.Fail(TableRules.FindEqual(table, shape.Leaf, leaves, byHash));

        return new MerkleTree(kind, table, places, ranks, nodes, total, given - table.Count);
    }

    /// <summary>The leaf of row <paramref name="row"/>.</summary>
    public Hash32 LeafOf(int row) => Nodes.LeafAt(PlaceOf(row));

    /// <summary>The proof of row <paramref name="row"/>, from the leaf up.</summary>
    public Hash32[] GetProof(int row) => GetProof(row, out _);

    /// <summary>The proof of row <paramref name="row"/>, from the leaf up, and its position.</summary>
    public Hash32[] GetProof(int row, out UInt256 position)
    {
        Span<Hash32> proof = stackalloc Hash32[MerkleProof.MaxLength];
        UInt128 bits = 1;
        int length = Nodes.WriteProof(PlaceOf(row), proof, ref bits);
        position = MerkleProof.Widen(bits);
        return proof[..length].ToArray();
    }

    /// <summary>One proof of several rows.</summary>
    /// <param name="rows">The rows, in any order, each once.</param>
    /// <returns>The proof, or a fault for trees of which none can be made: positional pairs, shards.</returns>
    public Result<MultiProof> GetMultiProof(IReadOnlyCollection<int> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return MultiProofMaker.Make(this, rows);
    }

    /// <summary>The position of row <paramref name="row"/>: for sorted pairs the bit under which a drop records its claim
    /// (<see cref="MerkleProof.Position"/>); for positional ones 1, then from the leaf up one bit for each node, set when the node stands before.</summary>
    public UInt256 PositionOf(int row)
    {
        GetProof(row, out UInt256 position);
        return position;
    }

    /// <summary>The number in the leaf of row <paramref name="row"/>; null when leaves have none.</summary>
    public UInt256? IndexOf(int row)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)_places.Length, nameof(row));
        if (!Kind.Description.Leaf.HasIndex)
            return null;
        return Ranks is { } ranks ? (UInt256)ranks[row] : new UInt256(Table.Find(LeafField.Index)![row].Span);
    }

    /// <summary>The same tree under another kind, which gives the same nodes.</summary>
    internal MerkleTree As(TreeKind kind) => new(kind, Table, _places, Ranks, Nodes, Total, LeftOut);

    /// <summary>Where the leaf of a row stands among the leaves.</summary>
    internal int PlaceOf(int row)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)_places.Length, nameof(row));
        return _places[row];
    }

    // The order by hash is of meaning when leaves are equal.
    private static (NodeTree Nodes, int[] Places, int[] ByHash, bool Equal) Join(
        TreeDescription shape, TreeTable table, Hash32[] leaves, int[]? ranks, CancellationToken cancellationToken)
    {
        int[] places = LargeArray.Allocate<int>(leaves.Length);
        bool equal = false;
        if (shape.Nybbles > 0)
        {
            var shards = new ShardTree(shape, leaves, table.Recipients, out int[] grouped, out equal, cancellationToken);
            SetPlaces(grouped, places, cancellationToken);
            return (shards, places, grouped, equal);
        }

        if (shape.Order == LeafOrdering.Hash && FlatTree.Sort(shape, leaves, places, cancellationToken) is { } sorted)
            return (sorted, places, [], false);

        int[] byHash = shape.Order == LeafOrdering.Hash || shape.Equal == EqualLeaves.Refuse
            ? new LeafBuckets(leaves, LargeArray.Allocate<Hash32>(leaves.Length), descending: false).Sort(out equal, cancellationToken)
            : [];
        int[] order = shape.Order switch
        {
            LeafOrdering.Hash => byHash,
            LeafOrdering.File => table.FileOrder(),
            LeafOrdering.Account => LeafOrder.ByAccount(table.Recipients, table.FileOrder()),
            LeafOrdering.Checksum => LeafOrder.ByChecksum(table.Recipients),
            _ => TableRules.ByIndex(table, ranks),
        };
        ReadOnlyMemory<int> standing = order;
        if (equal && shape.Equal == EqualLeaves.Once)
            standing = TakeOnce(leaves, order, places);
        else
            SetPlaces(order, places, cancellationToken);
        return (FlatTree.Build(shape, leaves, standing, cancellationToken), places, byHash, equal);
    }

    private static void SetPlaces(int[] order, int[] places, CancellationToken cancellationToken) => Spread.Over(order.Length, [MethodImpl(MethodImplOptions.AggressiveOptimization)] (low, high) =>
    {
        for (int i = low; i < high; i++)
            places[order[i]] = i;
    }, cancellationToken);

    private static ReadOnlyMemory<int> TakeOnce(Hash32[] leaves, int[] order, int[] places)
    {
        int count = 0;
        for (int i = 0; i < order.Length; i++)
        {
            if (count == 0 || leaves[order[i]] != leaves[order[count - 1]])
                order[count++] = order[i];
            places[order[i]] = count - 1;
        }

        return order.AsMemory(0, count);
    }
}
