using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Lists;

/// <summary>Reads the sound rows of a block, and sets the other lines aside. One for each thread.</summary>
/// <param name="separator">What separates cells.</param>
/// <param name="columns">Which cell is which.</param>
/// <param name="decimals">Null when amounts are base units.</param>
/// <param name="maxLine">Most bytes of a line.</param>
internal sealed class RowBlockParser(byte separator, ListColumns columns, byte? decimals, int maxLine)
{
    private const int ShortestLine = 2 + AddressDigits.Count + 1 + 1 + 1;
    private const int AmountAt = 2 + AddressDigits.Count + 1;
    private const ushort Prefix = '0' | ('x' << 8);

    // The short way stands on rows that begin with the address, and on words with the first character lowest.
    private readonly bool _short = columns.Account == 0 && BitConverter.IsLittleEndian;
    private readonly ChecksumBatch _checksums = new();
    private RowBlock _block = null!;
    private RecipientRow[] _rows = [];
    private int _count;
    private int _line;
    private bool _afterBlank;

    /// <summary>Reads <paramref name="block"/>.</summary>
    internal void Parse(RowBlock block)
    {
        _block = block;
        int most = (block.Length / ShortestLine) + 1;
        if (_count > 0 || _rows.Length < most) // a block without rows leaves them
            _rows = LargeArray.Allocate<RecipientRow>(most);
        _count = 0;
        _line = 0;
        _afterBlank = false;
        _checksums.Wrong.Clear();
        ReadLines(block.Text!, block.Length);
        _checksums.Check();
        block.Rows = _count == 0 ? [] : _rows;
        block.Count = _count;
        block.Lines = _line;
        if (_checksums.Wrong.Count > 0)
            SetAside(_checksums.Wrong);
        block.Total = Sum(_rows.AsSpan(0, block.Count));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ReadLines(byte[] text, int length)
    {
        ref byte start = ref MemoryMarshal.GetArrayDataReference(text);
        int at = 0;
        while (at < length)
        {
            _line++;
            int end = _short ? ReadShort(ref Unsafe.Add(ref start, at), at) : -1;
            if (end < 0)
            {
                int rest = text.AsSpan(at, length - at).IndexOfAny((byte)'\n', (byte)'\r');
                end = rest < 0 ? length : at + rest;
                ReadOther(text.AsSpan(at, end - at), at);
            }

            // The text is followed by a line feed that is not its own.
            at = Unsafe.Add(ref start, end) == '\r' && Unsafe.Add(ref start, end + 1) == '\n' ? end + 2 : end + 1;
        }
    }

    // A row without quotes and blanks; gives the place where the line ends, or −1.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int ReadShort(ref byte line, int at)
    {
        if (Unsafe.ReadUnaligned<ushort>(ref line) != Prefix || Unsafe.Add(ref line, AmountAt - 1) != separator)
            return -1;
        if (!AddressDigits.TryRead(ref Unsafe.Add(ref line, 2), out Address account, out bool mixed))
            return -1;
        int digits = AmountDigits.Read(ref Unsafe.Add(ref line, AmountAt), decimals, out UInt256 amount);
        if (digits == 0 || Unsafe.Add(ref line, AmountAt + digits) is not ((byte)'\n' or (byte)'\r') || AmountAt + digits > maxLine)
            return -1;
        if (account.IsZero || amount.IsZero)
            return -1;
        if (mixed)
            _checksums.Add(ref Unsafe.Add(ref line, 2), _count);
        Keep(account, amount);
        return at + AmountAt + digits;
    }

    private void ReadOther(ReadOnlySpan<byte> line, int at)
    {
        Span<CellSplitter.Cell> cells = stackalloc CellSplitter.Cell[2];
        if (line.Length <= maxLine && !IsPlainFault(line) && CellSplitter.Split(line, separator, cells) == 2 &&
            AddressCell.TryRead(cells[columns.Account].Of(line), out Address account) &&
            AmountCell.TryRead(cells[columns.Amount].Of(line), decimals, out UInt256 amount) &&
            !account.IsZero && !amount.IsZero)
        {
            Keep(account, amount);
            return;
        }

        if (_block.RowLines is null)
            NumberRows();
        bool blank = ListParser.IsBlank(line);
        if (!blank || !_afterBlank) // of blank lines in a row the first says it all
            _block.Odd.Add(new RowBlock.OddLine(_line, at, line.Length));
        _afterBlank = blank;
    }

    private static bool IsPlainFault(ReadOnlySpan<byte> line) => line.IsEmpty || !Ascii.IsValid(line);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Keep(Address account, UInt256 amount)
    {
        _afterBlank = false;
        if (_block.RowLines is { } lines)
            lines[_count] = _line;
        _rows[_count++] = new RecipientRow(account, amount);
    }

    // Until now every line was a row.
    private void NumberRows()
    {
        int[] lines = LargeArray.Allocate<int>(_rows.Length);
        for (int i = 0; i < _count; i++)
            lines[i] = i + 1;
        _block.RowLines = lines;
    }

    // Takes rows out again and puts their lines among the odd ones.
    private void SetAside(List<int> wrong)
    {
        if (_block.RowLines is null)
            NumberRows();
        int[] lines = _block.RowLines!;
        var unsound = wrong.Select(row => lines[row]).ToHashSet();
        int kept = 0;
        for (int i = 0; i < _count; i++)
        {
            if (unsound.Contains(lines[i]))
                continue;
            _rows[kept] = _rows[i];
            lines[kept++] = lines[i];
        }

        _block.Count = kept;
        AddLines(unsound);
        _block.Odd.Sort(static (a, b) => a.Line.CompareTo(b.Line));
    }

    private void AddLines(HashSet<int> numbers)
    {
        ReadOnlySpan<byte> text = _block.Text.AsSpan(0, _block.Length);
        int line = 0;
        for (int at = 0; at < text.Length;)
        {
            line++;
            int length = text[at..].IndexOfAny((byte)'\n', (byte)'\r');
            int end = length < 0 ? text.Length : at + length;
            if (numbers.Contains(line))
                _block.Odd.Add(new RowBlock.OddLine(line, at, end - at));
            at = end + 1 < text.Length && text[end] == '\r' && text[end + 1] == '\n' ? end + 2 : end + 1;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static UInt256? Sum(ReadOnlySpan<RecipientRow> rows)
    {
        UInt256 total = UInt256.Zero;
        foreach (ref readonly RecipientRow row in rows)
        {
            if (!UInt256.TryAdd(total, row.Amount, out total))
                return null;
        }

        return total;
    }
}
