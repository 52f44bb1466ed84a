using Bursar.Core.Faults;
using Bursar.Core.Lists;
using Bursar.Core.Lists.Formats;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Trees;

/// <summary>Makes the rows of a tree from a list in any format.</summary>
internal static class ListTable
{
    /// <summary>The rows with an index and a token where the list has them; Merkl's reasons of one account are summed.</summary>
    internal static Result<TreeTable> Of(ListDocument document, ListReadOptions options)
    {
        if (document.Format is not (ListFormat.Indexed or ListFormat.Merkl or ListFormat.MerklCsv or ListFormat.Uniswap or ListFormat.UniswapArray or ListFormat.UniswapClaims or ListFormat.Json))
            return document.ToRecipientList(options).TryGet(out RecipientList? list, out IReadOnlyList<Fault> faults) ? TreeTable.Of(list) : Result<TreeTable>.Fail(faults);
        if (document.Entries.Any(e => e.Quantity != QuantityKind.Amount || !e.Asset.IsFungible))
            return document.ToRecipientList(options).TryGet(out _, out IReadOnlyList<Fault> why) ? new Fault("list.no-amount", "A row has no amount.", null, "A tree needs an amount in every row.") : Result<TreeTable>.Fail(why);
        ListEntry[] entries = document.Format == ListFormat.Merkl ? Summed(document.Entries) : [.. document.Entries];
        var columns = new List<TreeColumn>();
        if (Array.TrueForAll(entries, e => e.Index is not null))
            columns.Add(new TreeColumn(LeafField.Index, LeafType.OfNumber, Array.ConvertAll(entries, e => Word((UInt256)e.Index!.Value))));
        if (Array.TrueForAll(entries, e => e.Asset.Kind == AssetKind.Erc20))
            columns.Add(new TreeColumn("token", LeafType.OfAddress, Array.ConvertAll(entries, e => Word(e.Asset.Token))));
        int[]? lines = document.Format.IsJson() ? null : Array.ConvertAll(entries, e => e.Row);
        return TreeTable.Of(Array.ConvertAll(entries, e => new RecipientRow(e.Account, e.Amount)), entries.Length, columns, lines, document.FileName);
    }

    // Merkl gives each account the sum of its reasons.
    private static ListEntry[] Summed(IReadOnlyList<ListEntry> entries)
    {
        var sums = new List<ListEntry>();
        var places = new Dictionary<Address, int>();
        foreach (ListEntry entry in entries)
        {
            if (places.TryAdd(entry.Account, sums.Count))
                sums.Add(entry);
            else
                sums[places[entry.Account]] = sums[places[entry.Account]] with { Amount = sums[places[entry.Account]].Amount + entry.Amount };
        }

        return [.. sums];
    }

    private static Hash32 Word(UInt256 number) => new(number.ToBigEndian());

    private static Hash32 Word(Address address)
    {
        Span<byte> word = stackalloc byte[32];
        word.Clear();
        address.CopyTo(word[12..]);
        return new Hash32(word);
    }
}
