namespace Bursar.Core.Launch;

/// <summary>How the tree of a drop is built: <c>standard</c>, <c>packed</c> or <c>sharded:N</c>.</summary>
/// <param name="Kind">Which kind of tree.</param>
/// <param name="Nybbles">For <see cref="DropFormatKind.Sharded"/>: hexadecimal digits of the account that name a shard, 1 to <see cref="MaxNybbles"/>; otherwise 0.</param>
public readonly record struct DropFormat(DropFormatKind Kind, int Nybbles = 0)
{
    /// <summary>Most digits that a shard's name has (65,536 shards).</summary>
    public const int MaxNybbles = 4;

    /// <summary>The default: a standard tree.</summary>
    public static DropFormat Standard => default;

    /// <summary>Reads <c>standard</c>, <c>packed</c> or <c>sharded:1</c> to <c>sharded:4</c>.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out DropFormat format)
    {
        const string Sharded = "sharded:";
        format = default;
        if (text is "standard")
            return true;
        if (text is "packed")
        {
            format = new DropFormat(DropFormatKind.Packed);
            return true;
        }

        if (!text.StartsWith(Sharded, StringComparison.Ordinal) || text.Length != Sharded.Length + 1)
            return false;
        int nybbles = text[^1] - '0';
        if (nybbles is < 1 or > MaxNybbles)
            return false;
        format = new DropFormat(DropFormatKind.Sharded, nybbles);
        return true;
    }

    /// <summary>The text that launch files have.</summary>
    public override string ToString() => Kind switch
    {
        DropFormatKind.Packed => "packed",
        DropFormatKind.Sharded => $"sharded:{Nybbles}",
        _ => "standard",
    };
}
