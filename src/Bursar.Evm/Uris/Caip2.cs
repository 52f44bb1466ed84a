using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Bursar.Evm.Primitives;

namespace Bursar.Evm.Uris;

/// <summary>A chain of any kind as CAIP-2 names it: <c>eip155:1</c>.</summary>
public sealed record Caip2
{
    /// <summary>The namespace of EVM chains.</summary>
    public const string Eip155 = "eip155";

    private static readonly SearchValues<char> NamespaceCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");
    private static readonly SearchValues<char> ReferenceCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_");

    private Caip2(string space, string reference)
    {
        Namespace = space;
        Reference = reference;
    }

    /// <summary>An EVM chain.</summary>
    public Caip2(ChainId chain)
        : this(Eip155, chain.ToString())
    {
    }

    /// <summary>The kind of chain: 3 to 8 lower-case letters, digits and hyphens.</summary>
    public string Namespace { get; }

    /// <summary>The chain among those of its kind: 1 to 32 letters, digits, hyphens and underscores. Of an EVM chain, its id in decimal.</summary>
    public string Reference { get; }

    /// <summary>The chain id; null for other kinds of chains, and for an id of more than 64 bits.</summary>
    public ChainId? ChainId => Namespace == Eip155 && ulong.TryParse(Reference, NumberStyles.None, CultureInfo.InvariantCulture, out ulong id) ? new ChainId(id) : null;

    /// <summary>Reads a chain. The reference of an EVM chain must be a decimal number without leading zeros.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out Caip2? chain)
    {
        chain = null;
        int colon = text.IndexOf(':');
        if (colon is < 3 or > 8)
            return false;
        ReadOnlySpan<char> space = text[..colon];
        ReadOnlySpan<char> reference = text[(colon + 1)..];
        if (space.ContainsAnyExcept(NamespaceCharacters) || reference.Length is 0 or > 32 || reference.ContainsAnyExcept(ReferenceCharacters))
            return false;
        if (space.SequenceEqual(Eip155) && (reference.ContainsAnyExceptInRange('0', '9') || (reference[0] == '0' && reference.Length > 1)))
            return false;
        chain = new Caip2(new string(space), new string(reference));
        return true;
    }

    /// <summary>Reads a chain.</summary>
    /// <exception cref="FormatException">The text has another shape.</exception>
    public static Caip2 Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out Caip2? chain) ? chain : throw new FormatException("not a chain as CAIP-2 names it, such as eip155:1");

    /// <summary>Namespace and reference with a colon between them.</summary>
    public override string ToString() => $"{Namespace}:{Reference}";
}
