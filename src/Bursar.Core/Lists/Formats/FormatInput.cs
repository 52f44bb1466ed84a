using System.Globalization;
using Bursar.Core.Faults;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Lists.Formats;

/// <summary>What the readers of all formats share: the options, the faults, and the rows so far.</summary>
internal sealed class FormatInput(ListFormat format, ListReadOptions options, FaultLog log)
{
    private const int MostShared = 10_000;

    // Rows here take more memory than those of plain lists, for which limits above the usual one are chosen by the memory that there is.
    private const int Usual = 5_000_000;
    private const int Weight = 4;

    private readonly int _mostRows = Math.Min(options.MaxRows, Math.Max(Usual, options.MaxRows / Weight));

    private readonly Dictionary<string, string> _reasons = new(StringComparer.Ordinal);
    private readonly Dictionary<Asset, UInt256?> _totals = [];
    private readonly EntryStore _entries = new();

    internal ListFormat Format => format;

    internal ListReadOptions Options => options;

    internal FaultLog Log => log;

    /// <summary>True once the reading has to end: too many rows, or a fault that makes the rest meaningless.</summary>
    internal bool Stopped { get; private set; }

    /// <summary>Rows that were left out by name: of other tokens, or of amount 0.</summary>
    internal int LeftOut { get; private set; }

    /// <summary>Ends the reading.</summary>
    internal void Stop(Fault fault)
    {
        log.AddFatal(fault);
        Stopped = true;
    }

    /// <summary>True when rows of <paramref name="asset"/> are wanted.</summary>
    internal bool Wants(Asset asset) => options.Token is not { } wanted || asset.Kind == AssetKind.Unstated || asset == wanted;

    internal void LeaveOut() => LeftOut++;

    /// <summary>Keeps a row whose cells are sound; <paramref name="place"/> makes the place of a column for a fault.</summary>
    internal void Add(in ListEntry entry, long line, Func<string, string> place)
    {
        if (_entries.Count >= _mostRows)
        {
            Stop(new Fault("list.too-many-rows", $"The list has more than {_mostRows.ToString("N0", CultureInfo.InvariantCulture)} rows.", place(""),
                "Split the list, or raise the limit if you trust the file.")
            { Line = line });
            return;
        }

        if (entry.Account.IsZero && !options.Allow.HasFlag(AllowedRows.ZeroAddress))
        {
            log.Add(new Fault("list.zero-address", "The recipient is the zero address: what it gets is lost.", place("account"),
                "Remove the row, or name zero-address in --allow.")
            { Line = line });
        }

        if (entry.Quantity == QuantityKind.Amount && entry.Amount.IsZero && !options.LeaveOutZero && !options.Allow.HasFlag(AllowedRows.ZeroAmount))
        {
            log.Add(new Fault("list.zero-amount", "The amount is 0.", place("amount"),
                "Remove the row, name zero-amount in --allow, or leave such rows out by --leave-out zero-amount.")
            { Line = line });
        }

        AddTotal(entry, line, place);
        _entries.Add(entry);
    }

    /// <summary>Says of all rows what they give, for formats that say it once.</summary>
    internal void SetAsset(Asset asset)
    {
        for (int i = 0; i < _entries.Count; i++)
            _entries.At(i) = _entries.At(i) with { Asset = asset };
    }

    /// <summary>Sum of the rows of an asset; null when it is above 256 bits.</summary>
    internal UInt256? TotalOf(Asset asset) => _totals.GetValueOrDefault(asset, UInt256.Zero);

    /// <summary>One copy of a reason that many rows share.</summary>
    internal string Shared(string reason)
    {
        if (_reasons.TryGetValue(reason, out string? known))
            return known;
        if (_reasons.Count < MostShared)
            _reasons.Add(reason, reason);
        return reason;
    }

    /// <summary>The document, or all faults.</summary>
    internal Result<ListDocument> Finish(byte? decimals)
    {
        EntryDuplicates.Check(_entries, format, options.Allow, log);
        if (options.LeaveOutZero)
            LeftOut += _entries.RemoveZero(); // only now: of two entries of one name, neither may go unseen
        if (_entries.Count == 0 && log.Count == 0)
        {
            log.AddFatal(LeftOut == 0
                ? RowRules.Empty()
                : new Fault("list.empty", $"No row is left: {LeftOut:N0} rows are of other tokens or of amount 0.", null, "Check --token and --leave-out."));
        }

        return log.Count > 0
            ? Result<ListDocument>.Fail(log.Finish())
            : new ListDocument(format, _entries, options.FileName, decimals, LeftOut);
    }

    private void AddTotal(in ListEntry entry, long line, Func<string, string> place)
    {
        UInt256? total = _totals.GetValueOrDefault(entry.Asset, UInt256.Zero);
        if (total is not { } sum)
            return;
        if (UInt256.TryAdd(sum, entry.Amount, out UInt256 more))
        {
            _totals[entry.Asset] = more;
            return;
        }

        _totals[entry.Asset] = null;
        log.Add(new Fault("list.total-overflow", "With this row the sum of all amounts is above 2^256 − 1.", place("amount"), "Check the unit of the amounts.") { Line = line });
    }
}
