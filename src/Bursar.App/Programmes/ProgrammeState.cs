using Bursar.Contracts;
using Bursar.Evm.Primitives;

namespace Bursar.App.Programmes;

/// <summary>A recurring programme as a chain shows it.</summary>
public sealed record ProgrammeState
{
    /// <summary>Its address.</summary>
    public required Address Address { get; init; }

    /// <summary>What it was made with: window, watchers, expiry.</summary>
    public required CumulativeDrop.CumulativeDropParameters Parameters { get; init; }

    /// <summary>Who proposes lists.</summary>
    public required Address Owner { get; init; }

    /// <summary>The number of the last list that was proposed; zero before the first one.</summary>
    public required UInt256 LastId { get; init; }

    /// <summary>The root of the active list; zero before the first one.</summary>
    public required Hash32 ActiveRoot { get; init; }

    /// <summary>How many sub-roots the active list has in the contract, where proofs end; 1 for its root alone, 0 before the first list.</summary>
    public required int SubRoots { get; init; }

    /// <summary>The hash of the proposal that waits; zero when none does.</summary>
    public required Hash32 WaitingHash { get; init; }

    /// <summary>Unix seconds from which the list that waits can count; 0 when none waits.</summary>
    public required ulong ReadyAt { get; init; }

    /// <summary>The tokens that were paid in or that a list gives, in ascending order.</summary>
    public required IReadOnlyList<ProgrammeToken> Tokens { get; init; }

    /// <summary>What happened so far.</summary>
    public required ProgrammeHistory History { get; init; }

    /// <summary>The block at which all of this holds.</summary>
    public required ulong Block { get; init; }

    /// <summary>That block's time, in seconds since 1970.</summary>
    public required ulong Time { get; init; }

    /// <summary>What was paid in, by token.</summary>
    public IReadOnlyDictionary<Address, UInt256> Escrow => Tokens.ToDictionary(t => t.Token, t => t.Escrow);

    /// <summary>Whether the programme has ended at <paramref name="seconds"/> since 1970.</summary>
    public bool IsOver(ulong seconds) => Parameters.Expiry != 0 && seconds >= Parameters.Expiry;
}

/// <summary>A token of a programme.</summary>
/// <param name="Token">Its address.</param>
/// <param name="Symbol">Its symbol, which may hold any character; null when it says none.</param>
/// <param name="Decimals">Its decimals; 0 when it says none.</param>
/// <param name="Escrow">What was paid in, in base units.</param>
/// <param name="Paid">What was claimed, in base units.</param>
/// <param name="Balance">What the programme holds, in base units.</param>
public sealed record ProgrammeToken(Address Token, string? Symbol, byte Decimals, UInt256 Escrow, UInt256 Paid, UInt256 Balance)
{
    /// <summary>An amount of it, for people.</summary>
    public string Text(UInt256 units) => $"{new Amount(units, Decimals)} {Symbol ?? Token.ToString()}";
}
