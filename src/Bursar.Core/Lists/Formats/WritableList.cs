using Bursar.Core.Faults;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Lists.Formats;

/// <summary>A list that a format can say in full.</summary>
internal sealed partial class WritableList
{
    private const int MostFaults = 1_000;

    private readonly ListWriteOptions _options;
    private readonly FaultLog _log;
    private readonly ListFormat _source;

    private WritableList(ListDocument document, ListWriteOptions options)
    {
        _options = options;
        _log = new FaultLog(document.FileName, MostFaults);
        _source = document.Format;
        Format = options.Format;
        Decimals = options.Decimals ?? (options.Format.IsHuman() ? document.Decimals : null);
    }

    internal ListFormat Format { get; }

    /// <summary>Decimals of the amounts; null for base units.</summary>
    internal byte? Decimals { get; }

    internal TimeSpan Zone => _options.Zone ?? TimeSpan.Zero;

    internal IReadOnlyList<ListEntry> Entries { get; private set; } = [];

    internal static Result<WritableList> Prepare(ListDocument document, ListWriteOptions options)
    {
        if (options.Format == ListFormat.UniswapClaims)
        {
            return new Fault("list.read-only-format", "uniswap-claims holds the proofs of a tree, so that a list alone cannot become one.", "--to",
                "Build the tree with 'bursar tree build --format uniswap', or write uniswap, uniswap-array or indexed.");
        }

        var list = new WritableList(document, options);
        ListFields lost = document.Fields & ~ListDocumentWriter.Sayable(options.Format);
        list.CheckLoss(document, lost);
        list.Entries = list.Reduce(document.Entries, lost);
        list.CheckUnit();
        list.CheckRows();
        return list._log.Count > 0 ? Result<WritableList>.Fail(list._log.Finish()) : list;
    }

    /// <summary>The decimals in which the amount of <paramref name="asset"/> is written.</summary>
    internal byte? DecimalsOf(Asset asset) => Format != ListFormat.Safe ? Decimals : asset.Kind switch
    {
        AssetKind.Native => Asset.NativeDecimals,
        AssetKind.Erc20 => _options.TokenDecimals.TryGetValue(asset.Token, out byte own) ? own : Decimals,
        _ => 0,
    };

    private void CheckLoss(ListDocument document, ListFields lost)
    {
        ListFields unnamed = lost & ~_options.Lose;
        if (unnamed != ListFields.None)
        {
            string names = ListFieldsText.Format(unnamed);
            _log.AddFatal(new Fault("list.would-lose", $"{Format.Name()} cannot say what the list says: {names} would be lost.", null,
                $"Lose it by name with --drop {names.Replace(" ", "", StringComparison.Ordinal)}, or write json, which keeps all."));
        }

        if (lost.HasFlag(ListFields.Token) && document.Assets.Count > 1)
        {
            _log.AddFatal(new Fault("list.several-tokens", $"The list has rows of {document.Assets.Count:N0} tokens, which {Format.Name()} cannot tell apart.", null,
                "Take one of them with --token."));
        }

        if (lost.HasFlag(ListFields.Id))
            _log.AddFatal(new Fault("list.not-fungible", $"The list gives collectibles, which {Format.Name()} cannot say.", null, "Take the rows of one token with --token."));
    }

    /// <summary>The rows without what is lost; amounts of one account for several reasons become one when the reasons are lost.</summary>
    private List<ListEntry> Reduce(IReadOnlyList<ListEntry> entries, ListFields lost)
    {
        var reduced = new List<ListEntry>(entries.Count);
        var merged = new Dictionary<(Address, Asset), int>();
        foreach (ListEntry entry in entries)
        {
            Asset asset = lost.HasFlag(ListFields.Token) ? Asset.Unstated : entry.Asset;
            if (asset.Kind == AssetKind.Unstated && _options.Token is { } token && ListDocumentWriter.Sayable(Format).HasFlag(ListFields.Token))
                asset = token;
            ListEntry row = entry with { Asset = asset, Index = lost.HasFlag(ListFields.Index) ? null : entry.Index, Terms = Reduce(entry.Terms, lost) };
            bool merges = lost.HasFlag(ListFields.Reason) && entry.Terms?.Reason is not null && row.Quantity == QuantityKind.Amount;
            if (!merges || merged.TryAdd((row.Account, row.Asset), reduced.Count))
            {
                reduced.Add(row);
                continue;
            }

            int first = merged[(row.Account, row.Asset)];
            reduced[first] = reduced[first] with { Amount = reduced[first].Amount + row.Amount }; // the sum of each asset was checked while reading
        }

        return reduced;
    }

    private EntryTerms? Reduce(EntryTerms? terms, ListFields lost)
    {
        terms ??= new EntryTerms();
        string? reason = lost.HasFlag(ListFields.Reason) ? null : terms.Reason ?? (Format == ListFormat.Merkl ? _options.Reason : null);
        var reduced = new EntryTerms
        {
            TokenId = lost.HasFlag(ListFields.Id) ? null : terms.TokenId,
            Reason = reason,
            Price = lost.HasFlag(ListFields.Price) ? null : terms.Price,
            Currency = lost.HasFlag(ListFields.Currency) ? null : terms.Currency,
            Stream = lost.HasFlag(ListFields.Schedule) ? null : terms.Stream,
        };
        return reduced == new EntryTerms() ? null : reduced;
    }
}
