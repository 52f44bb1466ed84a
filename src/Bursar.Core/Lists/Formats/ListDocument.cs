
namespace Bursar.Core.Lists.Formats;

/// <summary>A list as its format says it: every row with its asset, amount, index, reason, price and schedule, as far as the format has them.</summary>
/// <remarks>Rows are in the order of the file; those of a plain list in canonical order. Immutable.</remarks>
public sealed partial class ListDocument
{
    private readonly RecipientList? _plain;
    private IReadOnlyList<ListEntry>? _entries;

    internal ListDocument(ListFormat format, IReadOnlyList<ListEntry> entries, string? fileName, byte? decimals, int leftOut)
    {
        Format = format;
        _entries = entries;
        Count = entries.Count;
        FileName = fileName;
        Decimals = decimals;
        LeftOut = leftOut;
    }

    internal ListDocument(ListFormat format, RecipientList plain)
    {
        Format = format;
        _plain = plain;
        Count = plain.Count;
        FileName = plain.FileName;
        Decimals = plain.Decimals;
    }

    /// <summary>The format that was recognised or chosen.</summary>
    public ListFormat Format { get; }

    /// <summary>Number of rows, at least one.</summary>
    public int Count { get; }

    /// <summary>The file that the rows came from; null when they came from code.</summary>
    public string? FileName { get; }

    /// <summary>The decimals with which amounts in whole tokens were read; null for base units, and when tokens differ.</summary>
    public byte? Decimals { get; }

    /// <summary>Rows that were left out by name: of other tokens, or of amount 0.</summary>
    public int LeftOut { get; }

    /// <summary>The rows.</summary>
    public IReadOnlyList<ListEntry> Entries => _entries ??= FromPlain(_plain!);

    /// <summary>What is given, each once, in order; only <see cref="Asset.Unstated"/> when the list does not say.</summary>
    public IReadOnlyList<Asset> Assets => field ??= _plain is not null ? [Asset.Unstated] : [.. Entries.Select(e => e.Asset).Distinct().Order()];

    /// <summary>What the rows say beyond account and amount.</summary>
    public ListFields Fields
    {
        get
        {
            if (_plain is not null)
                return ListFields.None;
            ListFields fields = ListFields.None;
            foreach (ListEntry entry in Entries)
                fields |= FieldsOf(entry);
            return fields;
        }
    }

    /// <summary>Makes a document from rows; no rule is applied to them.</summary>
    public static ListDocument Create(ListFormat format, IEnumerable<ListEntry> entries, byte? decimals = null) => new(format, entries.ToArray(), null, decimals, 0);

    internal static ListFields FieldsOf(in ListEntry entry)
    {
        ListFields fields = (entry.Asset.Kind != AssetKind.Unstated ? ListFields.Token : 0) | (entry.Index is not null ? ListFields.Index : 0);
        if (entry.Terms is not { } terms)
            return fields;
        return fields | (terms.TokenId is not null ? ListFields.Id : 0) | (terms.Reason is not null ? ListFields.Reason : 0)
            | (terms.Price is not null ? ListFields.Price : 0) | (terms.Currency is not null ? ListFields.Currency : 0)
            | (terms.Stream is not null ? ListFields.Schedule : 0);
    }

    private static ListEntry[] FromPlain(RecipientList list)
    {
        var entries = new ListEntry[list.Count];
        for (int i = 0; i < entries.Length; i++)
            entries[i] = new ListEntry { Account = list.Span[i].Account, Amount = list.Span[i].Amount, Row = list.LineOf(i) };
        return entries;
    }
}
