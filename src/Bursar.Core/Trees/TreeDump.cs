using Bursar.Core.Lists;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Trees;

/// <summary>A dump of OpenZeppelin's library that was read and whose every node was recomputed.</summary>
public sealed class TreeDump
{
    private readonly byte[] _nodes;
    private readonly int[] _treeIndex;

    internal TreeDump(string format, IReadOnlyList<string> encoding, byte[] nodes, int[] treeIndex, RecipientRow[] rows, DumpStyle? style)
    {
        Format = format;
        LeafEncoding = encoding;
        Rows = Array.AsReadOnly(rows);
        Style = style;
        _nodes = nodes;
        _treeIndex = treeIndex;
    }

    /// <summary><c>standard-v1</c> or <c>simple-v1</c>.</summary>
    public string Format { get; }

    /// <summary>ABI types of a leaf; empty for <c>simple-v1</c>.</summary>
    public IReadOnlyList<string> LeafEncoding { get; }

    /// <summary>The rows in the order of the dump when the leaf encoding is <c>["address","uint256"]</c>; otherwise empty.</summary>
    public IReadOnlyList<RecipientRow> Rows { get; }

    /// <summary>Number of values.</summary>
    public int Count => _treeIndex.Length;

    /// <summary>Number of nodes, 2 × <see cref="Count"/> − 1.</summary>
    public int NodeCount => _nodes.Length / 32;

    /// <summary>The root.</summary>
    public Hash32 Root => NodeAt(0);

    /// <summary>The style that spells rows as this dump does; null when there is none or the values are no rows.</summary>
    public DumpStyle? Style { get; }

    /// <summary>Node <paramref name="index"/> of the heap; the root is 0.</summary>
    public Hash32 NodeAt(int index) => new(_nodes.AsSpan(32 * index, 32));

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
