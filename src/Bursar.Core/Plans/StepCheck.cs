using Bursar.Evm.Primitives;

namespace Bursar.Core.Plans;

/// <summary>How the chain tells that a step's effect exists: by code at an address, or by what a call returns.</summary>
/// <param name="Target">The address that is looked at or called.</param>
/// <param name="CallData">Null to ask for code at <paramref name="Target"/>; otherwise the call to make.</param>
/// <param name="Expect">With a call: the bytes that an answer begins with when it is done; null when no state of the chain says so.</param>
public sealed record StepCheck(Address Target, byte[]? CallData = null, byte[]? Expect = null)
{
    /// <summary>For an effect that may be wanted many times, such as a transfer: the chain cannot tell one from another, only the journal can.</summary>
    public static StepCheck JournalOnly(Address target) => new(target, [], null);
}
