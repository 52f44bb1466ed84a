using Bursar.Contracts;
using Bursar.Core.Drops;
using Bursar.Core.Faults;
using Bursar.Core.Trees;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;

namespace Bursar.App.Programmes;

/// <summary>A list as it is proposed to a programme, and what it changes.</summary>
/// <param name="List">The list.</param>
/// <param name="Changes">What it changes in the active list.</param>
/// <param name="Call">What the programme is called with.</param>
public sealed record ProgrammeProposal(CumulativeList List, CumulativeDiff Changes, CumulativeDrop.Proposal Call)
{
    private const int SelectorBytes = 4;

    /// <summary>The hash that the programme keeps of the proposal: that of its ABI encoding.</summary>
    public Hash32 Hash => HashOf(Call);

    /// <summary>Makes a proposal of a list, after comparing it with the active list and with what was paid in.</summary>
    /// <param name="state">The programme.</param>
    /// <param name="list">The list.</param>
    /// <param name="folder">Where the active list is.</param>
    /// <param name="uri">Where the list is published.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>The proposal, or everything that stands against the list.</returns>
    public static Result<ProgrammeProposal> Make(ProgrammeState state, CumulativeList list, ProgrammeFolder folder, string uri, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(state);
        CumulativeList? before = null;
        if (!state.ActiveRoot.IsZero && !folder.Find(state.ActiveRoot, cancellationToken).TryGet(out before, out IReadOnlyList<Fault> missing))
            return Result<ProgrammeProposal>.Fail(missing);
        if (list.Problems(before, state.Escrow) is { Count: > 0 } problems)
            return Result<ProgrammeProposal>.Fail(problems);
        return new ProgrammeProposal(list, CumulativeDiff.Between(before, list), CallOf(list, uri, SubRootTrade.Choose(list.Tree, SubRootTrade.InStorage)));
    }

    internal static Hash32 HashOf(CumulativeDrop.Proposal call) => Keccak256.Hash(new CumulativeDrop.ProposeCall(call).Encode().AsSpan(SelectorBytes));

    /// <summary>The call that has a hash: a list can be proposed with any table of sub-roots that its tree has.</summary>
    /// <returns>The call; null when the list was not what was proposed.</returns>
    internal static CumulativeDrop.Proposal? Find(CumulativeList list, string uri, Hash32 hash)
    {
        for (int count = 1; count <= SubRootTable.MaxCount; count *= 2)
        {
            CumulativeDrop.Proposal call = CallOf(list, uri, SubRootTable.Of(list.Tree, count) ?? []);
            if (HashOf(call) == hash)
                return call;
        }

        return null;
    }

    /// <summary>What a programme is called with to propose a list, or to make it the list.</summary>
    internal static CumulativeDrop.Proposal CallOf(CumulativeList list, string uri, IReadOnlyList<Hash32> subRoots) =>
        new(subRoots.Count == 0 ? [list.Root] : subRoots, [.. list.Totals.Select(t => new CumulativeDrop.TokenAmount(t.Token, t.Amount))], list.Hash, uri);
}
