using Bursar.Core.Faults;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Lists;

/// <summary>A list whose rows are checked and in canonical order; its <see cref="Hash"/> identifies it.</summary>
/// <remarks>Canonical order: by the account's bytes, then by amount. Immutable and safe to share between threads.</remarks>
public sealed partial class RecipientList
{
    private readonly RecipientRow[] _rows;
    private readonly int[]? _lines;
    private readonly Lazy<Hash32> _hash;

    internal RecipientList(RecipientRow[] rows, int[]? lines, UInt256 total, byte? decimals, string? fileName)
    {
        _rows = rows;
        _lines = lines;
        Total = total;
        Decimals = decimals;
        FileName = fileName;
        Rows = Array.AsReadOnly(rows);
        _hash = new Lazy<Hash32>(ComputeHash);
    }

    /// <summary>The rows in canonical order, amounts in base units.</summary>
    public IReadOnlyList<RecipientRow> Rows { get; }

    /// <summary>Number of rows, at least one.</summary>
    public int Count => _rows.Length;

    /// <summary>Sum of all amounts, in base units.</summary>
    public UInt256 Total { get; }

    /// <summary>The decimals with which human amounts were read; null when the amounts were base units.</summary>
    public byte? Decimals { get; }

    /// <summary>The file that the rows came from; null when they came from code.</summary>
    public string? FileName { get; }

    /// <summary>Keccak-256 of the canonical text (see <see cref="WriteCanonical(Stream)"/>): equal for any two files that say the same.</summary>
    public Hash32 Hash => _hash.Value;

    /// <summary>The rows in canonical order, without a copy.</summary>
    public ReadOnlySpan<RecipientRow> Span => _rows;

    /// <summary>The rows in canonical order, for readers that promise not to write.</summary>
    internal RecipientRow[] RowArray => _rows;

    /// <summary>Makes a list from rows in any order.</summary>
    /// <returns>The list, or a fault for each row that is not allowed; rows are counted from 1 in the order given.</returns>
    public static Result<RecipientList> Create(IEnumerable<RecipientRow> rows, AllowedRows allow = AllowedRows.None, byte? decimals = null)
    {
        RecipientRow[] copy = [.. rows];
        int[] numbers = new int[copy.Length];
        var log = new FaultLog(null, 1_000);
        UInt256? total = UInt256.Zero;
        for (int i = 0; i < copy.Length; i++)
        {
            numbers[i] = i + 1;
            RowRules.Check(copy[i], i + 1, "address", "amount", allow, log);
            RowRules.Add(ref total, copy[i].Amount, i + 1, "amount", log);
        }

        if (copy.Length == 0)
            log.Add(RowRules.Empty());
        RowOrder.Sort(copy, numbers);
        RowRules.CheckDuplicates(copy, numbers, "address", allow, log);
        return log.Count > 0 ? Result<RecipientList>.Fail(log.Finish()) : new RecipientList(copy, null, total!.Value, decimals, null);
    }

    /// <summary>The line of the file that row <paramref name="row"/> (canonical, from 0) came from; 0 when it did not come from a file.</summary>
    public int LineOf(int row)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)_rows.Length, nameof(row));
        return _lines is null ? 0 : _lines[row];
    }

    /// <summary>The canonical rows of <paramref name="account"/>, as a range of row numbers from 0; empty when there are none.</summary>
    public Range RowsOf(Address account)
    {
        int low = 0;
        int high = _rows.Length;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (_rows[middle].Account < account)
                low = middle + 1;
            else
                high = middle;
        }

        int end = low;
        while (end < _rows.Length && _rows[end].Account == account)
            end++;
        return low..end;
    }

    private Hash32 ComputeHash()
    {
        var keccak = new Keccak256Stream();
        WriteCanonical(keccak.Append);
        return keccak.Finish();
    }
}
