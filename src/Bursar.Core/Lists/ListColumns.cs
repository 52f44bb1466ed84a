using System.Text;
using Bursar.Core.Faults;

namespace Bursar.Core.Lists;

/// <summary>Which cell of a row is the account and which the amount, and what the columns are called.</summary>
internal readonly record struct ListColumns(int Account, int Amount, string AccountName, string AmountName)
{
    private const int MostShown = 16;

    private static readonly string[] AccountNames = ["address", "account", "recipient", "receiver", "user", "to"];
    private static readonly string[] AmountNames = ["amount", "quantity", "value"];

    /// <summary>What holds without a header.</summary>
    internal static ListColumns Default => new(0, 1, "address", "amount");

    /// <summary>True when the cells of the first line are names of columns rather than a row.</summary>
    internal static bool IsHeader(ReadOnlySpan<byte> line, ReadOnlySpan<CellSplitter.Cell> cells)
    {
        bool words = true;
        foreach (CellSplitter.Cell cell in cells)
        {
            ReadOnlySpan<byte> text = cell.Of(line);
            if (IndexOf(AccountNames, text) >= 0 || IndexOf(AmountNames, text) >= 0)
                return true;
            words &= IsWord(text);
        }

        return words;
    }

    /// <summary>Reads the header.</summary>
    /// <param name="line">The line.</param>
    /// <param name="cells">Its first cells.</param>
    /// <param name="count">Number of all its cells.</param>
    /// <param name="lineNumber">Its number.</param>
    /// <param name="columns">The columns.</param>
    /// <returns>Null, or why these are not the columns of a plain list.</returns>
    internal static Fault? Read(ReadOnlySpan<byte> line, ReadOnlySpan<CellSplitter.Cell> cells, int count, int lineNumber, out ListColumns columns)
    {
        columns = Default;
        if (count == 2)
        {
            ReadOnlySpan<byte> first = cells[0].Of(line);
            ReadOnlySpan<byte> second = cells[1].Of(line);
            bool accountFirst = IndexOf(AccountNames, first) >= 0 && IndexOf(AmountNames, second) >= 0;
            bool amountFirst = IndexOf(AmountNames, first) >= 0 && IndexOf(AccountNames, second) >= 0;
            if (accountFirst || amountFirst)
            {
                string firstName = Encoding.ASCII.GetString(first).ToLowerInvariant();
                string secondName = Encoding.ASCII.GetString(second).ToLowerInvariant();
                columns = accountFirst ? new(0, 1, firstName, secondName) : new(1, 0, secondName, firstName);
                return null;
            }
        }

        var names = new StringBuilder();
        foreach (CellSplitter.Cell cell in cells[..Math.Min(count, Math.Min(cells.Length, MostShown))])
            names.Append(names.Length == 0 ? "" : ", ").Append(CellText.Show(cell.Of(line)));
        if (count > MostShown)
            names.Append(", …");
        return new Fault("list.columns", $"The columns are {names}; a plain list has two: an account and an amount.", $"row {lineNumber}",
            "Keep the columns address and amount only. Names that are known: " +
            $"{string.Join(", ", AccountNames)}; {string.Join(", ", AmountNames)}.")
        { Line = lineNumber, Column = 1 };
    }

    private static int IndexOf(string[] names, ReadOnlySpan<byte> cell)
    {
        if (cell.Length > 16)
            return -1;
        for (int i = 0; i < names.Length; i++)
        {
            if (Ascii.EqualsIgnoreCase(cell, names[i]))
                return i;
        }

        return -1;
    }

    private static bool IsWord(ReadOnlySpan<byte> cell)
    {
        if (cell.IsEmpty || !(char.IsAsciiLetter((char)cell[0]) || cell[0] == '_'))
            return false;
        foreach (byte b in cell)
        {
            if (!char.IsAsciiLetterOrDigit((char)b) && !"_- ()/#%"u8.Contains(b))
                return false;
        }

        return true;
    }
}
