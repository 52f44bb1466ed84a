using System.Collections;

namespace Bursar.Core.Lists.Formats;

/// <summary>Rows in pieces of the same size, so that growing copies nothing and needs no more memory than the rows.</summary>
internal sealed class EntryStore : IReadOnlyList<ListEntry>
{
    private const int Bits = 13;
    private const int Size = 1 << Bits;

    private readonly List<ListEntry[]> _pieces = [];

    public int Count { get; private set; }

    public ListEntry this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
            return At(index);
        }
    }

    /// <summary>A row in place.</summary>
    internal ref ListEntry At(int index) => ref _pieces[index >> Bits][index & (Size - 1)];

    internal void Add(in ListEntry entry)
    {
        if (Count >> Bits == _pieces.Count)
            _pieces.Add(new ListEntry[_pieces.Count == 0 ? 64 : Size]);
        else if (Count < Size && Count == _pieces[0].Length)
            _pieces[0] = Grown(_pieces[0]);
        At(Count++) = entry;
    }

    /// <summary>Takes rows of amount 0 out, keeping the order.</summary>
    /// <returns>How many there were.</returns>
    internal int RemoveZero()
    {
        int kept = 0;
        for (int i = 0; i < Count; i++)
        {
            ref ListEntry entry = ref At(i);
            if (entry.Quantity != QuantityKind.Amount || !entry.Amount.IsZero)
                At(kept++) = entry;
        }

        int removed = Count - kept;
        Count = kept;
        return removed;
    }

    public IEnumerator<ListEntry> GetEnumerator()
    {
        for (int i = 0; i < Count; i++)
            yield return At(i);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static ListEntry[] Grown(ListEntry[] first)
    {
        Array.Resize(ref first, Math.Min(Size, 4 * first.Length));
        return first;
    }
}
