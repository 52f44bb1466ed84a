using System.Text;
using Bursar.Core.Faults;

namespace Bursar.Core.Lists.Formats;

/// <summary>Where the columns that a format knows stand in a header, in any order and case.</summary>
internal sealed class CsvColumns
{
    /// <summary>Most cells that a line of any format has.</summary>
    internal const int Room = 24;

    private readonly string[] _known;
    private readonly int[] _places;

    private CsvColumns(string[] known, int[] places, int count)
    {
        _known = known;
        _places = places;
        Count = count;
    }

    /// <summary>Cells of the header.</summary>
    internal int Count { get; }

    /// <summary>The cell of a column; −1 when the header has none.</summary>
    internal int At(int column) => _places[column];

    internal bool Has(int column) => _places[column] >= 0;

    internal string Name(int column) => _known[column];

    /// <summary>Reads a header.</summary>
    /// <param name="line">The line.</param>
    /// <param name="cells">Its first cells.</param>
    /// <param name="count">Number of its cells.</param>
    /// <param name="known">Names that the format knows; several names of one column are separated by a bar, the first is shown.</param>
    /// <param name="format">The format, for faults.</param>
    /// <param name="lineNumber">Number of the line.</param>
    /// <param name="columns">The columns.</param>
    /// <returns>Null, or what is wrong with the header.</returns>
    internal static Fault? Read(
        ReadOnlySpan<byte> line, ReadOnlySpan<CellSplitter.Cell> cells, int count, string[] known, ListFormat format, int lineNumber, out CsvColumns columns)
    {
        int[] places = new int[known.Length];
        places.AsSpan().Fill(-1);
        string[] shown = [.. known.Select(k => k.Split('|')[0])];
        columns = new CsvColumns(shown, places, count);
        for (int i = 0; i < Math.Min(count, cells.Length); i++)
        {
            ReadOnlySpan<byte> cell = cells[i].Of(line);
            int at = Find(known, cell);
            if (at >= 0 && places[at] < 0)
            {
                shown[at] = Encoding.ASCII.GetString(cell);
                places[at] = i;
                continue;
            }

            string what = at < 0 ? $"The column {CellText.Show(cell)} is not known in the format {format.Name()}." : $"The column {shown[at]} stands in the header twice.";
            return Fault(what, shown, format, lineNumber) with { Column = Encoding.UTF8.GetCharCount(line[..cells[i].Start]) + 1 };
        }

        return count <= cells.Length ? null : Fault($"The header has {count} columns.", shown, format, lineNumber);
    }

    /// <summary>A header without a column that the format needs.</summary>
    internal static Fault Missing(string column, string[] known, ListFormat format, int lineNumber) =>
        Fault($"The column {column} is missing, which the format {format.Name()} needs.", [.. known.Select(k => k.Split('|')[0])], format, lineNumber);

    private static Fault Fault(string message, string[] shown, ListFormat format, int lineNumber) =>
        new Fault("list.columns", message, $"row {lineNumber}", $"Columns of {format.Name()}: {string.Join(", ", shown)}. Choose another format with --list-format, or remove what is too much.") { Line = lineNumber };

    /// <summary>The number of the known column that a cell names; −1 when it names none.</summary>
    internal static int Find(string[] known, ReadOnlySpan<byte> cell)
    {
        if (cell.Length > 32)
            return -1;
        for (int i = 0; i < known.Length; i++)
        {
            ReadOnlySpan<char> names = known[i];
            foreach (Range range in names.Split('|'))
            {
                if (Ascii.EqualsIgnoreCase(cell, names[range]))
                    return i;
            }
        }

        return -1;
    }
}
