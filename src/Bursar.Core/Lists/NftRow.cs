using Bursar.Evm.Primitives;

namespace Bursar.Core.Lists;

/// <summary>An NFT that somebody receives.</summary>
/// <param name="Account">Who receives.</param>
/// <param name="Id">The id.</param>
/// <param name="Amount">How many of it: 1 where each exists once.</param>
public readonly record struct NftRow(Address Account, UInt256 Id, UInt256 Amount);
