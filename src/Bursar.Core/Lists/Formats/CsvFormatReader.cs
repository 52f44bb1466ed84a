using System.Text.Unicode;
using Bursar.Core.Faults;

namespace Bursar.Core.Lists.Formats;

/// <summary>Reads a CSV file with a header: lines, cells and columns; what a row means is up to the format.</summary>
internal abstract class CsvFormatReader
{
    private CsvColumns? _columns;
    private byte _separator;
    private int _blankFrom;

    protected CsvFormatReader(FormatInput input)
    {
        Input = input;
        PlaceOf = column => column.Length == 0 ? $"row {Line}" : RowRules.Place(Line, column);
    }

    protected FormatInput Input { get; }

    /// <summary>Number of the line that was read last.</summary>
    internal int Line { get; private set; }

    /// <summary>The decimals with which all amounts were read; null for base units, and when tokens differ.</summary>
    internal virtual byte? Decimals => Input.Options.Decimals;

    /// <summary>The columns that the format knows; several names of one column are separated by a bar.</summary>
    protected abstract string[] Known { get; }

    /// <summary>Numbers of the columns without which there is no row.</summary>
    protected abstract int[] Needed { get; }

    /// <summary>The place of a column of the current row.</summary>
    protected Func<string, string> PlaceOf { get; }

    internal void Read(LineReader reader, CancellationToken cancellationToken)
    {
        while (!Input.Stopped)
        {
            LineReader.Found found = reader.Next(out ReadOnlySpan<byte> line);
            if (found == LineReader.Found.End)
                break;
            Line = reader.Line;
            if ((Line & 0xfff) == 0)
                cancellationToken.ThrowIfCancellationRequested();
            if (found == LineReader.Found.TooLong)
            {
                Input.Log.Add(RowFault("list.line-too-long", $"The line is longer than {Input.Options.MaxLineBytes} bytes; it begins with {CellText.Show(line)}.",
                    "Check that this is a list with one row a line."));
            }
            else if (!line.ContainsAnyExcept((byte)' ', (byte)'\t'))
            {
                _blankFrom = _blankFrom == 0 ? Line : _blankFrom;
            }
            else
            {
                CheckBlanks();
                ReadLine(line);
            }
        }

        if (!Input.Stopped)
            Ended();
    }

    /// <summary>Looks at the header once its columns are known.</summary>
    /// <returns>Null, or why it is not a header of this format.</returns>
    protected virtual Fault? CheckHeader(CsvColumns columns) => null;

    /// <summary>Reads one row.</summary>
    protected abstract void ReadRow(in CsvRow row);

    /// <summary>Looks at the whole once all rows are read.</summary>
    protected virtual void Ended()
    {
    }

    private void CheckBlanks()
    {
        if (_blankFrom == 0)
            return;
        string which = _blankFrom == Line - 1 ? $"Line {_blankFrom} is" : $"Lines {_blankFrom} to {Line - 1} are";
        Input.Log.Add(new Fault("list.blank-line", $"{which} blank, with more rows below.", $"row {_blankFrom}", "Remove blank lines: only the end of a list may be blank.") { Line = _blankFrom });
        _blankFrom = 0;
    }

    private void ReadLine(ReadOnlySpan<byte> line)
    {
        if (!System.Text.Ascii.IsValid(line) && !Utf8.IsValid(line))
        {
            Input.Log.Add(RowFault("list.bad-utf8", $"The line {CellText.Show(line)} is not UTF-8.", "Save the file as CSV in UTF-8."));
            return;
        }

        if (_columns is null)
            _separator = CellSplitter.Detect(line) is var detected && detected == 0 ? (byte)',' : detected;
        Span<CellSplitter.Cell> cells = stackalloc CellSplitter.Cell[CsvColumns.Room];
        int count = CellSplitter.Split(line, _separator, cells);
        if (count < 0)
        {
            Input.Log.Add(count == CellSplitter.Unterminated
                ? RowFault("list.quote", "A quote is opened and not closed in this line.", "Close it; a cell cannot hold a line break.")
                : RowFault("list.quote", "Text follows a closing quote.", "Double a quote that belongs to the text, or remove the quotes."));
        }
        else if (_columns is null)
        {
            ReadHeader(line, cells[..Math.Min(count, cells.Length)], count);
        }
        else if (count > _columns.Count)
        {
            Input.Log.Add(RowFault("list.extra-cells", $"The row has {count} cells, the header {_columns.Count} columns: {CellText.Show(line)}.",
                "Remove what is too much; quote what holds the separator."));
        }
        else
        {
            ReadCells(line, cells[..count]);
        }
    }

    private void ReadCells(ReadOnlySpan<byte> line, ReadOnlySpan<CellSplitter.Cell> cells)
    {
        foreach (int column in Needed)
        {
            if (_columns!.At(column) < cells.Length)
                continue;
            byte other = cells.Length == 1 ? CellSplitter.FindOther(line, _separator, _columns.Count) : (byte)0;
            Input.Log.Add(other != 0
                ? RowFault("list.separator", $"The row is separated by another sign than the header: {CellText.Show(line)}.", "Use one separator in the whole list.")
                : RowFault("list.missing-cell", $"The row ends before the column {_columns.Name(column)}: {CellText.Show(line)}.", "Write a cell for every column of the header."));
            return;
        }

        ReadRow(new CsvRow(line, cells, Line, _columns!, Input.Log));
    }

    private void ReadHeader(ReadOnlySpan<byte> line, ReadOnlySpan<CellSplitter.Cell> cells, int count)
    {
        Fault? fault = CsvColumns.Read(line, cells, count, Known, Input.Format, Line, out CsvColumns columns);
        for (int i = 0; i < Needed.Length && fault is null; i++)
        {
            if (!columns.Has(Needed[i]))
                fault = CsvColumns.Missing(columns.Name(Needed[i]), Known, Input.Format, Line);
        }

        fault ??= CheckHeader(columns) is { } other ? other with { Line = Line, Field = other.Field ?? $"row {Line}" } : null;
        _columns = columns;
        if (fault is not null)
            Input.Stop(fault);
    }

    private Fault RowFault(string code, string message, string hint) => new(code, message, $"row {Line}", hint) { Line = Line };
}
