using Bursar.Core.Faults;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Lists.Formats;

/// <summary>What each row needs in the target.</summary>
internal sealed partial class WritableList
{
    private Asset? _first;

    private bool RefusesZero => Format is ListFormat.Safe or ListFormat.Sablier or ListFormat.SablierStreams or ListFormat.Uniswap or ListFormat.UniswapArray;

    private bool RefusesTwice => Format is ListFormat.Sablier or ListFormat.Uniswap or ListFormat.UniswapArray or ListFormat.Merkl;

    private void CheckUnit()
    {
        if (Format.IsBase() && _options.Decimals is not null)
            _log.AddFatal(new Fault("list.unit", $"The amounts of {Format.Name()} are base units.", "--to-unit", "Leave --to-unit out."));
        if (Format.IsHuman() && Format != ListFormat.Safe && Decimals is null)
            _log.AddFatal(UnitNeeded(null));
    }

    private void CheckRows()
    {
        var unknown = new HashSet<Asset>();
        bool numbered = Entries.Any(e => e.Index is not null);
        foreach (ListEntry entry in Entries)
        {
            if (entry.Quantity != QuantityKind.Amount && Format is not (ListFormat.ThirdwebSnapshot or ListFormat.Json))
                Add(entry, new Fault("list.no-amount", $"{entry.Account} has no amount, which {Format.Name()} needs.", null, "Write json or thirdweb-snapshot, which can do without."));
            if (RefusesZero && entry.Amount.IsZero)
                Add(entry, new Fault("list.zero-amount", $"The amount is 0, which {Format.Name()} refuses.", null, "Leave such rows out with --leave-out zero-amount."));
            if (Format == ListFormat.Indexed && numbered && entry.Index is null)
                Add(entry, new Fault("list.needs-index", "The row has no index, though others have.", null, "Lose all of them with --drop index: rows are then numbered as they stand."));
            CheckAsset(entry, unknown);
            CheckTerms(entry);
        }

        if (RefusesTwice)
            CheckTwice();
        if (Format == ListFormat.Sablier && Entries.Count < 2)
            _log.AddFatal(new Fault("list.too-few-rows", "The list has one row, but Sablier takes two or more.", null, "Add the other recipients."));
        if (Format == ListFormat.Merkl && Entries.Select(e => e.Asset).Distinct().Count() > 1)
            _log.AddFatal(new Fault("list.several-tokens", "The list has rows of several tokens, and merkl holds one.", null, "Take one of them with --token, or write merkl-csv."));
    }

    private void CheckAsset(in ListEntry entry, HashSet<Asset> unknown)
    {
        if (Format is ListFormat.Merkl or ListFormat.MerklCsv && entry.Asset.Kind != AssetKind.Erc20)
            NeedsToken(entry, unknown, "Name the ERC-20 token with --as-token 0x….");
        if (Format != ListFormat.Safe)
            return;
        if (entry.Asset.Kind == AssetKind.Unstated)
            NeedsToken(entry, unknown, "Name it with --as-token native or --as-token 0x….");
        else if (entry.Asset.Kind == AssetKind.Erc20 && !_options.TokenDecimals.ContainsKey(entry.Asset.Token) && (Decimals is null || IsSecond(entry.Asset)) && unknown.Add(entry.Asset))
            _log.Add(UnitNeeded(entry.Asset));
    }

    // --to-unit holds for one token; a list of several names each.
    private bool IsSecond(Asset asset) => (_first ??= asset) != asset;

    private void NeedsToken(in ListEntry entry, HashSet<Asset> known, string hint)
    {
        if (known.Add(entry.Asset))
            Add(entry, new Fault("list.needs-token", $"{Format.Name()} says which token each row gives, and {(entry.Asset.Kind == AssetKind.Unstated ? "this list does not" : $"cannot say {entry.Asset}")}.", null, hint));
    }

    private void CheckTerms(in ListEntry entry)
    {
        EntryTerms? terms = entry.Terms;
        if (Format == ListFormat.Merkl && terms?.Reason is null)
            Add(entry, new Fault("list.needs-reason", $"{entry.Account} has no reason, which merkl needs.", null, "Name one for all rows with --reason."));
        if (Format != ListFormat.SablierStreams)
            return;
        if (terms?.Stream is not { } stream)
        {
            Add(entry, new Fault("list.needs-schedule", $"{entry.Account} has no schedule, which sablier-streams needs.", null, "Add the columns of a schedule to the list (docs/lists.md), or write sablier for an airdrop."));
            return;
        }

        DateTimeOffset?[] times = [stream.Start, stream.End, stream.CliffEnd];
        if (times.Any(t => t is not null) && _options.Zone is null)
            Add(entry, new Fault("list.no-zone", "Sablier's times have no zone: its page takes that of the browser in which the file is opened.", null, "Say in which zone they are written, and open the file in a browser of that zone: --zone UTC."));
        if (times.Any(t => t is { } time && StreamTime.Format(time, Zone) is null))
            Add(entry, new Fault("list.bad-time", "A time has seconds, which Sablier's form cannot say.", null, "Move it to a whole minute."));
    }

    private void CheckTwice()
    {
        var seen = new Dictionary<(Address, Asset, string?), int>();
        foreach (ListEntry entry in Entries)
        {
            (Address, Asset, string?) key = (entry.Account, entry.Asset, Format == ListFormat.Merkl ? entry.Terms?.Reason : null);
            if (!seen.TryAdd(key, entry.Row))
                Add(entry, new Fault("list.duplicate", $"{entry.Account} already has {Word} {seen[key]}, and {Format.Name()} takes an account once.", null, "Merge the rows."));
        }
    }

    private string Word => _source.IsJson() ? "entry" : "row";

    private void Add(in ListEntry entry, Fault fault)
    {
        if (_log.IsFull)
            _log.Skip();
        else
            _log.Add(fault with { Field = entry.Row == 0 ? null : $"{Word} {entry.Row}", Line = _source.IsJson() ? 0 : entry.Row });
    }

    private Fault UnitNeeded(Asset? asset) => new Fault("list.unit-needed",
        $"The amounts of {Format.Name()} are whole tokens, and the decimals{(asset is null ? "" : $" of {asset}")} are not known.", null,
        asset is null ? "Name them with --to-unit 18 (the number that the token's decimals() answers)." : $"Name them with --token-decimals {asset}=18, or --to-unit 18 when there is one token only.");
}
