using Bursar.Evm.Primitives;

namespace Bursar.Core.Safes;

/// <summary>A contract of a release of Safe: the same address on every chain, because its deployment follows from its code alone.</summary>
/// <param name="Name">Its name in the published package.</param>
/// <param name="Address">Where it stands.</param>
/// <param name="Code">Keccak-256 of its code.</param>
public sealed record SafeContract(string Name, Address Address, Hash32 Code);
