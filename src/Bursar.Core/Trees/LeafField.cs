using System.Diagnostics.CodeAnalysis;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Trees;

/// <summary>One field of a leaf: a column of the rows, or a constant.</summary>
/// <param name="Name">Name of the column. <c>account</c>, <c>amount</c> and <c>index</c> have a meaning of their own; other names are columns of the file.</param>
/// <param name="Type">Its type.</param>
/// <param name="Constant">The word when it is the same in every leaf; null for a column.</param>
/// <remarks>Text: <c>address account</c>, <c>uint256 network = 0</c>.</remarks>
public sealed record LeafField(string Name, LeafType Type, Hash32? Constant = null)
{
    /// <summary>Who receives.</summary>
    public const string Account = "account";

    /// <summary>How much, in base units.</summary>
    public const string Amount = "amount";

    /// <summary>The number that the leaf carries.</summary>
    public const string Index = "index";

    private const int LongestName = 32;

    /// <summary>True when the field is a column beyond account, amount and index.</summary>
    internal bool IsColumn => Constant is null && Name is not (Account or Amount or Index);

    /// <summary>Reads <c>type name</c> or <c>type name = value</c>.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out LeafField? field)
    {
        ArgumentNullException.ThrowIfNull(text);
        field = null;
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        ReadOnlySpan<char> head = (equals < 0 ? text : text.AsSpan(0, equals)).Trim();
        int blank = head.IndexOf(' ');
        if (blank < 0 || !LeafType.TryParse(head[..blank], out LeafType type))
            return false;
        string name = head[blank..].Trim().ToString();
        if (!IsName(name))
            return false;
        if (equals < 0)
        {
            field = new LeafField(name, type);
            return !(name == Account && type != LeafType.OfAddress) && !(name is Amount or Index && !type.IsNumber);
        }

        Span<byte> word = stackalloc byte[32];
        if (!type.TryRead(System.Text.Encoding.UTF8.GetBytes(text[(equals + 1)..].Trim()), word))
            return false;
        field = new LeafField(name, type, new Hash32(word));
        return true;
    }

    /// <summary>The text that <see cref="TryParse"/> reads.</summary>
    public override string ToString() => Constant is { } word ? $"{Type} {Name} = {Type.Show(word.Span)}" : $"{Type} {Name}";

    private static bool IsName(string name) => name.Length is >= 1 and <= LongestName && char.IsAsciiLetter(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
