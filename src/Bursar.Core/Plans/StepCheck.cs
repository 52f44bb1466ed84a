using Bursar.Evm.Primitives;

namespace Bursar.Core.Plans;

/// <summary>How the chain tells that a step's effect exists: by code at an address, or by what a call returns.</summary>
/// <param name="Target">The address that is looked at or called.</param>
/// <param name="CallData">Null to ask for code at <paramref name="Target"/>; otherwise the call to make.</param>
/// <param name="Expect">With a call: the returned bytes that mean "done".</param>
public sealed record StepCheck(Address Target, byte[]? CallData = null, byte[]? Expect = null);
