namespace Bursar.Core.Lists;

/// <summary>The rows of a list while it is read, in the arrays into which they were read.</summary>
internal sealed class RowStore
{
    private readonly List<RowBlock> _blocks = [];
    private RecipientRow[] _rows = [];
    private int[] _lines = [];
    private int _single;

    /// <summary>Number of rows.</summary>
    internal int Count { get; private set; }

    /// <summary>Adds a row that was read by itself.</summary>
    internal void Add(RecipientRow row, int line)
    {
        if (_single == _rows.Length)
        {
            Array.Resize(ref _rows, (int)Math.Min(Array.MaxLength, Math.Max(16L, 2L * _single)));
            Array.Resize(ref _lines, _rows.Length);
        }

        _rows[_single] = row;
        _lines[_single++] = line;
        Count++;
    }

    /// <summary>Adds the rows of a block.</summary>
    internal void Add(RowBlock block)
    {
        if (block.Count == 0)
            return;
        _blocks.Add(block);
        Count = checked(Count + block.Count);
    }

    /// <summary>The rows in canonical order with the lines that they came from, and whether an account has several. The store is empty afterwards.</summary>
    internal (RecipientRow[] Rows, int[] Lines, bool Duplicates) Sort()
    {
        if (_single > 0)
            _blocks.Insert(0, new RowBlock { Rows = _rows, RowLines = _lines, Count = _single });
        RecipientRow[] rows = LargeArray.Allocate<RecipientRow>(Count);
        int[] lines = LargeArray.Allocate<int>(Count);
        bool duplicates;
        if (IsSorted(out duplicates))
            Copy(rows, lines);
        else
            duplicates = new RowBuckets(rows, lines).Fill(_blocks);
        _blocks.Clear();
        return (rows, lines, duplicates);
    }

    private bool IsSorted(out bool duplicates)
    {
        duplicates = false;
        RecipientRow last = default;
        foreach (RowBlock block in _blocks)
        {
            foreach (ref readonly RecipientRow row in block.Rows.AsSpan(0, block.Count))
            {
                if (RowOrder.Compare(last, row) > 0)
                    return false;
                duplicates |= row.Account == last.Account;
                last = row;
            }
        }

        return true;
    }

    private void Copy(RecipientRow[] rows, int[] lines)
    {
        int at = 0;
        foreach (RowBlock block in _blocks)
        {
            block.Rows.AsSpan(0, block.Count).CopyTo(rows.AsSpan(at));
            for (int i = 0; i < block.Count; i++)
                lines[at++] = block.LineOf(i);
        }
    }
}
