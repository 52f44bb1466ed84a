using System.Text;
using Bursar.App.Reporting.Text;

namespace Bursar.App.Reporting.Csv;

/// <summary>Builds one CSV file (RFC 4180, UTF-8, CRLF). Cells from strangers cannot become formulas in a spreadsheet.</summary>
internal sealed class CsvTable
{
    private readonly StringBuilder _text = new();
    private readonly int _columns;

    public CsvTable(params ReadOnlySpan<string> header)
    {
        _columns = header.Length;
        Row(header);
    }

    /// <summary>Adds a row; null is an empty cell.</summary>
    public void Row(params ReadOnlySpan<string?> cells)
    {
        if (cells.Length != _columns)
            throw new ArgumentException($"a row has {_columns} cells", nameof(cells));
        for (int i = 0; i < cells.Length; i++)
        {
            if (i > 0)
                _text.Append(',');
            Append(cells[i] ?? "");
        }

        _text.Append("\r\n");
    }

    /// <summary>The UTF-8 bytes.</summary>
    public byte[] ToBytes() => Encoding.UTF8.GetBytes(_text.ToString());

    private void Append(string cell)
    {
        cell = VisibleText.Of(cell); // leaves no line break or tab
        if (IsFormula(cell))
            cell = "'" + cell;
        if (cell.AsSpan().ContainsAny(",;\""))
            _text.Append('"').Append(cell.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
        else
            _text.Append(cell);
    }

    /// <summary>Spreadsheets calculate cells that begin with one of these, blanks before them included, full-width twins too.</summary>
    private static bool IsFormula(string cell)
    {
        ReadOnlySpan<char> start = cell.AsSpan().TrimStart();
        return start.Length > 0 && "=+-@＝＋－＠|%".Contains(start[0], StringComparison.Ordinal);
    }
}
