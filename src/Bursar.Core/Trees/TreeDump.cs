using Bursar.Core.Lists;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Trees;

/// <summary>A dump of OpenZeppelin's library that was read and whose every node was recomputed.</summary>
public sealed class TreeDump
{
    private readonly Hash32[] _nodes;
    private readonly int[] _treeIndex;

    internal TreeDump(string format, IReadOnlyList<string> encoding, Hash32[] nodes, int[] treeIndex, TreeTable table, DumpStyle? style)
    {
        Format = format;
        LeafEncoding = encoding;
        Table = table;
        Style = style;
        _nodes = nodes;
        _treeIndex = treeIndex;
        Kind = DumpKind.Of(this, table);
    }

    /// <summary><c>standard-v1</c> or <c>simple-v1</c>.</summary>
    public string Format { get; }

    /// <summary>ABI types of a leaf; empty for <c>simple-v1</c>.</summary>
    public IReadOnlyList<string> LeafEncoding { get; }

    /// <summary>The values as rows, in the order of the dump; values with a text in them as ready leaves, since a text is no word.</summary>
    public TreeTable Table { get; }

    /// <summary>The kind that gives this tree from <see cref="Table"/>: leaves sorted by hash, or in the order of the values; null when it is neither.</summary>
    public TreeKind? Kind { get; }

    /// <summary>Account and amount of the values in the order of the dump; empty when they have none.</summary>
    public IReadOnlyList<RecipientRow> Rows => Table.Rows;

    /// <summary>Number of values.</summary>
    public int Count => _treeIndex.Length;

    /// <summary>Number of nodes, 2 × <see cref="Count"/> − 1.</summary>
    public int NodeCount => _nodes.Length;

    /// <summary>The root.</summary>
    public Hash32 Root => NodeAt(0);

    /// <summary>The style that spells rows as this dump does; null when there is none or the values are no rows.</summary>
    public DumpStyle? Style { get; }

    /// <summary>Node <paramref name="index"/> of the heap; the root is 0.</summary>
    public Hash32 NodeAt(int index) => _nodes[index];

    /// <summary>The node that is the leaf of value <paramref name="value"/>.</summary>
    public int TreeIndexOf(int value) => _treeIndex[value];

    /// <summary>The proof of value <paramref name="value"/>, from the leaf up.</summary>
    public Hash32[] GetProof(int value)
    {
        var proof = new List<Hash32>(24);
        for (int node = _treeIndex[value]; node > 0; node = (node - 1) / 2)
            proof.Add(NodeAt((node & 1) == 1 ? node + 1 : node - 1));
        return [.. proof];
    }
}
