using Bursar.Core.Drops;
using Bursar.Core.Faults;
using Bursar.Evm.Primitives;

namespace Bursar.App.Programmes;

/// <summary>What a watcher does before it lets a list pass: computes it again from the published rows and compares.</summary>
public static class CheckProgramme
{
    /// <summary>Compares the list that waits with the published rows.</summary>
    /// <param name="state">The programme.</param>
    /// <param name="list">The published list.</param>
    /// <param name="folder">Where the active list is.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>What the list changes, or every reason to stop it.</returns>
    public static Result<CumulativeDiff> Run(ProgrammeState state, CumulativeList list, ProgrammeFolder folder, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(list);
        if (state.History.Waiting is not { } waiting || state.WaitingHash.IsZero)
            return UseProgramme.NothingWaits(state.Address);
        var faults = new List<Fault>();
        if (waiting.Root != list.Root)
            faults.Add(Differs($"list {waiting.Id} has the root {waiting.Root}; the rows of this file make {list.Root}.", list));
        if (waiting.ListHash != list.Hash)
            faults.Add(Differs($"list {waiting.Id} was announced with the hash {waiting.ListHash}; this file has {list.Hash}.", list));
        foreach (Address token in waiting.Totals.Concat(list.Totals).Select(t => t.Token).Distinct().Order())
        {
            (UInt256 said, UInt256 sum) = (TotalOf(waiting.Totals, token), TotalOf(list.Totals, token));
            if (said != sum)
                faults.Add(Differs($"list {waiting.Id} says that it gives {said} of {token}; its rows give {sum}.", list));
        }

        if (faults.Count == 0 && ProgrammeProposal.Find(list, waiting.Uri, state.WaitingHash) is null)
            faults.Add(Differs($"list {waiting.Id} was proposed with other arguments than its event says: {state.WaitingHash} waits.", list));

        CumulativeList? before = null;
        if (!state.ActiveRoot.IsZero && !folder.Find(state.ActiveRoot, cancellationToken).TryGet(out before, out IReadOnlyList<Fault> missing))
            faults.AddRange(missing);
        else
            faults.AddRange(list.Problems(before, state.Escrow));
        return faults.Count > 0 ? Result<CumulativeDiff>.Fail([.. faults.Select(f => f with { Kind = FaultKind.Refused })]) : CumulativeDiff.Between(before, list);
    }

    private static UInt256 TotalOf(IReadOnlyList<TokenTotal> totals, Address token) => totals.FirstOrDefault(t => t.Token == token).Amount;

    private static Fault Differs(string what, CumulativeList list) =>
        new("programme.differs", what, null, "Stop it with 'bursar programme veto', unless this is the wrong file.") { File = list.FileName };
}
