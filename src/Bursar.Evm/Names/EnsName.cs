using System.Diagnostics.CodeAnalysis;
using System.Text;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;

namespace Bursar.Evm.Names;

/// <summary>
/// A normalised ENS name, such as <c>vitalik.eth</c>. Only names of ASCII characters are taken (upper case becomes lower case): for them ENSIP-15 is a
/// few rules, for all others it needs tables of confusable characters, and a name that is normalised wrongly belongs to somebody else.
/// </summary>
public sealed class EnsName : IEquatable<EnsName>
{
    /// <summary>Most bytes of a name, and of one label.</summary>
    public const int MaxLength = 255;

    private EnsName(string text)
    {
        Text = text;
        Node = Namehash(text);
    }

    /// <summary>The normalised name.</summary>
    public string Text { get; }

    /// <summary>Its labels, from the left.</summary>
    public IReadOnlyList<string> Labels => Text.Split('.');

    /// <summary>The name's hash, by which contracts know it (ERC-137, "namehash").</summary>
    public Hash32 Node { get; }

    /// <summary>The name under which an address names itself (ENSIP-3): <c>d8da….addr.reverse</c>.</summary>
    public static EnsName ReverseOf(Address address) => new(Convert.ToHexStringLower(address.Span) + ".addr.reverse");

    /// <summary>Normalises a name.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out EnsName? name) => TryParse(text, out name, out _);

    /// <summary>Normalises a name, or says why it cannot be used.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out EnsName? name, out EnsNameError error)
    {
        name = null;
        error = text.Length > MaxLength ? EnsNameError.TooLong : EnsNameError.EmptyLabel;
        if (text.Length is 0 or > MaxLength)
            return false;
        Span<char> lower = stackalloc char[text.Length];
        for (int i = 0; i < text.Length; i++)
            lower[i] = char.IsAsciiLetterUpper(text[i]) ? (char)(text[i] | 0x20) : text[i];
        foreach (Range range in lower.Split('.'))
        {
            error = Check(lower[range]);
            if (error != EnsNameError.None)
                return false;
        }

        name = new EnsName(new string(lower));
        return true;
    }

    /// <summary>Normalises a name.</summary>
    /// <exception cref="FormatException">It cannot be used; the message says why.</exception>
    public static EnsName Parse(ReadOnlySpan<char> text) => TryParse(text, out EnsName? name, out EnsNameError error)
        ? name
        : throw new FormatException(error switch
        {
            EnsNameError.EmptyLabel => "a name has labels with dots between them, and none of them is empty",
            EnsNameError.TooLong => $"a name has at most {MaxLength} characters",
            EnsNameError.NotAscii => "the name has characters outside ASCII, which are not normalised here: look its address up elsewhere, and use that",
            EnsNameError.Character => "a name has letters, digits, '-', '_' and '$'",
            EnsNameError.Underscore => "underscores stand at the start of a label only",
            _ => "the third and fourth characters of a label cannot both be hyphens",
        });

    /// <summary>The hash of a name (ERC-137): that of the empty name is zero; a name's is that of its parent's hash and its first label's.</summary>
    /// <param name="normalised">A name that is normalised already; it is hashed as it is.</param>
    public static Hash32 Namehash(string normalised)
    {
        Span<byte> node = stackalloc byte[64];
        node.Clear();
        string rest = normalised;
        while (rest.Length > 0)
        {
            int dot = rest.LastIndexOf('.');
            Keccak256.Hash(Encoding.UTF8.GetBytes(rest[(dot + 1)..]), node[32..]);
            Keccak256.Hash(node, node[..32]);
            rest = dot < 0 ? "" : rest[..dot];
        }

        return new Hash32(node[..32]);
    }

    /// <summary>The name as DNS writes it, which resolvers for many names take (ENSIP-10): each label with its length in front, and a zero at the end.</summary>
    public byte[] ToDnsBytes()
    {
        byte[] bytes = new byte[Text.Length + 2];
        int at = 0;
        foreach (string label in Labels)
        {
            bytes[at++] = (byte)label.Length;
            at += Encoding.ASCII.GetBytes(label, bytes.AsSpan(at));
        }

        return bytes;
    }

    /// <inheritdoc/>
    public bool Equals(EnsName? other) => other is not null && Text == other.Text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as EnsName);

    /// <inheritdoc/>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <summary>The normalised name.</summary>
    public override string ToString() => Text;

    private static EnsNameError Check(ReadOnlySpan<char> label)
    {
        if (label.IsEmpty)
            return EnsNameError.EmptyLabel;
        bool begun = false;
        foreach (char c in label)
        {
            if (c > 0x7f)
                return EnsNameError.NotAscii;
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c is not ('-' or '_' or '$'))
                return EnsNameError.Character;
            if (c == '_' && begun)
                return EnsNameError.Underscore;
            begun |= c != '_';
        }

        return label.Length >= 4 && label[2] == '-' && label[3] == '-' ? EnsNameError.LabelExtension : EnsNameError.None;
    }
}
