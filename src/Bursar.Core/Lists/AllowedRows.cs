using System.Diagnostics.CodeAnalysis;

namespace Bursar.Core.Lists;

/// <summary>Kinds of rows that a list may hold only when they are named.</summary>
[Flags]
public enum AllowedRows
{
    /// <summary>None: such rows are faults.</summary>
    None = 0,

    /// <summary>Rows to the zero address.</summary>
    ZeroAddress = 1,

    /// <summary>Rows of amount 0.</summary>
    ZeroAmount = 2,

    /// <summary>Several rows of one account; they stay separate rows.</summary>
    Duplicates = 4,

    /// <summary>All of them.</summary>
    All = ZeroAddress | ZeroAmount | Duplicates,
}

/// <summary>The text form of <see cref="AllowedRows"/>, as in <c>--allow zero-address,zero-amount,duplicates</c>.</summary>
public static class AllowedRowsText
{
    /// <summary>Reads a comma-separated list of <c>zero-address</c>, <c>zero-amount</c> and <c>duplicates</c>; an empty text is none.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="allowed">The flags that it names.</param>
    /// <param name="unknown">The first word that names none.</param>
    public static bool TryParse(ReadOnlySpan<char> text, out AllowedRows allowed, [NotNullWhen(false)] out string? unknown)
    {
        allowed = AllowedRows.None;
        unknown = null;
        if (text.Trim().IsEmpty)
            return true;
        AllowedRows flags = AllowedRows.None;
        foreach (Range range in text.Split(','))
        {
            ReadOnlySpan<char> word = text[range].Trim();
            AllowedRows flag = word switch
            {
                "zero-address" => AllowedRows.ZeroAddress,
                "zero-amount" => AllowedRows.ZeroAmount,
                "duplicates" => AllowedRows.Duplicates,
                _ => AllowedRows.None,
            };
            if (flag == AllowedRows.None)
            {
                unknown = word.ToString();
                return false;
            }

            flags |= flag;
        }

        allowed = flags;
        return true;
    }

    /// <summary>The words of <paramref name="allowed"/>, separated by commas.</summary>
    public static string Format(AllowedRows allowed)
    {
        var words = new List<string>(3);
        if (allowed.HasFlag(AllowedRows.ZeroAddress))
            words.Add("zero-address");
        if (allowed.HasFlag(AllowedRows.ZeroAmount))
            words.Add("zero-amount");
        if (allowed.HasFlag(AllowedRows.Duplicates))
            words.Add("duplicates");
        return string.Join(',', words);
    }
}
