using Bursar.Evm.Primitives;

namespace Bursar.Core.Safes;

/// <summary>One call among several that a Safe makes in one transaction.</summary>
/// <param name="To">Receiver.</param>
/// <param name="Value">Native coin sent along, in wei.</param>
/// <param name="Data">Calldata.</param>
public sealed record SafeCall(Address To, UInt256 Value, byte[] Data);
