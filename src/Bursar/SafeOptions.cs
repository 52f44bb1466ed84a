using Bursar.Core.Safes;
using Bursar.Evm.Primitives;

namespace Bursar;

/// <summary>A Safe that is wanted.</summary>
public sealed record SafeOptions
{
    /// <summary>Its name: with owners and threshold it decides the address. 1 to 64 of a–z, 0–9 and -.</summary>
    public string Name { get; init; } = "treasury";

    /// <summary>Who holds it, in any order.</summary>
    public required IReadOnlyList<Address> Owners { get; init; }

    /// <summary>How many of them have to sign.</summary>
    public required int Threshold { get; init; }

    /// <summary>Release of the contracts; null for the network's first.</summary>
    public SafeRelease? Release { get; init; }
}
