using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Bursar.Evm.Primitives;

namespace Bursar.Evm.Uris;

/// <summary>An account on a chain of any kind as CAIP-10 names it: <c>eip155:1:0xd8dA…</c>.</summary>
public sealed record Caip10
{
    private static readonly SearchValues<char> AccountCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.%");

    private Caip10(Caip2 chain, string account)
    {
        Chain = chain;
        Account = account;
    }

    /// <summary>An account of an EVM chain.</summary>
    public Caip10(ChainId chain, Address address)
        : this(new Caip2(chain), address.ToString())
    {
    }

    /// <summary>The chain.</summary>
    public Caip2 Chain { get; }

    /// <summary>The account: 1 to 128 letters, digits, hyphens, dots and percent signs. Of an EVM chain, the address with its checksum.</summary>
    public string Account { get; }

    /// <summary>The address; null on other kinds of chains.</summary>
    public Address? Address => Chain.Namespace == Caip2.Eip155 ? Primitives.Address.Parse(Account) : null;

    /// <summary>Reads an account. That of an EVM chain must be an address; one with a checksum must have the right one.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out Caip10? account)
    {
        account = null;
        int colon = text.LastIndexOf(':');
        if (colon < 0 || !Caip2.TryParse(text[..colon], out Caip2? chain))
            return false;
        ReadOnlySpan<char> rest = text[(colon + 1)..];
        if (rest.Length is 0 or > 128 || rest.ContainsAnyExcept(AccountCharacters))
            return false;
        string shown = new(rest);
        if (chain.Namespace == Caip2.Eip155)
        {
            if (!Primitives.Address.TryParse(rest, out Address address))
                return false;
            shown = address.ToString();
        }

        account = new Caip10(chain, shown);
        return true;
    }

    /// <summary>Reads an account.</summary>
    /// <exception cref="FormatException">The text has another shape.</exception>
    public static Caip10 Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out Caip10? account) ? account : throw new FormatException("not an account as CAIP-10 names it, such as eip155:1: and an address");

    /// <summary>Chain and account with a colon between them.</summary>
    public override string ToString() => $"{Chain}:{Account}";
}
