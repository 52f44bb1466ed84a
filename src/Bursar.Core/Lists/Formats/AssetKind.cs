namespace Bursar.Core.Lists.Formats;

/// <summary>What kind of thing a row of a list gives.</summary>
public enum AssetKind
{
    /// <summary>The list does not say; whoever uses it knows.</summary>
    Unstated,

    /// <summary>The chain's own coin.</summary>
    Native,

    /// <summary>A fungible token (ERC-20).</summary>
    Erc20,

    /// <summary>A single thing with an id (ERC-721).</summary>
    Erc721,

    /// <summary>Some of the things with an id (ERC-1155).</summary>
    Erc1155,

    /// <summary>A collectible of either standard: Safe's <c>nft</c>, which asks the contract.</summary>
    Collectible,
}
