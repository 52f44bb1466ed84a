using System.Globalization;
using System.Runtime.CompilerServices;
using Bursar.Core.Faults;
using Bursar.Core.Lists;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Trees;

/// <summary>What rows must keep to so that a tree of a kind can be built over them.</summary>
internal static class TableRules
{
    private const int MaxFaults = 1_000;

    /// <summary>Columns that the leaf needs and the rows do not have.</summary>
    internal static Fault? CheckColumns(TreeTable table, TreeKind kind)
    {
        LeafEncoding leaf = kind.Description.Leaf;
        foreach (LeafField field in leaf.Fields.Where(f => f.Constant is null))
        {
            bool there = field.Name switch
            {
                LeafField.Account or LeafField.Amount => table.HasRecipients || table.Count == 0,
                LeafField.Index => kind.Description.Index != IndexSource.Column || table.Find(field.Name) is not null,
                _ => table.Find(field.Name) is not null,
            };
            if (!there)
            {
                return new Fault("tree.missing-column", $"A leaf of the kind {kind} has the field {field.Name}, and the rows have no such column.", field.Name,
                    "Add the column, or choose the kind that this list belongs to.")
                { File = table.FileName };
            }
        }

        return null;
    }

    /// <summary>No rows, or more than a tree holds.</summary>
    internal static Fault? CheckCount(TreeTable table, int most)
    {
        if (table.Count == 0)
            return new Fault("tree.empty", "A tree needs at least one row.", null, "Check that this is the right list.") { File = table.FileName };
        return table.Count <= most ? null : new Fault("tree.too-many-rows", $"A tree holds at most {most:N0} rows; the list has {table.Count:N0}.", null, "Split the list.")
        {
            File = table.FileName,
        };
    }

    /// <summary>Adds up the amounts, when they count one thing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static bool TrySum(TreeTable table, LeafEncoding leaf, out UInt256 total)
    {
        total = UInt256.Zero;
        if (!leaf.HasTotal)
            return true;
        if (table.Total is { } known)
        {
            total = known;
            return true;
        }

        foreach (ref readonly RecipientRow row in table.Recipients)
        {
            if (!UInt256.TryAdd(total, row.Amount, out total))
                return false;
        }

        return true;
    }

    /// <summary>The index of each row when it is no column; null otherwise.</summary>
    internal static int[]? Ranks(TreeDescription shape, TreeTable table)
    {
        if (!shape.Leaf.HasIndex || shape.Index == IndexSource.Column)
            return null;
        int[] order = shape.Index == IndexSource.File ? table.FileOrder() : LeafOrder.ByChecksum(table.Recipients);
        int[] ranks = new int[order.Length];
        for (int i = 0; i < order.Length; i++)
            ranks[order[i]] = i;
        return ranks;
    }

    /// <summary>Values that do not fit their types, indices that are not the ones that the kind gives, accounts that cannot have a rank.</summary>
    internal static Fault[] CheckValues(TreeTable table, TreeKind kind, int[]? ranks)
    {
        var faults = new List<Fault>();
        foreach (LeafField field in kind.Description.Leaf.Fields.Where(f => f.Constant is null))
            CheckRange(table, field, ranks, faults);
        if (ranks is not null && table.Find(LeafField.Index) is { } stated)
            CheckIndex(table, kind, stated, ranks, faults);
        if (kind.Description.Index == IndexSource.Checksum && ranks is not null)
            CheckOneRowEach(table, ranks, faults);
        if (kind.Description.Leaf.HasIndex && ranks is null)
            CheckOneIndexEach(table, faults);
        return [.. faults];
    }

    /// <summary>The rows in the order of their indices.</summary>
    internal static int[] ByIndex(TreeTable table, int[]? ranks)
    {
        int[] order = new int[table.Count];
        for (int i = 0; i < order.Length; i++)
            order[i] = i;
        if (ranks is not null)
            return [.. order.OrderBy(r => ranks[r])];
        TreeColumn column = table.Find(LeafField.Index)!;
        return [.. order.OrderBy(r => column[r])];
    }

    /// <summary>Rows with equal leaves, which lie side by side in <paramref name="order"/>, within a shard too.</summary>
    internal static Fault[] FindEqual(TreeTable table, LeafEncoding leaf, Hash32[] leaves, int[] order)
    {
        var faults = new List<Fault>();
        int first = 0;
        for (int i = 1; i < order.Length && faults.Count < MaxFaults; i++)
        {
            if (leaves[order[i]] != leaves[order[first]])
            {
                first = i;
                continue;
            }

            (int row, int other) = (order[i], order[first]);
            faults.Add(new Fault("tree.equal-rows",
                $"{table.Name(row)} equals {table.Name(other)}: {table.Show(row, leaf)}. Both would share one leaf, so that only one could be claimed.",
                table.Name(row), "Merge the two rows into one with the sum.")
            { File = table.FileName, Line = table.LineOf(row) });
        }

        faults.Sort((a, b) => a.Line.CompareTo(b.Line));
        return [.. faults];
    }

    private static void CheckRange(TreeTable table, LeafField field, int[]? ranks, List<Fault> faults)
    {
        int bits = 8 * field.Type.Width;
        if (!field.Type.IsNumber || bits == 256)
            return;
        TreeColumn? column = field.IsColumn || (field.Name == LeafField.Index && ranks is null) ? table.Find(field.Name) : null;
        if (column is not null && column.Type == field.Type)
            return; // was read as this very type
        for (int row = 0; row < table.Count && faults.Count < MaxFaults; row++)
        {
            UInt256 value = column is not null ? new UInt256(column[row].Span) : field.Name == LeafField.Amount ? table.Recipients[row].Amount : (UInt256)ranks![row];
            if (value.BitLength > bits)
                faults.Add(RowFault(table, row, "tree.value-range", $"{table.Name(row)}: the {field.Name} {value} does not fit {field.Type}.", "Check the unit, and the types of the described kind."));
        }
    }

    private static void CheckIndex(TreeTable table, TreeKind kind, TreeColumn stated, int[] ranks, List<Fault> faults)
    {
        string rule = kind.Description.Index == IndexSource.File ? "the number of the row in the file, from 0" : "the rank of the account's checksummed text, from 0";
        for (int row = 0; row < table.Count && faults.Count < MaxFaults; row++)
        {
            var index = new UInt256(stated[row].Span);
            if (index != (UInt256)ranks[row])
            {
                faults.Add(RowFault(table, row, "tree.index-differs", string.Create(CultureInfo.InvariantCulture,
                    $"{table.Name(row)} states the index {index}, but the kind {kind} gives it {ranks[row]}: {rule}."),
                    kind == TreeKind.Uniswap ? "Take the kind indexed to keep the indices as they stand." : "Put the rows in the order of their indices, or choose the kind that this list belongs to."));
            }
        }
    }

    private static void CheckOneRowEach(TreeTable table, int[] ranks, List<Fault> faults)
    {
        int[] byRank = new int[ranks.Length];
        for (int row = 0; row < ranks.Length; row++)
            byRank[ranks[row]] = row;
        for (int i = 1; i < byRank.Length && faults.Count < MaxFaults; i++)
        {
            (int row, int other) = (byRank[i], byRank[i - 1]);
            if (table.Recipients[row].Account == table.Recipients[other].Account)
            {
                faults.Add(RowFault(table, row, "tree.repeated-account",
                    $"{table.Name(row)} has the account of {table.Name(other)}, {table.Recipients[row].Account}: an index by rank needs one row for each account.", "Merge the rows into one with the sum."));
            }
        }
    }

    private static void CheckOneIndexEach(TreeTable table, List<Fault> faults)
    {
        TreeColumn column = table.Find(LeafField.Index)!;
        int[] order = ByIndex(table, null);
        for (int i = 1; i < order.Length && faults.Count < MaxFaults; i++)
        {
            (int row, int other) = (order[i], order[i - 1]);
            if (column[row] == column[other])
            {
                faults.Add(RowFault(table, row, "tree.repeated-index", $"{table.Name(row)} has the index of {table.Name(other)}, {column.Show(row)}: only one of them could be claimed.",
                    "Give every row an index of its own."));
            }
        }
    }

    private static Fault RowFault(TreeTable table, int row, string code, string message, string hint) =>
        new Fault(code, message, table.Name(row), hint) { File = table.FileName, Line = table.LineOf(row) };
}
