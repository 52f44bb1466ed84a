using Bursar.Core.Drops;
using Bursar.Evm.Primitives;

namespace Bursar.App.Programmes;

/// <summary>A list that was proposed in a programme, as the chain remembers it.</summary>
/// <param name="Id">Its number, from 1.</param>
/// <param name="Root">The root of its tree.</param>
/// <param name="ReadyAt">Unix seconds from which it could count.</param>
/// <param name="ListHash">The hash that its owner gave for the published list.</param>
/// <param name="Uri">Where its owner says that it is published; any text.</param>
/// <param name="Totals">What it gives of each token, by its owner's word.</param>
/// <param name="Block">The block of the proposal.</param>
/// <param name="Transaction">The transaction of the proposal.</param>
public sealed record ProgrammeList(
    UInt256 Id, Hash32 Root, ulong ReadyAt, Hash32 ListHash, string Uri, IReadOnlyList<TokenTotal> Totals, ulong Block, Hash32 Transaction)
{
    /// <summary>What became of it.</summary>
    public ProgrammeListState State { get; init; }

    /// <summary>When it became the list; null when it never did.</summary>
    public DateTimeOffset? ActiveSince { get; init; }

    /// <summary>What was paid in when it became the list, of each token that it gives; empty when it never did.</summary>
    public IReadOnlyList<TokenTotal> EscrowThen { get; init; } = [];

    /// <summary>The watcher who stopped it; null when nobody did.</summary>
    public Address? StoppedBy { get; init; }
}

/// <summary>What became of a list.</summary>
public enum ProgrammeListState
{
    /// <summary>It waits for the end of its window.</summary>
    Waiting,

    /// <summary>It is the list.</summary>
    Active,

    /// <summary>It was the list until another one became it.</summary>
    Former,

    /// <summary>A watcher stopped it.</summary>
    Stopped,

    /// <summary>Its owner proposed another one in its place.</summary>
    Withdrawn,
}
