using Bursar.Core.Faults;

namespace Bursar.Core.Lists.Formats;

/// <summary>Rows that say twice what one account gets: the same asset, id and reason.</summary>
internal static class EntryDuplicates
{
    internal static void Check(EntryStore entries, ListFormat format, AllowedRows allow, FaultLog log)
    {
        // The names of a JSON object are no rows: most readers keep the last of two, whatever is allowed here.
        bool names = format is ListFormat.Uniswap or ListFormat.UniswapClaims;
        if (allow.HasFlag(AllowedRows.Duplicates) && !names)
            return;
        int[] order = new int[entries.Count];
        for (int i = 0; i < order.Length; i++)
            order[i] = i;
        order.AsSpan().Sort(new Order(entries));
        var found = new List<(int Row, int First, int At)>();
        int first = 0;
        for (int i = 1; i < order.Length; i++)
        {
            if (Compare(entries.At(order[first]), entries.At(order[i])) == 0)
                found.Add((entries.At(order[i]).Row, entries.At(order[first]).Row, order[i]));
            else
                first = i;
        }

        if (found.Count == 0)
            return;
        found.Sort();
        string word = format.IsJson() ? "entry" : "row";
        log.Merge(found.Take(log.Keep).Select(d => names ? AccountKeys.Twice(entries[d.At].Account, d.First, $"{word} {d.Row}") : new Fault("list.duplicate",
            $"{entries[d.At].Account} already has {word} {d.First}.", $"{word} {d.Row}", $"Merge it with {word} {d.First}, or name duplicates in --allow.")
        { Line = format.IsJson() ? 0 : d.Row }), found.Count);
    }

    private static int Compare(in ListEntry left, in ListEntry right)
    {
        int order = left.Account.CompareTo(right.Account);
        if (order == 0)
            order = left.Asset.CompareTo(right.Asset);
        if (order == 0)
            order = Nullable.Compare(left.Terms?.TokenId, right.Terms?.TokenId);
        return order != 0 ? order : string.CompareOrdinal(left.Terms?.Reason, right.Terms?.Reason);
    }

    private readonly struct Order(EntryStore entries) : IComparer<int>
    {
        public int Compare(int x, int y)
        {
            int order = EntryDuplicates.Compare(entries.At(x), entries.At(y));
            return order != 0 ? order : x.CompareTo(y);
        }
    }
}
