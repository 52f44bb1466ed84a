using System.Globalization;
using Bursar.Core.Faults;

namespace Bursar.Core.Trees;

/// <summary>A kind of tree: its shape, and for sharded trees the number of hexadecimal digits that make a shard.</summary>
/// <remarks>Text: <c>standard</c>, <c>packed</c>, <c>sharded:2</c>.</remarks>
public readonly record struct TreeKind
{
    /// <summary>Most digits of a shard.</summary>
    public const int MaxNybbles = 4;

    private TreeKind(TreeShape shape, int nybbles)
    {
        Shape = shape;
        Nybbles = nybbles;
    }

    /// <summary>OpenZeppelin's <c>StandardMerkleTree</c> over (address, uint256).</summary>
    public static TreeKind Standard => default;

    /// <summary>One flat tree of packed leaves, as thirdweb and many others have it.</summary>
    public static TreeKind Packed => new(TreeShape.Packed, 0);

    /// <summary>The shape.</summary>
    public TreeShape Shape { get; }

    /// <summary>Hexadecimal digits of the account that make a shard; 0 for other shapes.</summary>
    public int Nybbles { get; }

    /// <summary>Shards by the first <paramref name="nybbles"/> hexadecimal digits of the account, 1 to 4; ENS has 2.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Another number.</exception>
    public static TreeKind Sharded(int nybbles)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(nybbles, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(nybbles, MaxNybbles);
        return new TreeKind(TreeShape.Sharded, nybbles);
    }

    /// <summary>Reads <c>standard</c>, <c>packed</c> or <c>sharded:N</c>.</summary>
    public static Result<TreeKind> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out TreeKind kind)
            ? Result<TreeKind>.Ok(kind)
            : new Fault("tree.unknown-kind", $"{Lists.CellText.Show(text)} is no kind of tree.", null,
                $"Kinds: standard, packed, sharded:N with N from 1 to {MaxNybbles}.");
    }

    /// <summary>Reads <c>standard</c>, <c>packed</c> or <c>sharded:N</c>.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out TreeKind kind)
    {
        kind = default;
        switch (text)
        {
            case "standard":
                return true;
            case "packed":
                kind = Packed;
                return true;
            default:
                const string Prefix = "sharded:";
                if (text.Length != Prefix.Length + 1 || !text.StartsWith(Prefix, StringComparison.Ordinal) || text[^1] is < '1' or > '4')
                    return false;
                kind = Sharded(text[^1] - '0');
                return true;
        }
    }

    /// <summary>The text that <see cref="Parse"/> reads.</summary>
    public override string ToString() => Shape switch
    {
        TreeShape.Packed => "packed",
        TreeShape.Sharded => string.Create(CultureInfo.InvariantCulture, $"sharded:{Nybbles}"),
        _ => "standard",
    };
}
