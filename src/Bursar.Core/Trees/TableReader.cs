using System.Globalization;
using System.Text;
using Bursar.Core.Faults;
using Bursar.Core.Lists;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Trees;

/// <summary>Reads CSV whose columns are the fields of a leaf: any number of columns, in any order, each of its field's type.</summary>
/// <remarks>A header names the columns; case and underscores do not count. A leaf of one field needs none. Amounts are read in the unit of the options, other
/// numbers as they stand. Every problem is a fault with row, column and value, all of them at once.</remarks>
internal static class TableReader
{
    private const int Room = LeafEncoding.MaxFields + 8;

    /// <summary>Names of a column besides its field's.</summary>
    private static readonly Dictionary<string, string[]> OtherNames = new(StringComparer.Ordinal)
    {
        ["account"] = ["address", "recipient", "receiver", "user", "to", "owner", "claimer", "node"],
        ["amount"] = ["quantity", "value", "cumulativeamount"],
        ["curvetype"] = ["curve"],
        ["durationweeks"] = ["duration"],
        ["startdate"] = ["start"],
        ["network"] = ["rewardnetwork"],
        ["rpl"] = ["amountrpl", "totalrpl"],
        ["eth"] = ["amounteth", "totaleth"],
    };

    /// <summary>Reads <paramref name="source"/> to its end.</summary>
    /// <returns>The rows in the order of the file, or every fault.</returns>
    internal static Result<TreeTable> Read(Stream source, LeafEncoding leaf, ListReadOptions options, CancellationToken cancellationToken)
    {
        var log = new FaultLog(options.FileName, options.MaxFaults);
        var rows = new Rows(leaf, options, log);
        try
        {
            using var input = new BoundedSource(source, options.MaxBytes, options.MaxCompressionRatio);
            input.Open();
            rows.Read(new LineReader(input, options.MaxLineBytes), cancellationToken);
        }
        catch (FaultException e)
        {
            foreach (Fault fault in e.Faults)
                log.AddFatal(fault with { Line = rows.Line });
        }
        catch (InvalidDataException)
        {
            log.AddFatal(new Fault("list.bad-gzip", $"The compressed data is damaged, cut off or joined from several files; {rows.Line} lines were read.", null, "Download the file again, or compress it again as one.")
            {
                Line = rows.Line,
            });
        }
        catch (IOException e)
        {
            log.AddFatal(new Fault("list.unreadable", $"Reading failed after line {rows.Line}: {CellText.Show(e.Message)}", null, "Check the disk or the connection and try again.") { Line = rows.Line });
        }

        return log.Count > 0 ? Result<TreeTable>.Fail(log.Finish()) : rows.Finish();
    }

    /// <summary>True when a header has a column for each of the fields.</summary>
    internal static bool Fits(ReadOnlySpan<byte> line, LeafEncoding leaf)
    {
        Span<CellSplitter.Cell> cells = stackalloc CellSplitter.Cell[Room];
        int count = Split(line, cells);
        if (count <= 0 || count > Room)
            return false;
        LeafField[] fields = [.. leaf.Fields.Where(f => f.Constant is null)];
        int[] places = Places(line, cells[..count], fields, out int unknown);
        return unknown < 0 && !places.Contains(-1);
    }

    private static int Split(ReadOnlySpan<byte> line, Span<CellSplitter.Cell> cells) =>
        CellSplitter.Split(line, CellSplitter.Detect(line) is byte found && found != 0 ? found : (byte)',', cells);

    /// <summary>Where each field's column stands; −1 when it does not. <paramref name="unknown"/> is the first cell that names none, or one twice.</summary>
    private static int[] Places(ReadOnlySpan<byte> line, ReadOnlySpan<CellSplitter.Cell> cells, LeafField[] fields, out int unknown)
    {
        int[] places = new int[fields.Length];
        places.AsSpan().Fill(-1);
        unknown = -1;
        for (int i = 0; i < cells.Length; i++)
        {
            string name = Plain(Encoding.UTF8.GetString(cells[i].Of(line)));
            int field = Array.FindIndex(fields, f => Plain(f.Name) is string own && (own == name || (OtherNames.TryGetValue(own, out string[]? others) && others.Contains(name))));
            if (field >= 0 && places[field] < 0)
                places[field] = i;
            else if (unknown < 0)
                unknown = i;
        }

        return places;
    }

    private static string Plain(string name) => name.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();

    private sealed class Rows(LeafEncoding leaf, ListReadOptions options, FaultLog log)
    {
        private readonly LeafField[] _fields = [.. leaf.Fields.Where(f => f.Constant is null)];
        private readonly List<Hash32[]> _rows = [];
        private readonly List<int> _lines = [];
        private int[]? _places;
        private byte _separator;
        private int _cells;
        private bool _blank;

        internal int Line { get; private set; }

        internal void Read(LineReader reader, CancellationToken cancellationToken)
        {
            while (true)
            {
                LineReader.Found found = reader.Next(out ReadOnlySpan<byte> line);
                if (found == LineReader.Found.End)
                    return;
                Line = reader.Line;
                if ((Line & 0xfff) == 0)
                    cancellationToken.ThrowIfCancellationRequested();
                if (found == LineReader.Found.TooLong)
                {
                    log.Add(RowFault("list.line-too-long", $"The line is longer than {options.MaxLineBytes} bytes; it begins with {CellText.Show(line)}.", "Check that this is a list with one row a line."));
                }
                else if (!line.ContainsAnyExcept((byte)' ', (byte)'\t'))
                {
                    _blank = true;
                }
                else if (_blank)
                {
                    log.AddFatal(RowFault("list.blank-line", $"Line {Line - 1} is blank, with more rows below.", "Remove blank lines: only the end of a list may be blank."));
                    return;
                }
                else if (!ReadLine(line))
                {
                    return;
                }
            }
        }

        internal Result<TreeTable> Finish()
        {
            if (_rows.Count == 0)
                return RowRules.Empty() with { File = options.FileName };
            Hash32[][] words = [.. Enumerable.Range(0, _fields.Length).Select(f => _rows.ConvertAll(r => r[f]).ToArray())];
            int[] lines = [.. _lines];
            if (leaf.Form == LeafForm.Ready)
                return TreeTable.OfLeaves(words[0], lines, options.FileName);
            int account = Array.FindIndex(_fields, f => f.Name == LeafField.Account);
            int amount = Array.FindIndex(_fields, f => f.Name == LeafField.Amount);
            var rows = new RecipientRow[_rows.Count];
            for (int i = 0; i < rows.Length; i++)
                rows[i] = new RecipientRow(account < 0 ? Address.Zero : new Address(words[account][i].Span[12..]), amount < 0 ? UInt256.Zero : new UInt256(words[amount][i].Span));
            return TreeTable.Of(rows, rows.Length, _fields.Select((f, i) => new TreeColumn(f.Name, f.Type, words[i])).Where((_, i) => i != account && i != amount), lines, options.FileName);
        }

        private bool ReadLine(ReadOnlySpan<byte> line)
        {
            Span<CellSplitter.Cell> cells = stackalloc CellSplitter.Cell[Room];
            if (_separator == 0)
                _separator = CellSplitter.Detect(line) is byte found && found != 0 ? found : (byte)',';
            int count = CellSplitter.Split(line, _separator, cells);
            if (count < 0)
            {
                log.Add(RowFault("list.quote", "A quote is not closed in this line, or text follows a closing one.", "Close it; double a quote that belongs to the text."));
                return true;
            }

            if (_places is null)
            {
                _cells = count;
                if (count == 1 && _fields.Length == 1 && IsValue(cells[0].Of(line)))
                    _places = [0];
                else
                    return ReadHeader(line, cells[..Math.Min(count, Room)], count);
            }

            if (count != _cells)
                log.Add(RowFault(count < _cells ? "list.missing-cell" : "list.extra-cells", $"The row has {count} cells, the header {_cells} columns: {CellText.Show(line)}.", "Write a cell for every column of the header, and no more."));
            else if (_rows.Count >= options.MaxRows)
                log.AddFatal(RowFault("list.too-many-rows", string.Create(CultureInfo.InvariantCulture, $"The list has more than {options.MaxRows:N0} rows."), "Split the list, or raise the limit if you trust the file."));
            else
                ReadRow(line, cells[..count]);
            return _rows.Count <= options.MaxRows;
        }

        private bool IsValue(ReadOnlySpan<byte> cell)
        {
            Span<byte> word = stackalloc byte[32];
            return _fields[0].Type.TryRead(cell, word);
        }

        private bool ReadHeader(ReadOnlySpan<byte> line, ReadOnlySpan<CellSplitter.Cell> cells, int count)
        {
            _places = Places(line, cells, _fields, out int unknown);
            int missing = Array.IndexOf(_places, -1);
            string wanted = $"Columns of this kind: {string.Join(", ", _fields.Select(f => f.Name))}.";
            if (missing >= 0)
                log.AddFatal(RowFault("list.columns", $"The header has no column {_fields[missing].Name}.", wanted));
            else if (unknown >= 0)
                log.AddFatal(RowFault("list.columns", $"The column {CellText.Show(cells[unknown].Of(line))} is no field of a leaf, or stands there twice.", wanted));
            else if (count > Room)
                log.AddFatal(RowFault("list.columns", $"The header has {count} columns.", wanted));
            return log.Count == 0;
        }

        private void ReadRow(ReadOnlySpan<byte> line, ReadOnlySpan<CellSplitter.Cell> cells)
        {
            var row = new Hash32[_fields.Length];
            Span<byte> word = stackalloc byte[32];
            bool ok = true;
            for (int i = 0; i < row.Length; i++)
            {
                ReadOnlySpan<byte> cell = cells[_places![i]].Of(line);
                LeafField field = _fields[i];
                Fault? fault = null;
                if (field.Name == LeafField.Amount)
                {
                    if (AmountCell.TryRead(cell, options.Decimals, out UInt256 amount))
                        amount.WriteBigEndian(word);
                    else
                        fault = AmountCell.Explain(cell, options.Decimals, RowRules.Place(Line, field.Name));
                }
                else if (!field.Type.TryRead(cell, word))
                {
                    fault = field.Type.IsAddress
                        ? AddressCell.Explain(cell, RowRules.Place(Line, field.Name))
                        : new Fault("list.bad-value", $"{CellText.Show(cell)} is no {field.Type}.", RowRules.Place(Line, field.Name), "Numbers are decimal or 0x and digits, words 0x and all their digits, flags true or false.");
                }

                if (fault is null && field.Name == LeafField.Account)
                    RowRules.CheckAccount(new Address(word[12..]), Line, field.Name, options.Allow, log, 0);
                if (fault is null && field.Name == LeafField.Amount)
                    RowRules.CheckAmount(new UInt256(word), Line, field.Name, options.Allow, log, 0);
                if (fault is not null)
                    log.Add(fault with { Line = Line, Column = Encoding.UTF8.GetCharCount(line[..cells[_places[i]].Start]) + 1 });
                ok &= fault is null;
                row[i] = new Hash32(word);
            }

            if (!ok)
                return;
            _rows.Add(row);
            _lines.Add(Line);
        }

        private Fault RowFault(string code, string message, string hint) => new(code, message, $"row {Line}", hint) { Line = Line };
    }
}
