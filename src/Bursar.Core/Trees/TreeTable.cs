using System.Globalization;
using Bursar.Core.Lists;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Trees;

/// <summary>The rows that a tree is built over: account and amount, and any further columns.</summary>
/// <remarks>Rows are named by their number, from 0. Immutable and safe to share between threads.</remarks>
public sealed class TreeTable
{
    private readonly RecipientRow[] _recipients;
    private readonly Func<int, int> _lineOf;
    private readonly bool _inFileOrder;

    private TreeTable(RecipientRow[] recipients, int count, TreeColumn[] columns, Func<int, int> lineOf, bool inFileOrder, string? fileName)
    {
        _recipients = recipients;
        _lineOf = lineOf;
        _inFileOrder = inFileOrder;
        Count = count;
        Columns = columns;
        Rows = Array.AsReadOnly(recipients);
        FileName = fileName;
        foreach (TreeColumn column in columns)
        {
            if (column.Count != count)
                throw new ArgumentException($"the column {column.Name} has {column.Count} rows, not {count}", nameof(columns));
        }
    }

    /// <summary>Number of rows.</summary>
    public int Count { get; }

    /// <summary>The columns beyond account and amount.</summary>
    public IReadOnlyList<TreeColumn> Columns { get; }

    /// <summary>Sum of all amounts where it is known already; null otherwise.</summary>
    internal UInt256? Total { get; private init; }

    /// <summary>The file that the rows came from; null when they came from code.</summary>
    public string? FileName { get; }

    /// <summary>True when rows have an account and an amount; those of ready leaves have none.</summary>
    public bool HasRecipients => _recipients.Length > 0;

    /// <summary>Account and amount of each row; empty when rows have none. An amount is 0 when the rows have accounts only.</summary>
    public ReadOnlySpan<RecipientRow> Recipients => _recipients;

    /// <summary>Account and amount of each row; empty when rows have none.</summary>
    public IReadOnlyList<RecipientRow> Rows { get; }

    /// <summary>The rows of a list, in canonical order; the order of its file is known by their lines.</summary>
    public static TreeTable Of(RecipientList list)
    {
        ArgumentNullException.ThrowIfNull(list);
        return new TreeTable(list.RowArray, list.Count, [], list.LineOf, inFileOrder: false, list.FileName) { Total = list.Total };
    }

    /// <summary>Rows of account and amount; their order is that of the file.</summary>
    public static TreeTable Of(IEnumerable<RecipientRow> rows) => Of(rows, []);

    /// <summary>Rows of account, amount and further columns; their order is that of the file.</summary>
    /// <exception cref="ArgumentException">A column has another number of rows.</exception>
    public static TreeTable Of(IEnumerable<RecipientRow> rows, IEnumerable<TreeColumn> columns, IReadOnlyList<int>? lines = null, string? fileName = null)
    {
        RecipientRow[] copy = [.. rows];
        return Of(copy, copy.Length, columns, lines, fileName);
    }

    /// <summary>Rows that need not have account and amount; the array is not copied.</summary>
    internal static TreeTable Of(RecipientRow[] rows, int count, IEnumerable<TreeColumn> columns, IReadOnlyList<int>? lines, string? fileName) =>
        new(rows, count, [.. columns], lines is null ? static _ => 0 : r => lines[r], inFileOrder: true, fileName);

    /// <summary>Ready leaves, in the order given.</summary>
    public static TreeTable OfLeaves(IEnumerable<Hash32> leaves, IReadOnlyList<int>? lines = null, string? fileName = null)
    {
        Hash32[] words = [.. leaves];
        return new TreeTable([], words.Length, [new TreeColumn("leaf", LeafType.OfWord, words)], lines is null ? static _ => 0 : r => lines[r], true, fileName);
    }

    /// <summary>The line of the file that row <paramref name="row"/> came from; 0 when it did not come from a file.</summary>
    public int LineOf(int row) => _lineOf(row);

    /// <summary>The column of that name; null when there is none. Case does not count.</summary>
    public TreeColumn? Find(string name) => Columns.FirstOrDefault(c => string.Equals(c.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The same rows without those of amount 0.</summary>
    internal TreeTable WithoutZeroAmounts()
    {
        int[] kept = [.. Enumerable.Range(0, Count).Where(r => !_recipients[r].Amount.IsZero)];
        return kept.Length == Count
            ? this
            : new TreeTable(Array.ConvertAll(kept, r => _recipients[r]), kept.Length, [.. Columns.Select(c => c.At(kept))], r => _lineOf(kept[r]), _inFileOrder, FileName);
    }

    /// <summary>The rows in the order of the file.</summary>
    internal int[] FileOrder()
    {
        int[] order = new int[Count];
        for (int i = 0; i < order.Length; i++)
            order[i] = i;
        if (!_inFileOrder)
            Array.Sort(Array.ConvertAll(order, r => _lineOf(r)), order);
        return order;
    }

    /// <summary>How messages name a row.</summary>
    internal string Name(int row) => string.Create(CultureInfo.InvariantCulture, $"row {(_lineOf(row) is int line && line > 0 ? line : row + 1)}");

    /// <summary>What a row says, for messages: account and amount, or its columns.</summary>
    internal string Show(int row, LeafEncoding leaf)
    {
        var parts = new List<string>();
        foreach (LeafField field in leaf.Fields.Where(f => f.Constant is null))
        {
            parts.Add(field.Name switch
            {
                LeafField.Account => _recipients[row].Account.ToString(),
                LeafField.Amount => $"with {_recipients[row].Amount}",
                _ when Find(field.Name) is { } column => $"{field.Name} {column.Show(row)}",
                _ => "",
            });
        }

        return string.Join(' ', parts.Where(p => p.Length > 0));
    }
}
