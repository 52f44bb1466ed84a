using Bursar.Evm.Primitives;

namespace Bursar.Core.Lists;

/// <summary>The rows in which two lists differ.</summary>
/// <remarks>Rows that are equal in account and amount are the same row. What is left of an account with several rows is paired in the order of
/// amounts: pairs are changes, the rest is added or removed.</remarks>
public sealed class ListDiff
{
    private readonly List<ListChange> _changes = [];
    private readonly int _keep;

    private ListDiff(int keep) => _keep = keep;

    /// <summary>True when both lists hold the same rows.</summary>
    public bool IsEmpty => Count == 0;

    /// <summary>Number of all differences.</summary>
    public int Count => Added + Removed + Changed;

    /// <summary>Rows that only the second list has.</summary>
    public int Added { get; private set; }

    /// <summary>Rows that only the first list has.</summary>
    public int Removed { get; private set; }

    /// <summary>Rows with another amount.</summary>
    public int Changed { get; private set; }

    /// <summary>Sum of the added rows, in base units.</summary>
    public UInt256 AddedTotal { get; private set; }

    /// <summary>Sum of the removed rows, in base units.</summary>
    public UInt256 RemovedTotal { get; private set; }

    /// <summary>Sum of the changed rows before, in base units.</summary>
    public UInt256 ChangedBefore { get; private set; }

    /// <summary>Sum of the changed rows after, in base units.</summary>
    public UInt256 ChangedAfter { get; private set; }

    /// <summary>The differences in the order of accounts, as many as were asked for.</summary>
    public IReadOnlyList<ListChange> Changes => _changes;

    /// <summary>Compares two lists.</summary>
    /// <param name="before">The list that was agreed on.</param>
    /// <param name="after">The list that is looked at.</param>
    /// <param name="keep">Most differences that are kept; all are counted.</param>
    public static ListDiff Between(RecipientList before, RecipientList after, int keep = 1_000)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var diff = new ListDiff(keep);
        int i = 0;
        int j = 0;
        while (i < before.Count || j < after.Count)
        {
            int order = i == before.Count ? 1 : j == after.Count ? -1 : before.Span[i].Account.CompareTo(after.Span[j].Account);
            int iEnd = order <= 0 ? EndOfAccount(before, i) : i;
            int jEnd = order >= 0 ? EndOfAccount(after, j) : j;
            diff.CompareAccount(before, i..iEnd, after, j..jEnd);
            i = iEnd;
            j = jEnd;
        }

        return diff;
    }

    private static int EndOfAccount(RecipientList list, int start)
    {
        int end = start + 1;
        while (end < list.Count && list.Span[end].Account == list.Span[start].Account)
            end++;
        return end;
    }

    private void CompareAccount(RecipientList before, Range left, RecipientList after, Range right)
    {
        int i = left.Start.Value;
        int j = right.Start.Value;
        if (left.End.Value - i == 1 && right.End.Value - j == 1)
        {
            if (before.Span[i].Amount != after.Span[j].Amount)
                Add(before, i, after, j);
            return;
        }

        var onlyLeft = new Queue<int>();
        var onlyRight = new Queue<int>();
        while (i < left.End.Value || j < right.End.Value)
        {
            int order = i == left.End.Value ? 1 : j == right.End.Value ? -1 : before.Span[i].Amount.CompareTo(after.Span[j].Amount);
            if (order < 0)
                onlyLeft.Enqueue(i++);
            else if (order > 0)
                onlyRight.Enqueue(j++);
            else
                (i, j) = (i + 1, j + 1);
        }

        while (onlyLeft.Count > 0 || onlyRight.Count > 0)
            Add(before, onlyLeft.TryDequeue(out int l) ? l : -1, after, onlyRight.TryDequeue(out int r) ? r : -1);
    }

    private void Add(RecipientList before, int left, RecipientList after, int right)
    {
        UInt256? old = left < 0 ? null : before.Span[left].Amount;
        UInt256? now = right < 0 ? null : after.Span[right].Amount;
        // No sum is above the total of its list.
        switch (old, now)
        {
            case (null, { } added):
                Added++;
                AddedTotal += added;
                break;
            case ({ } removed, null):
                Removed++;
                RemovedTotal += removed;
                break;
            default:
                Changed++;
                ChangedBefore += old!.Value;
                ChangedAfter += now!.Value;
                break;
        }

        if (_changes.Count >= _keep)
            return;
        _changes.Add(new ListChange(left < 0 ? after.Span[right].Account : before.Span[left].Account, old, now,
            left < 0 ? 0 : before.LineOf(left), right < 0 ? 0 : after.LineOf(right)));
    }
}
