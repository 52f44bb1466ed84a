using Bursar.Evm.Primitives;

namespace Bursar.Core.Safes;

/// <summary>A plan as transactions that a Safe's owners sign: a file that goes to each of them.</summary>
/// <remarks>Nothing in it is believed: whoever signs or executes derives the transactions again from the plan.</remarks>
public sealed record SafeProposal
{
    /// <summary>Name of the file format.</summary>
    public const string Format = "bursar-safe-proposal/1";

    /// <summary>The plan file's path from the folder of the proposal, with '/'.</summary>
    public required string PlanFile { get; init; }

    /// <summary>The plan's hash.</summary>
    public required Hash32 PlanHash { get; init; }

    /// <summary>Release of the Safe.</summary>
    public required SafeRelease Release { get; init; }

    /// <summary>The last block when it was made: nothing of it can be in an earlier one.</summary>
    public required ulong Block { get; init; }

    /// <summary>The transactions, with numbers that follow one another.</summary>
    public required IReadOnlyList<SafeTransaction> Transactions { get; init; }

    /// <summary>The Safe.</summary>
    public Address Safe => Transactions[0].Safe;

    /// <summary>The chain.</summary>
    public ChainId Chain => Transactions[0].Chain;

    /// <summary>Number of the first transaction.</summary>
    public UInt256 First => Transactions[0].Nonce;
}
