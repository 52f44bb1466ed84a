using Bursar.Core.Lists;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Drops;

/// <summary>Cuts a list into batches and packs their rows as <c>Payout.pay</c> reads them.</summary>
public static class PayoutRows
{
    private const int NarrowAmount = 12;
    private const int WideAmount = 32;

    /// <summary>Cuts <paramref name="rows"/>, which are in canonical order, into batches of at most <paramref name="size"/> rows.</summary>
    /// <remarks>Amounts are wide only when one of a batch needs more than 96 bits; when all are equal, the amount stands only once.</remarks>
    /// <param name="rows">The rows.</param>
    /// <param name="size">Most rows of a batch.</param>
    /// <param name="once">Whether the amount of a batch of equal ones may stand only once.</param>
    public static IReadOnlyList<PayoutBatch> Batches(IReadOnlyList<RecipientRow> rows, int size, bool once = true)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        var batches = new List<PayoutBatch>((rows.Count + size - 1) / size);
        for (int first = 0; first < rows.Count; first += size)
            batches.Add(Pack(rows, first, Math.Min(size, rows.Count - first), batches.Count, once));
        return batches;
    }

    /// <summary>Reads packed rows back.</summary>
    /// <param name="packed">The rows.</param>
    /// <param name="wide">Whether amounts have 32 bytes instead of 12.</param>
    /// <param name="equal">Whether one amount stands before addresses.</param>
    /// <exception cref="ArgumentException">The length is not a whole number of rows.</exception>
    public static IReadOnlyList<RecipientRow> Unpack(ReadOnlySpan<byte> packed, bool wide, bool equal)
    {
        int amount = wide ? WideAmount : NarrowAmount;
        int head = equal ? amount : 0;
        int width = Address.Length + amount - head;
        if (packed.Length < head || (packed.Length - head) % width != 0)
            throw new ArgumentException($"packed rows have {width} bytes each", nameof(packed));
        ReadOnlySpan<byte> every = packed[..head];
        var rows = new List<RecipientRow>((packed.Length - head) / width);
        for (packed = packed[head..]; !packed.IsEmpty; packed = packed[width..])
            rows.Add(new RecipientRow(new Address(packed[..Address.Length]), new UInt256(equal ? every : packed[Address.Length..width])));
        return rows;
    }

    private static PayoutBatch Pack(IReadOnlyList<RecipientRow> rows, int first, int count, int number, bool once)
    {
        bool wide = false;
        bool equal = once && count > 1;
        UInt256 total = UInt256.Zero;
        for (int i = first; i < first + count; i++)
        {
            wide |= rows[i].Amount.BitLength > NarrowAmount * 8;
            equal &= rows[i].Amount == rows[first].Amount;
            total += rows[i].Amount;
        }

        int amount = wide ? WideAmount : NarrowAmount;
        int head = equal ? amount : 0;
        int width = Address.Length + amount - head;
        byte[] packed = new byte[head + (count * width)];
        if (equal)
            Write(rows[first].Amount, packed.AsSpan(0, head));
        for (int i = 0; i < count; i++)
        {
            Span<byte> row = packed.AsSpan(head + (i * width), width);
            rows[first + i].Account.CopyTo(row);
            if (!equal)
                Write(rows[first + i].Amount, row[Address.Length..]);
        }

        return new PayoutBatch(number, first, count, total, packed, wide, equal);
    }

    private static void Write(UInt256 amount, Span<byte> place)
    {
        Span<byte> word = stackalloc byte[32];
        amount.WriteBigEndian(word);
        word[(32 - place.Length)..].CopyTo(place);
    }
}
