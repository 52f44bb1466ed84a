using System.Globalization;
using System.Text;
using Bursar.Core.Faults;
using Bursar.Core.Launch;
using Bursar.Core.Lists;
using Bursar.Core.Lists.Formats;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Vesting;

/// <summary>A list whose rows vest: each with its own curve, or all on common terms.</summary>
public sealed class VestingList
{
    private const int MaxFaults = 1_000;

    private VestingList(IReadOnlyList<VestingListRow> rows, UInt256 total)
    {
        Rows = rows;
        Total = total;
        Hash = Keccak256.Hash(Encoding.UTF8.GetBytes(Canonical()));
    }

    /// <summary>The rows, in the order of the file.</summary>
    public IReadOnlyList<VestingListRow> Rows { get; }

    /// <summary>Sum of all amounts, in base units.</summary>
    public UInt256 Total { get; }

    /// <summary>Keccak-256 of <see cref="Canonical"/>.</summary>
    public Hash32 Hash { get; }

    /// <summary>Takes a list as what vests.</summary>
    /// <param name="document">The list as its format says it.</param>
    /// <param name="spec">On which terms, for rows that say none.</param>
    /// <param name="options">How it was read.</param>
    /// <returns>The list, or every row that does not fit, with row and reason.</returns>
    public static Result<VestingList> Of(ListDocument document, VestingSpec spec, ListReadOptions options)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(options);
        Result<RecipientList> sound = document.ToRecipientList(options with { Lose = options.Lose | ListFields.Schedule });
        if (!sound.IsOk)
            return Result<VestingList>.Fail(sound.Faults);
        bool own = document.Fields.HasFlag(ListFields.Schedule);
        if (own == (spec.Terms is not null))
        {
            Fault fault = own
                ? new Fault("launch.vesting-curve", $"The rows of '{spec.From!.Path}' say by themselves when they vest, and {spec.Path} says it too.", spec.Path, "Remove the terms, or take a list of accounts and amounts.")
                : new Fault("launch.vesting-curve", $"Neither {spec.Path} nor the rows of '{spec.From!.Path}' say when they vest.", spec.Path, "Write start and duration (and a cliff), steps or points; or take a list of streams.");
            return fault.At(spec.Position);
        }

        var log = new FaultLog(document.FileName, MaxFaults);
        if (document.Count > VestingSpec.MaxListRows)
        {
            log.AddFatal(new Fault("list.too-many-rows", $"The list has {document.Count:N0} rows; at most {VestingSpec.MaxListRows:N0} vest in one launch.", null,
                "Divide it over several launches, or write a drop with 'vesting', whose rows cost nothing until they are claimed."));
            return Result<VestingList>.Fail(log.Finish());
        }

        var rows = new List<VestingListRow>(document.Count);
        foreach (ListEntry entry in document.Entries)
        {
            string place = $"row {entry.Row}";
            Result<VestingCurve> curve = entry.Terms?.Stream is { } stream ? StreamCurves.Of(stream, entry.Amount, spec.Start, place)
                : spec.Terms is { } terms ? terms.CurveOf(entry.Amount, place)
                : new Fault("list.schedule", "The row has no schedule, and others have.", place, "Give every row a schedule, or none.");
            if (curve.IsOk)
                rows.Add(new VestingListRow(entry.Account, entry.Amount, curve.Value, entry.Row));
            foreach (Fault fault in curve.Faults)
                log.Add(fault with { Line = document.Format.IsJson() ? 0 : entry.Row });
        }

        return log.Count > 0 ? Result<VestingList>.Fail(log.Finish()) : new VestingList(rows, sound.Value.Total);
    }

    /// <summary>The text that the hash is taken of: <c>address,amount,curve</c>, a line a row, in the order of the file; a curve is its points as
    /// <c>seconds:amount</c>, with <c>~</c> before those that end a line, parted by blanks. Addresses in lower case, amounts in base units, line feeds only.</summary>
    public string Canonical()
    {
        var text = new StringBuilder("address,amount,curve\n");
        foreach (VestingListRow row in Rows)
        {
            text.Append(CultureInfo.InvariantCulture, $"{row.Account.ToLowerHex()},{row.Amount},");
            text.AppendJoin(' ', row.Curve.Points.Select(p => string.Create(CultureInfo.InvariantCulture, $"{(p.IsLine ? "~" : "")}{p.Time.ToUnixTimeSeconds()}:{p.Amount}"))).Append('\n');
        }

        return text.ToString();
    }
}
