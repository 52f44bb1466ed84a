using Bursar.Core.Safes;
using Bursar.Evm.Primitives;

namespace Bursar.App.Safes;

/// <summary>A Safe as a chain has it at one block. Its own code and that of the contract behind it were compared with the published ones.</summary>
public sealed record SafeFacts
{
    /// <summary>The Safe.</summary>
    public required Address Address { get; init; }

    /// <summary>Its release.</summary>
    public required SafeRelease Release { get; init; }

    /// <summary>The contract behind it.</summary>
    public required SafeContract Singleton { get; init; }

    /// <summary>The owners, in ascending order.</summary>
    public required IReadOnlyList<Address> Owners { get; init; }

    /// <summary>How many of them have to sign.</summary>
    public required int Threshold { get; init; }

    /// <summary>Number of the next transaction.</summary>
    public required UInt256 Nonce { get; init; }

    /// <summary>Contracts that act for the Safe without any signature.</summary>
    public required IReadOnlyList<Address> Modules { get; init; }

    /// <summary>The contract that is asked about every transaction and can refuse it; null for none.</summary>
    public Address? Guard { get; init; }

    /// <summary>The contract that is asked about everything that modules do; null for none.</summary>
    public Address? ModuleGuard { get; init; }

    /// <summary>What answers calls that the Safe does not know, in the Safe's name; null for none.</summary>
    public Address? FallbackHandler { get; init; }

    /// <summary>The block at which all of this holds.</summary>
    public required ulong Block { get; init; }

    /// <summary>For example <c>2 of 3</c>.</summary>
    public string Rule => $"{Threshold} of {Owners.Count}";

    /// <summary>What lets others act for the Safe, or act differently than owners expect, each with its address; empty for a Safe that only its owners move.</summary>
    public IReadOnlyList<(Address Contract, string Warning)> Dangers
    {
        get
        {
            var found = new List<(Address, string)>();
            foreach (Address module in Modules)
                found.Add((module, $"the module {module} can move everything that the Safe {Address} has, without a signature of any owner"));
            if (Guard is { } guard)
                found.Add((guard, $"the guard {guard} can refuse every transaction of the Safe {Address}, for ever"));
            if (ModuleGuard is { } moduleGuard)
                found.Add((moduleGuard, $"the module guard {moduleGuard} decides what modules of the Safe {Address} may do"));
            if (FallbackHandler is { } handler && !SafeRelease.All.Any(r => r.FallbackHandler.Address == handler))
                found.Add((handler, $"the fallback handler {handler} answers in the name of the Safe {Address}, also whether it signed something, and is none of the published ones"));
            return found;
        }
    }
}
