using Bursar.Core.Faults;
using Bursar.Core.Lists;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Trees;

/// <summary>A Merkle tree over the rows of a list. Rows are named by their number, from 0, in the order in which they were given.</summary>
/// <remarks>Immutable and safe to share between threads.</remarks>
public sealed class MerkleTree
{
    /// <summary>Most rows of a tree: its nodes lie in one array.</summary>
    public const int MaxRows = 30_000_000;

    private const int MaxFaults = 1_000;

    private readonly RecipientRow[] _rows;
    private readonly int[] _leafOf; // sorted leaf of a row

    private MerkleTree(TreeKind kind, RecipientRow[] rows, int[] leafOf, NodeTree nodes, UInt256 total)
    {
        Kind = kind;
        _rows = rows;
        _leafOf = leafOf;
        Nodes = nodes;
        Total = total;
        Rows = Array.AsReadOnly(rows);
        Root = nodes.Root;
    }

    /// <summary>How leaves are encoded and joined.</summary>
    public TreeKind Kind { get; }

    /// <summary>The rows, in the order given.</summary>
    public IReadOnlyList<RecipientRow> Rows { get; }

    /// <summary>The root.</summary>
    public Hash32 Root { get; }

    /// <summary>Number of rows.</summary>
    public int Count => _rows.Length;

    /// <summary>Sum of all amounts, in base units.</summary>
    public UInt256 Total { get; }

    internal NodeTree Nodes { get; }

    /// <summary>Builds the tree of a list; its rows are the canonical ones.</summary>
    /// <returns>The tree, or faults that name the lines of rows that are equal.</returns>
    public static Result<MerkleTree> Build(TreeKind kind, RecipientList list, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(list);
        return Build(kind, list.Span.ToArray(), i => list.LineOf(i), list.FileName, cancellationToken);
    }

    /// <summary>Builds the tree of <paramref name="rows"/>.</summary>
    /// <returns>The tree, or a fault: no rows, equal rows (they would share a leaf and so could be claimed once only), a sum above 2^256 − 1.</returns>
    public static Result<MerkleTree> Build(TreeKind kind, IReadOnlyList<RecipientRow> rows, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return Build(kind, [.. rows], static _ => 0, null, cancellationToken);
    }

    /// <summary>The leaf of row <paramref name="row"/>.</summary>
    public Hash32 LeafOf(int row) => MerkleProof.Leaf(Kind, RowAt(row));

    /// <summary>The proof of row <paramref name="row"/>, from the leaf up.</summary>
    public Hash32[] GetProof(int row)
    {
        _ = RowAt(row);
        var proof = new List<Hash32>(24);
        Nodes.AddProof(_leafOf[row], proof);
        return [.. proof];
    }

    /// <summary>The position of row <paramref name="row"/>: the bit under which a drop records its claim (<see cref="MerkleProof.Position"/>).</summary>
    public UInt256 PositionOf(int row) => MerkleProof.Position(LeafOf(row), GetProof(row));

    internal int SortedLeafOf(int row) => _leafOf[row];

    private static Result<MerkleTree> Build(TreeKind kind, RecipientRow[] rows, Func<int, int> lineOf, string? file, CancellationToken cancellationToken)
    {
        if (rows.Length == 0)
            return new Fault("tree.empty", "A tree needs at least one row.", null, "Check that this is the right list.") { File = file };
        if (rows.Length > MaxRows)
        {
            return new Fault("tree.too-many-rows", $"A tree holds at most {MaxRows:N0} rows; the list has {rows.Length:N0}.", null, "Split the list.")
            {
                File = file,
            };
        }

        if (!TrySum(rows, out UInt256 total))
            return new Fault("tree.total-overflow", "The sum of all amounts is above 2^256 − 1.", null, "Check the unit of the amounts.") { File = file };
        byte[] leaves = new byte[checked(32 * rows.Length)];
        Spread.Over(rows.Length, (low, high) =>
        {
            for (int i = low; i < high; i++)
                MerkleProof.HashLeaf(kind, rows[i], leaves.AsSpan(32 * i, 32));
        }, cancellationToken);
        LeafOrder.Key[] keys;
        NodeTree nodes;
        if (kind.Shape == TreeShape.Sharded)
        {
            keys = LeafOrder.Keys(leaves);
            nodes = new ShardTree(leaves, keys, rows, kind.Nybbles, cancellationToken);
        }
        else
        {
            keys = LeafOrder.Sort(leaves);
            nodes = kind.Shape == TreeShape.Standard ? new HeapTree(leaves, keys, cancellationToken) : new LevelTree(leaves, keys, cancellationToken);
        }

        if (FindEqualRows(rows, keys, lineOf, file) is { Length: > 0 } faults)
            return Result<MerkleTree>.Fail(faults);
        int[] leafOf = new int[rows.Length];
        for (int i = 0; i < keys.Length; i++)
            leafOf[keys[i].Index] = i;
        return new MerkleTree(kind, rows, leafOf, nodes, total);
    }

    private static bool TrySum(RecipientRow[] rows, out UInt256 total)
    {
        total = UInt256.Zero;
        foreach (RecipientRow row in rows)
        {
            if (!UInt256.TryAdd(total, row.Amount, out total))
                return false;
        }

        return true;
    }

    // Equal rows have equal leaves, and equal leaves lie side by side once sorted, within a shard too.
    private static Fault[] FindEqualRows(RecipientRow[] rows, LeafOrder.Key[] keys, Func<int, int> lineOf, string? file)
    {
        var faults = new List<Fault>();
        int first = 0;
        for (int i = 1; i < keys.Length && faults.Count < MaxFaults; i++)
        {
            if (keys[i].Prefix != keys[first].Prefix || rows[keys[i].Index] != rows[keys[first].Index])
            {
                first = i;
                continue;
            }

            (int row, int other) = (keys[i].Index, keys[first].Index);
            string Name(int r) => lineOf(r) is int line && line > 0 ? $"row {line}" : $"row {r + 1}";
            faults.Add(new Fault("tree.equal-rows",
                $"{Name(row)} equals {Name(other)}: {rows[row].Account} with {rows[row].Amount}. Both would share one leaf, so that only one could be claimed.",
                Name(row), "Merge the two rows into one with the sum.")
            { File = file, Line = lineOf(row) });
        }

        faults.Sort((a, b) => a.Line.CompareTo(b.Line));
        return [.. faults];
    }

    private ref readonly RecipientRow RowAt(int row)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)_rows.Length, nameof(row));
        return ref _rows[row];
    }
}
