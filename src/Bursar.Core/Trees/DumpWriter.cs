using System.Globalization;
using Bursar.Core.Faults;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Trees;

/// <summary>Writes trees as OpenZeppelin's library dumps them: <c>standard-v1</c> for ABI-encoded leaves, <c>simple-v1</c> for ready ones.</summary>
/// <remarks>Byte for byte what <c>JSON.stringify(tree.dump())</c> gives for a tree made of the same values in the same order. Sablier's dumps are of this kind too,
/// with the leaf encoding <c>["uint","address","uint256"]</c>.</remarks>
public static class DumpWriter
{
    /// <summary>True for kinds that the library can make: a complete heap of sorted pairs over ready leaves, or over ABI-encoded fields hashed twice.</summary>
    public static bool CanWrite(TreeKind kind)
    {
        ArgumentNullException.ThrowIfNull(kind);
        TreeDescription shape = kind.Description;
        return shape is { Odd: OddRule.Complete, Padding: LeafPadding.None, Pairs: PairOrder.Sorted, Equal: not EqualLeaves.Once } &&
            (shape.Leaf.Form == LeafForm.Ready || shape.Leaf is { Form: LeafForm.Abi, Hashes: 2 }) && shape.Leaf.Fields.All(f => f.Constant is null);
    }

    /// <summary>Writes the dump of <paramref name="tree"/>, rows in the order in which the tree was given them.</summary>
    /// <returns>Null when it is written; a fault when the library has no trees of the kind.</returns>
    public static Fault? Write(MerkleTree tree, Stream destination, DumpStyle? style = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(destination);
        if (!CanWrite(tree.Kind) || tree.Nodes is not HeapTree heap)
        {
            return new Fault("tree.dump-kind", $"A tree of the kind {tree.Kind} has no dump of OpenZeppelin's library.", null,
                "Write proof shards instead, or build the tree as standard.");
        }

        style ??= new DumpStyle();
        bool simple = tree.Kind.Description.Leaf.Form == LeafForm.Ready;
        string encoding = $"\"leafEncoding\":[{string.Join(',', TypeNames(tree.Kind, style).Select(t => $"\"{t}\""))}]";
        var text = new AsciiBuffer(destination);
        text.Add(simple ? "{\"format\":\"simple-v1\"," : "{\"format\":\"standard-v1\",");
        if (!simple && !style.LeafEncodingLast)
            text.Add(encoding + ",");
        text.Add("\"tree\":[");
        for (int i = 0; i < heap.Nodes.Length; i++)
        {
            text.Add(i == 0 ? "\"0x" : ",\"0x");
            text.AddHex(heap.Nodes[i].Span);
            text.Add("\"");
        }

        text.Add("],\"values\":[");
        for (int row = 0; row < tree.Count; row++)
        {
            if ((row & 0xfff) == 0)
                cancellationToken.ThrowIfCancellationRequested();
            text.Add(row == 0 ? "{\"value\":" : ",{\"value\":");
            AddValue(text, tree, row, style);
            text.Add(string.Create(CultureInfo.InvariantCulture, $",\"treeIndex\":{heap.NodeOf(tree.PlaceOf(row))}}}"));
        }

        text.Add(!simple && style.LeafEncodingLast ? "]," + encoding + "}" : "]}");
        text.Flush();
        return null;
    }

    private static IEnumerable<string> TypeNames(TreeKind kind, DumpStyle style)
    {
        if (style.TypeNames is { } named)
            return named.Split(',');
        // Sablier's tool writes the first type in its short form.
        return kind.Description.Leaf.Fields.Select((f, i) => i == 0 && kind == TreeKind.Sablier ? "uint" : f.Type.ToString());
    }

    private static void AddValue(AsciiBuffer text, MerkleTree tree, int row, DumpStyle style)
    {
        LeafEncoding leaf = tree.Kind.Description.Leaf;
        if (leaf.Form == LeafForm.Ready)
        {
            text.Add($"\"{tree.LeafOf(row)}\"");
            return;
        }

        string separator = "[";
        foreach (LeafField field in leaf.Fields)
        {
            text.Add(separator);
            separator = ",";
            switch (field.Name)
            {
                case LeafField.Account:
                    AddAddress(text, tree.Rows[row].Account, style);
                    break;
                case LeafField.Amount:
                    AddNumber(text, tree.Rows[row].Amount, style);
                    break;
                case LeafField.Index:
                    AddNumber(text, tree.IndexOf(row)!.Value, style);
                    break;
                default:
                    TreeColumn column = tree.Table.Find(field.Name)!;
                    if (field.Type == LeafType.OfAddress)
                        AddAddress(text, new Address(column[row].Span[12..]), style);
                    else
                        text.Add(field.Type.IsBool ? column.Show(row) : $"\"{column.Show(row)}\"");
                    break;
            }
        }

        text.Add("]");
    }

    private static void AddAddress(AsciiBuffer text, Address address, DumpStyle style) =>
        text.Add($"\"{(style.LowerCaseAddresses ? address.ToLowerHex() : address.ToString())}\"");

    private static void AddNumber(AsciiBuffer text, UInt256 number, DumpStyle style) =>
        text.Add(style.BigNumberAmounts ? $"{{\"type\":\"BigNumber\",\"hex\":\"{EvenHex(number)}\"}}" : $"\"{number}\"");

    /// <summary>As ethers v5 writes a number: hexadecimal with an even number of digits.</summary>
    internal static string EvenHex(UInt256 value)
    {
        string hex = value.ToHexQuantity();
        return (hex.Length & 1) == 0 ? hex : "0x0" + hex[2..];
    }
}
