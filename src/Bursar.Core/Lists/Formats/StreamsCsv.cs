using Bursar.Core.Faults;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Lists.Formats;

/// <summary>Sablier's CSV of streams: an amount and a schedule for each account, in whole tokens.</summary>
/// <remarks>Three ways of timing: by duration, by range, or by months. Cells of one way do not mix with those of another, and no amount released at
/// the start or at the cliff is above the whole.</remarks>
internal sealed class StreamsCsv(FormatInput input) : CsvFormatReader(input)
{
    internal static readonly string[] ScheduleColumns = ["duration", "start", "end", "cliffDuration", "cliffEnd", "cliffAmount", "months", "steps", "unlock", "initial"];

    private const int Account = 0;
    private const int Quantity = 1;
    private const int Duration = 2;
    private const int Start = 3;
    private const int End = 4;
    private const int CliffDuration = 5;
    private const int CliffEnd = 6;
    private const int CliffAmount = 7;
    private const int Months = 8;
    private const int Steps = 9;
    private const int Unlock = 10;
    private const int Initial = 11;

    protected override string[] Known => ["address", "amount", .. ScheduleColumns];

    protected override int[] Needed => [Account, Quantity];

    protected override void ReadRow(in CsvRow row)
    {
        bool ok = row.TryAddress(Account, out Address account) & row.TryAmount(Quantity, Input.Options.Decimals, out UInt256 amount);
        ok &= TryDuration(row, Duration, out StreamDuration? duration) & TryDuration(row, CliffDuration, out StreamDuration? cliffDuration);
        ok &= TryTime(row, Start, out DateTimeOffset? start) & TryTime(row, End, out DateTimeOffset? end) & TryTime(row, CliffEnd, out DateTimeOffset? cliffEnd);
        ok &= TryUnits(row, CliffAmount, out UInt256? cliffAmount) & TryUnits(row, Unlock, out UInt256? unlock);
        ok &= TryCount(row, Months, out int? months) & TryCount(row, Steps, out int? steps) & TryInitial(row, out bool? atStart);
        if (!ok)
            return;
        var stream = new StreamTerms
        {
            Duration = duration,
            Start = start,
            End = end,
            CliffDuration = cliffDuration,
            CliffEnd = cliffEnd,
            CliffAmount = cliffAmount,
            Months = months,
            Steps = steps,
            Unlock = unlock,
            FirstAtStart = atStart,
        };
        if (StreamRules.Check(stream, amount) is { } wrong)
            row.Fault(Array.IndexOf(Known, wrong.Column), wrong.Fault);
        else
            Input.Add(new ListEntry { Account = account, Amount = amount, Terms = new EntryTerms { Stream = stream }, Row = row.Number }, row.Number, PlaceOf);
    }

    private static bool TryDuration(in CsvRow row, int column, out StreamDuration? duration)
    {
        duration = null;
        if (row[column].IsEmpty)
            return true;
        if (StreamDuration.TryParse(row.Text(column), out StreamDuration read))
        {
            duration = read;
            return true;
        }

        row.Fault(column, new Fault("list.bad-duration", $"{CellText.Show(row[column])} is no duration.", null, "Write it as in 1 year 20 days 4 hours; parts may be missing."));
        return false;
    }

    private bool TryTime(in CsvRow row, int column, out DateTimeOffset? time)
    {
        time = null;
        if (row[column].IsEmpty)
            return true;
        if (StreamTime.TryParse(row.Text(column), Input.Options.Zone, row.Place(column), out DateTimeOffset read, out Fault? fault))
        {
            time = read;
            return true;
        }

        row.Fault(column, fault);
        return false;
    }

    private bool TryUnits(in CsvRow row, int column, out UInt256? units)
    {
        units = null;
        if (row[column].IsEmpty)
            return true;
        bool ok = row.TryAmount(column, Input.Options.Decimals, out UInt256 read);
        units = read;
        return ok;
    }

    private static bool TryCount(in CsvRow row, int column, out int? count)
    {
        count = null;
        if (row[column].IsEmpty)
            return true;
        bool ok = row.TryNumber(column, 1, 10_000, out ulong read);
        count = (int)read;
        return ok;
    }

    private static bool TryInitial(in CsvRow row, out bool? atStart)
    {
        atStart = null;
        if (row[Initial].IsEmpty)
            return true;
        string text = row.Text(Initial).ToLowerInvariant();
        atStart = text == StreamTime.AtStart;
        if (atStart.Value || text == StreamTime.EndOfFirstMonth)
            return true;
        row.Fault(Initial, new Fault("list.bad-initial", $"{CellText.Show(row[Initial])} does not say when the first release is.", null, $"Write {StreamTime.AtStart} or {StreamTime.EndOfFirstMonth}."));
        return false;
    }
}
