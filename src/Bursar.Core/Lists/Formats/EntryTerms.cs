using Bursar.Evm.Primitives;

namespace Bursar.Core.Lists.Formats;

/// <summary>What a row says beyond account, asset and amount.</summary>
public sealed record EntryTerms
{
    /// <summary>Id of the collectible (ERC-721, ERC-1155).</summary>
    public UInt256? TokenId { get; init; }

    /// <summary>What the amount is for (Merkl, Uniswap).</summary>
    public string? Reason { get; init; }

    /// <summary>Price of one, in whole units of <see cref="Currency"/>, with as many digits after the point as it needs (thirdweb).</summary>
    public Amount? Price { get; init; }

    /// <summary>The currency of <see cref="Price"/>; the zero address and thirdweb's 0xEeee… stand for the native coin.</summary>
    public Address? Currency { get; init; }

    /// <summary>When the amount is released (Sablier).</summary>
    public StreamTerms? Stream { get; init; }
}
