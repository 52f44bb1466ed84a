using Bursar.Evm.Primitives;

namespace Bursar.Core.Lists.Formats;

/// <summary>What a row of a list gives: a kind, and the token's contract where the kind has one.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Token">The contract; zero for <see cref="AssetKind.Unstated"/> and <see cref="AssetKind.Native"/>.</param>
public readonly record struct Asset(AssetKind Kind, Address Token) : IComparable<Asset>
{
    /// <summary>Decimals of the native coin, on every EVM chain.</summary>
    public const byte NativeDecimals = 18;

    /// <summary>The list does not say.</summary>
    public static Asset Unstated => default;

    /// <summary>The chain's own coin.</summary>
    public static Asset Native => new(AssetKind.Native, default);

    /// <summary>True for things that are counted by amount alone.</summary>
    public bool IsFungible => Kind is AssetKind.Unstated or AssetKind.Native or AssetKind.Erc20;

    /// <summary>A fungible token.</summary>
    public static Asset Erc20(Address token) => new(AssetKind.Erc20, token);

    /// <summary>Reads <c>native</c> or the address of an ERC-20 token.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Asset asset)
    {
        asset = Native;
        if (text is "native")
            return true;
        bool ok = Address.TryParse(text, out Address token) && !token.IsZero;
        asset = ok ? Erc20(token) : default;
        return ok;
    }

    /// <summary>By kind, then by contract.</summary>
    public int CompareTo(Asset other) => Kind != other.Kind ? Kind.CompareTo(other.Kind) : Token.CompareTo(other.Token);

    /// <summary>For people: <c>native</c>, the token's address, or the kind and the address of collectibles.</summary>
    public override string ToString() => Kind switch
    {
        AssetKind.Unstated => "unstated",
        AssetKind.Native => "native",
        AssetKind.Erc20 => Token.ToString(),
        AssetKind.Erc721 => $"erc721 {Token}",
        AssetKind.Erc1155 => $"erc1155 {Token}",
        _ => $"nft {Token}",
    };

    /// <summary>Earlier in the order.</summary>
    public static bool operator <(Asset left, Asset right) => left.CompareTo(right) < 0;

    /// <summary>Later in the order.</summary>
    public static bool operator >(Asset left, Asset right) => left.CompareTo(right) > 0;

    /// <summary>Earlier in the order, or equal.</summary>
    public static bool operator <=(Asset left, Asset right) => left.CompareTo(right) <= 0;

    /// <summary>Later in the order, or equal.</summary>
    public static bool operator >=(Asset left, Asset right) => left.CompareTo(right) >= 0;
}
