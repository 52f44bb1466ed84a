using System.Globalization;
using Bursar.Core.Faults;
using Bursar.Core.Lists;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Trees;

/// <summary>Writes trees as OpenZeppelin's library dumps them (<c>standard-v1</c>, leaf encoding <c>["address","uint256"]</c>).</summary>
/// <remarks>Byte for byte what <c>JSON.stringify(tree.dump())</c> gives for a tree made of the same values in the same order.</remarks>
public static class DumpWriter
{
    /// <summary>Writes the dump of <paramref name="tree"/>, rows in the order in which the tree was given them.</summary>
    /// <returns>Null when it is written; a fault when the tree is not of the kind standard.</returns>
    public static Fault? Write(MerkleTree tree, Stream destination, DumpStyle? style = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(destination);
        if (tree.Nodes is not HeapTree heap)
        {
            return new Fault("tree.dump-kind", $"A tree of the kind {tree.Kind} has no standard-v1 dump.", null,
                "Write proof shards instead, or build the tree as standard.");
        }

        style ??= new DumpStyle();
        var text = new AsciiBuffer(destination);
        const string Encoding = "\"leafEncoding\":[\"address\",\"uint256\"]";
        text.Add("{\"format\":\"standard-v1\",");
        if (!style.LeafEncodingLast)
            text.Add(Encoding + ",");
        text.Add("\"tree\":[");
        for (int i = 0; i < heap.Nodes.Length; i += 32)
        {
            text.Add(i == 0 ? "\"0x" : ",\"0x");
            text.AddHex(heap.Nodes.AsSpan(i, 32));
            text.Add("\"");
        }

        text.Add("],\"values\":[");
        for (int i = 0; i < tree.Count; i++)
        {
            if ((i & 0xfff) == 0)
                cancellationToken.ThrowIfCancellationRequested();
            RecipientRow row = tree.Rows[i];
            text.Add(i == 0 ? "{\"value\":[\"" : ",{\"value\":[\"");
            text.Add(style.LowerCaseAddresses ? row.Account.ToLowerHex() : row.Account.ToString());
            text.Add(style.BigNumberAmounts ? $"\",{{\"type\":\"BigNumber\",\"hex\":\"{EvenHex(row.Amount)}\"}}]" : $"\",\"{row.Amount}\"]");
            text.Add(string.Create(CultureInfo.InvariantCulture, $",\"treeIndex\":{heap.NodeOf(tree.SortedLeafOf(i))}}}"));
        }

        text.Add(style.LeafEncodingLast ? "]," + Encoding + "}" : "]}");
        text.Flush();
        return null;
    }

    private static string EvenHex(UInt256 value)
    {
        string hex = value.ToHexQuantity();
        return (hex.Length & 1) == 0 ? hex : "0x0" + hex[2..];
    }
}
