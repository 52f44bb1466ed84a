using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Bursar.Core.Faults;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Lists;

/// <summary>Reads the lines of one list.</summary>
internal sealed partial class ListParser(ListReadOptions options, FaultLog log)
{
    private const int CellRoom = 16;

    private readonly RowStore _store = new();
    private UInt256? _total = UInt256.Zero;
    private ListColumns _columns = ListColumns.Default;
    private byte _separator;
    private bool _first = true;
    private bool _stopped;
    private int _blankFrom;

    /// <summary>Number of the line that was read last.</summary>
    internal int Line { get; private set; }

    internal void Parse(BoundedSource source, CancellationToken cancellationToken)
    {
        var reader = new LineReader(source, options.MaxLineBytes);
        if (Foreign(reader.Start()) is { } foreign)
        {
            log.AddFatal(foreign);
            _stopped = true;
            return;
        }

        while (!_stopped)
        {
            if (!_first && _separator != 0 && BlockBytes > 0)
            {
                ParseBlocks(source, reader, cancellationToken);
                return;
            }

            LineReader.Found found = reader.Next(out ReadOnlySpan<byte> line);
            if (found == LineReader.Found.End)
                return;
            Line = reader.Line;
            if ((Line & 0xfff) == 0)
                cancellationToken.ThrowIfCancellationRequested();
            Take(line, found == LineReader.Found.TooLong);
        }
    }

    /// <summary>The list, or all faults.</summary>
    internal Result<RecipientList> Finish()
    {
        if (_store.Count == 0 && log.Count == 0)
            log.AddFatal(RowRules.Empty());
        (RecipientRow[] rows, int[] lines, bool duplicates) = _store.Sort();
        if (duplicates)
            RowRules.CheckDuplicates(rows, lines, _columns.AccountName, options.Allow, log);
        return log.Count > 0
            ? Result<RecipientList>.Fail(log.Finish())
            : new RecipientList(rows, lines, _total!.Value, options.Decimals, options.FileName);
    }

    private static Fault? Foreign(ReadOnlySpan<byte> start)
    {
        if (start is [0xff, 0xfe, ..] or [0xfe, 0xff, ..])
            return new Fault("list.encoding", "The file is UTF-16 text.", null, "Save it as CSV in UTF-8.");
        if (start is [(byte)'P', (byte)'K', 3, 4, ..] or [0xd0, 0xcf, 0x11, 0xe0, ..])
            return new Fault("list.format", "The file is a spreadsheet or an archive, not CSV.", null, "Export the sheet as CSV in UTF-8.");
        if (start is [0x1f, 0x8b, ..])
            return new Fault("list.format", "The file is compressed twice.", null, "Decompress it once.");
        ReadOnlySpan<byte> text = start.TrimStart(" \t\r\n\ufeff"u8);
        return text is [(byte)'{' or (byte)'[' or (byte)'<', ..]
            ? new Fault("list.format", $"The file begins with '{(char)text[0]}': it is JSON or markup, not CSV.", null, "Convert it to CSV with the columns address and amount.")
            : null;
    }

    internal static bool IsBlank(ReadOnlySpan<byte> line) => !line.ContainsAnyExcept((byte)' ', (byte)'\t');

    // One line that is looked at by itself.
    private void Take(ReadOnlySpan<byte> line, bool tooLong)
    {
        if (tooLong)
        {
            log.Add(RowFault("list.line-too-long", $"The line is longer than {options.MaxLineBytes} bytes; it begins with {CellText.Show(line)}.",
                "Check that this is a list with one row a line."));
            _first = false;
        }
        else if (IsBlank(line))
        {
            _blankFrom = _blankFrom == 0 ? Line : _blankFrom;
        }
        else
        {
            CheckBlanks();
            ReadLine(line);
        }
    }

    private void CheckBlanks()
    {
        if (_blankFrom == 0)
            return;
        string which = _blankFrom == Line - 1 ? $"Line {_blankFrom} is" : $"Lines {_blankFrom} to {Line - 1} are";
        log.Add(new Fault("list.blank-line", $"{which} blank, with more rows below.", $"row {_blankFrom}",
            "Remove blank lines: only the end of a list may be blank.")
        { Line = _blankFrom });
        _blankFrom = 0;
    }

    private void ReadLine(ReadOnlySpan<byte> line)
    {
        if (!System.Text.Ascii.IsValid(line) && !Utf8.IsValid(line))
        {
            log.Add(RowFault("list.bad-utf8", $"The line {CellText.Show(line)} is not UTF-8.", "Save the file as CSV in UTF-8."));
            _first = false;
            return;
        }

        if (_separator == 0)
            _separator = CellSplitter.Detect(line);
        Span<CellSplitter.Cell> cells = stackalloc CellSplitter.Cell[CellRoom];
        int count = CellSplitter.Split(line, _separator == 0 ? (byte)',' : _separator, cells);
        bool first = _first;
        _first = false;
        if (count < 0)
        {
            log.Add(count == CellSplitter.Unterminated
                ? RowFault("list.quote", "A quote is opened and not closed in this line.", "Close it; a cell cannot hold a line break.")
                : RowFault("list.quote", "Text follows a closing quote.", "Double a quote that belongs to the text, or remove the quotes."));
            return;
        }

        if (first && ListColumns.IsHeader(line, cells[..Math.Min(count, CellRoom)]))
        {
            if (ListColumns.Read(line, cells[..Math.Min(count, CellRoom)], count, Line, out _columns) is { } fault)
            {
                log.AddFatal(fault);
                _stopped = true;
            }

            return;
        }

        if (count == 2)
            ReadRow(line, cells[_columns.Account], cells[_columns.Amount]);
        else
            ExplainCount(line, cells, count);
    }

    private void ReadRow(ReadOnlySpan<byte> line, CellSplitter.Cell accountCell, CellSplitter.Cell amountCell)
    {
        if (!HasRoom())
            return;
        bool accountOk = AddressCell.TryRead(accountCell.Of(line), out Address account);
        bool amountOk = AmountCell.TryRead(amountCell.Of(line), options.Decimals, out UInt256 amount);
        if (!accountOk || !amountOk || account.IsZero || amount.IsZero)
            Explain(line, accountCell, amountCell, (accountOk, account), (amountOk, amount));
        if (amountOk)
            RowRules.Add(ref _total, amount, Line, _columns.AmountName, log);
        if (accountOk)
            _store.Add(new RecipientRow(account, amount), Line); // with a bad amount too, so that duplicates of it are found; the list is refused anyway
    }

    private void Explain(
        ReadOnlySpan<byte> line, CellSplitter.Cell accountCell, CellSplitter.Cell amountCell, (bool Ok, Address Value) account, (bool Ok, UInt256 Value) amount)
    {
        if (log.IsFull)
        {
            log.Skip((account.Ok ? 0 : 1) + (amount.Ok ? 0 : 1));
            if (!account.Ok && !amount.Ok)
                return;
        }
        else
        {
            if (!account.Ok)
            {
                log.Add(AddressCell.Explain(accountCell.Of(line), RowRules.Place(Line, _columns.AccountName)) with
                {
                    Line = Line,
                    Column = ColumnOf(line, accountCell),
                });
            }

            if (!amount.Ok)
            {
                log.Add(AmountCell.Explain(amountCell.Of(line), options.Decimals, RowRules.Place(Line, _columns.AmountName)) with
                {
                    Line = Line,
                    Column = ColumnOf(line, amountCell),
                });
            }
        }

        if (account.Ok)
            RowRules.CheckAccount(account.Value, Line, _columns.AccountName, options.Allow, log, ColumnOf(line, accountCell));
        if (amount.Ok)
            RowRules.CheckAmount(amount.Value, Line, _columns.AmountName, options.Allow, log, ColumnOf(line, amountCell));
    }

    private void ExplainCount(ReadOnlySpan<byte> line, ReadOnlySpan<CellSplitter.Cell> cells, int count)
    {
        if (log.IsFull)
        {
            log.Skip();
            return;
        }

        byte other = CellSplitter.FindOther(line, _separator, 2);
        if (other != 0)
        {
            log.Add(RowFault("list.separator", $"The row is separated by {Name(other)}, the rows above by {Name(_separator)}: {CellText.Show(line)}.",
                "Use one separator in the whole list."));
        }
        else if (count < 2)
        {
            bool isAmount = _separator != 0 && AmountCell.TryRead(cells[0].Of(line), options.Decimals, out _);
            string missing = isAmount ? _columns.AccountName : _columns.AmountName;
            log.Add(RowFault("list.missing-cell", $"The row has one cell, {CellText.Show(cells[0].Of(line))}, instead of two.",
                "Write the address, the separator and the amount.", missing));
        }
        else
        {
            log.Add(RowFault("list.extra-cells", $"The row has {count} cells instead of two: {CellText.Show(line)}.",
                "Remove what is too much; quote an amount that holds the separator."));
        }
    }

    private bool HasRoom()
    {
        if (_store.Count + (long)_taken < options.MaxRows)
            return true;
        log.AddFatal(RowFault("list.too-many-rows", $"The list has more than {options.MaxRows.ToString("N0", CultureInfo.InvariantCulture)} rows.",
            "Split the list, or raise the limit if you trust the file."));
        _stopped = true;
        return false;
    }

    private Fault RowFault(string code, string message, string hint, string? column = null) =>
        new(code, message, column is null ? $"row {Line}" : RowRules.Place(Line, column), hint) { Line = Line };

    private static int ColumnOf(ReadOnlySpan<byte> line, CellSplitter.Cell cell) => Encoding.UTF8.GetCharCount(line[..cell.Start]) + 1;

    private static string Name(byte separator) => separator switch
    {
        (byte)',' => "a comma",
        (byte)';' => "a semicolon",
        (byte)'\t' => "a tab",
        (byte)'|' => "a bar",
        _ => "nothing",
    };
}
