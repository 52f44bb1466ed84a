using Bursar.Core.Lists;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Trees;

/// <summary>Tells which kind of tree a dump of OpenZeppelin's library is.</summary>
internal static class DumpKind
{
    /// <summary>The fields of a leaf encoding. The library does not name them: the first address is the account, a number at the end the amount, and a number
    /// before both the index; others are called by their place.</summary>
    internal static LeafField[] FieldsOf(IReadOnlyList<string> types)
    {
        var fields = new LeafField[types.Count];
        int account = -1;
        for (int i = 0; i < fields.Length; i++)
        {
            LeafType type = LeafType.TryParse(types[i], out LeafType known) ? known : default; // a text: its rows are not made
            if (account < 0 && type.IsAddress)
                account = i;
            fields[i] = new LeafField($"field{i + 1}", type);
        }

        if (account >= 0)
            fields[account] = fields[account] with { Name = LeafField.Account };
        if (fields.Length > 1 && fields[^1].Type == LeafType.OfNumber)
            fields[^1] = fields[^1] with { Name = LeafField.Amount };
        if (fields.Length == 3 && account == 1 && fields[0].Type == LeafType.OfNumber)
            fields[0] = fields[0] with { Name = LeafField.Index };
        return fields;
    }

    /// <summary>The rows of a dump's values.</summary>
    /// <param name="fields">The fields of a leaf; empty for ready leaves, and for values with texts in them.</param>
    /// <param name="words">For each field the words of all values; for ready leaves the leaves.</param>
    /// <param name="fileName">Name of the dump.</param>
    internal static TreeTable TableOf(LeafField[] fields, Hash32[][] words, string? fileName)
    {
        if (fields.Length == 0)
            return TreeTable.OfLeaves(words[0], null, fileName);
        int account = Array.FindIndex(fields, f => f.Name == LeafField.Account);
        int amount = Array.FindIndex(fields, f => f.Name == LeafField.Amount);
        var rows = new RecipientRow[account < 0 && amount < 0 ? 0 : words[0].Length];
        for (int i = 0; i < rows.Length; i++)
            rows[i] = new RecipientRow(account < 0 ? Address.Zero : new Address(words[account][i].Span[12..]), amount < 0 ? UInt256.Zero : new UInt256(words[amount][i].Span));
        IEnumerable<TreeColumn> columns = fields.Select((f, i) => new TreeColumn(f.Name, f.Type, words[i])).Where((_, i) => i != account && i != amount);
        return TreeTable.Of(rows, words[0].Length, columns, null, fileName);
    }

    /// <summary>The kind of a dump, when its leaves stand in an order that a kind has.</summary>
    internal static TreeKind? Of(TreeDump dump, TreeTable table)
    {
        bool byHash = true;
        bool byFile = true;
        for (int i = 0; i < dump.Count; i++)
        {
            byFile &= dump.TreeIndexOf(i) == dump.NodeCount - 1 - i;
            byHash &= i == 0 || dump.NodeAt(dump.NodeCount - i) <= dump.NodeAt(dump.NodeCount - 1 - i);
        }

        if (!byHash && !byFile)
            return null;
        bool simple = dump.LeafEncoding.Count == 0 || table.Find("leaf") is not null; // texts are no words: their hashes are the leaves
        var shape = new TreeDescription
        {
            Leaf = simple
                ? NamedKinds.Simple.Leaf
                : new LeafEncoding { Form = LeafForm.Abi, Hashes = 2, Fields = FieldsOf(dump.LeafEncoding) },
            Order = byHash ? LeafOrdering.Hash : LeafOrdering.File,
            Odd = OddRule.Complete,
            Equal = simple ? EqualLeaves.Keep : EqualLeaves.Refuse,
            Index = IsCounted(table) ? IndexSource.File : IndexSource.Column,
        };
        return TreeKind.Describe(shape, byHash ? dump.Format : dump.Format + ".unsorted").TryGet(out TreeKind? kind) ? kind : null;
    }

    private static bool IsCounted(TreeTable table)
    {
        if (table.Find(LeafField.Index) is not { } index)
            return false;
        for (int i = 0; i < index.Count; i++)
        {
            if (new UInt256(index[i].Span) != (UInt256)i)
                return false;
        }

        return true;
    }
}
