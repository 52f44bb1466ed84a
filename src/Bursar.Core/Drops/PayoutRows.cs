using Bursar.Core.Lists;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Drops;

/// <summary>Cuts a list into batches and packs their rows as <c>Payout.pay</c> reads them.</summary>
public static class PayoutRows
{
    private const int NarrowAmount = 12;
    private const int WideAmount = 32;

    /// <summary>Cuts <paramref name="rows"/>, which are in canonical order, into batches of at most <paramref name="size"/> rows.</summary>
    /// <remarks>A batch has wide rows only when one of its amounts needs more than 96 bits.</remarks>
    public static IReadOnlyList<PayoutBatch> Batches(IReadOnlyList<RecipientRow> rows, int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        var batches = new List<PayoutBatch>((rows.Count + size - 1) / size);
        for (int first = 0; first < rows.Count; first += size)
            batches.Add(Pack(rows, first, Math.Min(size, rows.Count - first), batches.Count));
        return batches;
    }

    /// <summary>Reads packed rows back.</summary>
    /// <exception cref="ArgumentException">The length is no multiple of a row's.</exception>
    public static IReadOnlyList<RecipientRow> Unpack(ReadOnlySpan<byte> packed, bool wide)
    {
        int width = Address.Length + (wide ? WideAmount : NarrowAmount);
        if (packed.Length % width != 0)
            throw new ArgumentException($"packed rows have {width} bytes each", nameof(packed));
        var rows = new List<RecipientRow>(packed.Length / width);
        for (; !packed.IsEmpty; packed = packed[width..])
            rows.Add(new RecipientRow(new Address(packed[..Address.Length]), new UInt256(packed[Address.Length..width])));
        return rows;
    }

    private static PayoutBatch Pack(IReadOnlyList<RecipientRow> rows, int first, int count, int number)
    {
        bool wide = false;
        UInt256 total = UInt256.Zero;
        for (int i = first; i < first + count; i++)
        {
            wide |= rows[i].Amount.BitLength > NarrowAmount * 8;
            total += rows[i].Amount;
        }

        int width = Address.Length + (wide ? WideAmount : NarrowAmount);
        byte[] packed = new byte[count * width];
        Span<byte> word = stackalloc byte[32];
        for (int i = 0; i < count; i++)
        {
            Span<byte> row = packed.AsSpan(i * width, width);
            rows[first + i].Account.CopyTo(row);
            rows[first + i].Amount.WriteBigEndian(word);
            word[(32 - (width - Address.Length))..].CopyTo(row[Address.Length..]);
        }

        return new PayoutBatch(number, first, count, total, packed, wide);
    }
}
