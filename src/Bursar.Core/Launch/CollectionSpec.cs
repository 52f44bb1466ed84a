using Bursar.Evm.Primitives;

namespace Bursar.Core.Launch;

/// <summary>A collection of NFTs (ERC-721) that exists already.</summary>
public sealed record CollectionSpec : TokenSpec
{
    /// <summary>Its contract.</summary>
    public required Address Address { get; init; }
}
