using System.Diagnostics.CodeAnalysis;

namespace Bursar.Core.Lists.Formats;

/// <summary>What a list can say beyond accounts and amounts.</summary>
[Flags]
public enum ListFields
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Which token.</summary>
    Token = 1,

    /// <summary>Ids of collectibles.</summary>
    Id = 2,

    /// <summary>Positions in an indexed tree.</summary>
    Index = 4,

    /// <summary>What amounts are for.</summary>
    Reason = 8,

    /// <summary>Prices.</summary>
    Price = 16,

    /// <summary>Currencies of prices.</summary>
    Currency = 32,

    /// <summary>When amounts are released.</summary>
    Schedule = 64,
}

/// <summary>The text form of <see cref="ListFields"/>, as in <c>--drop reason,index</c>.</summary>
public static class ListFieldsText
{
    /// <summary>All names.</summary>
    public static IReadOnlyList<string> Names { get; } = ["token", "id", "index", "reason", "price", "currency", "schedule"];

    /// <summary>Reads names separated by commas; an empty text is none.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="fields">What it names.</param>
    /// <param name="unknown">The first word that names nothing.</param>
    public static bool TryParse(string text, out ListFields fields, [NotNullWhen(false)] out string? unknown)
    {
        fields = ListFields.None;
        unknown = null;
        foreach (string word in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            int at = Names.IndexOf(word);
            if (at < 0)
            {
                unknown = word;
                return false;
            }

            fields |= (ListFields)(1 << at);
        }

        return true;
    }

    /// <summary>The names of <paramref name="fields"/>, separated by commas.</summary>
    public static string Format(ListFields fields) =>
        string.Join(", ", Names.Where((_, i) => ((int)fields & (1 << i)) != 0));

    private static int IndexOf(this IReadOnlyList<string> names, string word)
    {
        for (int i = 0; i < names.Count; i++)
        {
            if (names[i] == word)
                return i;
        }

        return -1;
    }
}
