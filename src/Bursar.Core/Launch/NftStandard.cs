namespace Bursar.Core.Launch;

/// <summary>Standards of NFTs.</summary>
public enum NftStandard
{
    /// <summary>Each id exists once.</summary>
    Erc721,

    /// <summary>Of each id there may be many.</summary>
    Erc1155,
}
