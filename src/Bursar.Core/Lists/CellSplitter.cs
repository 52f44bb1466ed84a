namespace Bursar.Core.Lists;

/// <summary>Cuts a line into cells (RFC 4180, with blanks around cells passed over).</summary>
internal static class CellSplitter
{
    /// <summary>Why a line has no cells.</summary>
    internal const int Unterminated = -1;

    /// <summary>Text stands between a closing quote and the separator.</summary>
    internal const int AfterQuote = -2;

    private static ReadOnlySpan<byte> Separators => ",;\t|"u8;

    /// <summary>Where a cell's content stands in its line, without quotes and blanks.</summary>
    internal readonly record struct Cell(int Start, int Length)
    {
        internal ReadOnlySpan<byte> Of(ReadOnlySpan<byte> line) => line.Slice(Start, Length);
    }

    /// <summary>The separator that ends the first cell of <paramref name="line"/>; 0 when there is none.</summary>
    internal static byte Detect(ReadOnlySpan<byte> line)
    {
        bool quoted = false;
        foreach (byte b in line)
        {
            if (b == '"')
                quoted = !quoted;
            else if (!quoted && Separators.Contains(b))
                return b;
        }

        return 0;
    }

    /// <summary>Another separator that cuts the line into <paramref name="count"/> cells; 0 when none does.</summary>
    internal static byte FindOther(ReadOnlySpan<byte> line, byte separator, int count)
    {
        Span<Cell> cells = stackalloc Cell[8];
        foreach (byte other in Separators)
        {
            if (other != separator && Split(line, other, cells) == count)
                return other;
        }

        return 0;
    }

    /// <summary>Cuts <paramref name="line"/>; cells beyond the room in <paramref name="cells"/> are counted only.</summary>
    /// <returns>The number of cells, or a negative constant of this class.</returns>
    internal static int Split(ReadOnlySpan<byte> line, byte separator, Span<Cell> cells)
    {
        int count = 0;
        int at = 0;
        while (true)
        {
            int start = at;
            while (start < line.Length && IsBlank(line[start], separator))
                start++;
            Cell cell;
            if (start < line.Length && line[start] == '"')
            {
                int end = ClosingQuote(line, start + 1);
                if (end < 0)
                    return Unterminated;
                cell = new Cell(start + 1, end - start - 1);
                at = end + 1;
                while (at < line.Length && IsBlank(line[at], separator))
                    at++;
                if (at < line.Length && line[at] != separator)
                    return AfterQuote;
            }
            else
            {
                int length = line[at..].IndexOf(separator);
                int end = length < 0 ? line.Length : at + length;
                at = end;
                while (end > start && IsBlank(line[end - 1], separator))
                    end--;
                cell = new Cell(start, Math.Max(0, end - start));
            }

            if (count < cells.Length)
                cells[count] = cell;
            count++;
            if (at >= line.Length)
                return count;
            at++;
        }
    }

    private static bool IsBlank(byte b, byte separator) => b == ' ' || (b == '\t' && separator != '\t');

    private static int ClosingQuote(ReadOnlySpan<byte> line, int at)
    {
        while (at < line.Length)
        {
            if (line[at] == '"')
            {
                if (at + 1 == line.Length || line[at + 1] != '"')
                    return at;
                at++;
            }

            at++;
        }

        return -1;
    }
}
