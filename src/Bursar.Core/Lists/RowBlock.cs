using Bursar.Evm.Primitives;

namespace Bursar.Core.Lists;

/// <summary>A piece of a list's text that ends with a line, and what a <see cref="RowBlockParser"/> found in it.</summary>
internal sealed class RowBlock
{
    /// <summary>Bytes beyond the text that may be read, but hold nothing.</summary>
    internal const int Padding = 64;

    /// <summary>A line that is no sound row of two cells; what is wrong with it, if anything, is found out in the order of lines.</summary>
    internal readonly record struct OddLine(int Line, int Start, int Length);

    /// <summary>Place among the blocks of a text, from 0.</summary>
    internal int Sequence { get; set; }

    /// <summary>The text, followed by <see cref="Padding"/>; null once it is no longer needed.</summary>
    internal byte[]? Text { get; set; }

    /// <summary>Bytes of the text.</summary>
    internal int Length { get; set; }

    /// <summary>Lines in the text.</summary>
    internal int Lines { get; set; }

    /// <summary>Lines of the list before this block.</summary>
    internal int LinesBefore { get; set; }

    /// <summary>Room for rows, of which the first <see cref="Count"/> are.</summary>
    internal RecipientRow[] Rows { get; set; } = [];

    /// <summary>Number of sound rows.</summary>
    internal int Count { get; set; }

    /// <summary>The line of each row within the block, from 1; null when every line is a row.</summary>
    internal int[]? RowLines { get; set; }

    /// <summary>The other lines, in their order.</summary>
    internal List<OddLine> Odd { get; } = [];

    /// <summary>Sum of the rows; null when it is above 2^256 − 1.</summary>
    internal UInt256? Total { get; set; }

    /// <summary>The line of row <paramref name="row"/> in the list.</summary>
    internal int LineOf(int row) => LinesBefore + (RowLines is null ? row + 1 : RowLines[row]);
}
