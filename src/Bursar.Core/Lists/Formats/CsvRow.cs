using System.Text;
using Bursar.Core.Faults;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Lists.Formats;

/// <summary>One line of a CSV file with named columns.</summary>
internal readonly ref struct CsvRow(ReadOnlySpan<byte> line, ReadOnlySpan<CellSplitter.Cell> cells, int number, CsvColumns columns, FaultLog log)
{
    private readonly ReadOnlySpan<byte> _line = line;
    private readonly ReadOnlySpan<CellSplitter.Cell> _cells = cells;

    internal int Number => number;

    /// <summary>The cell of a column; empty when the header or the line does not have it.</summary>
    internal ReadOnlySpan<byte> this[int column] => columns.At(column) is int at && at >= 0 && at < _cells.Length ? _cells[at].Of(_line) : [];

    internal string Text(int column) => Encoding.UTF8.GetString(this[column]);

    internal string Place(int column) => RowRules.Place(number, columns.Name(column));

    /// <summary>Notes a fault of a cell; its place is filled in when it has none.</summary>
    internal void Fault(int column, Fault fault) => log.Add(fault with { Field = fault.Field ?? Place(column), Line = number, Column = PositionOf(column) });

    /// <summary>Reads an address; false after a fault.</summary>
    internal bool TryAddress(int column, out Address address)
    {
        if (AddressCell.TryRead(this[column], out address))
            return true;
        if (log.IsFull)
            log.Skip();
        else
            Fault(column, AddressCell.Explain(this[column], Place(column)));
        return false;
    }

    /// <summary>Reads an amount; false after a fault.</summary>
    internal bool TryAmount(int column, byte? decimals, out UInt256 amount)
    {
        if (AmountCell.TryRead(this[column], decimals, out amount))
            return true;
        if (log.IsFull)
            log.Skip();
        else
            Fault(column, AmountCell.Explain(this[column], decimals, Place(column)));
        return false;
    }

    /// <summary>Reads a whole number; false after a fault.</summary>
    internal bool TryNumber(int column, ulong least, ulong most, out ulong value)
    {
        if (TryAmount(column, null, out UInt256 number) && number.FitsUInt64 && (ulong)number is ulong fits && fits >= least && fits <= most)
        {
            value = fits;
            return true;
        }

        value = 0;
        if (AmountCell.TryRead(this[column], null, out _))
            Fault(column, new Fault("list.bad-number", $"{CellText.Show(this[column])} is not between {least} and {most}.", null, "Write a whole number within these bounds."));
        return false;
    }

    private int PositionOf(int column) => columns.At(column) is int at && at >= 0 && at < _cells.Length ? Encoding.UTF8.GetCharCount(_line[.._cells[at].Start]) + 1 : 0;
}
