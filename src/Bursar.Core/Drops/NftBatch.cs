using Bursar.Core.Launch;
using Bursar.Core.Lists;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Drops;

/// <summary>NFTs that one transaction sends.</summary>
/// <param name="Number">Its number in the run, from 0.</param>
/// <param name="FirstRow">Position of its first row in the canonical list, from 0.</param>
/// <param name="Count">Number of rows.</param>
/// <param name="Rows">The packed rows that <c>Payout.payNfts</c> takes: 20 bytes address, id, and for ERC-1155 an amount.</param>
/// <param name="Wide">True when ids and amounts have 32 bytes; otherwise they have 12.</param>
public sealed record NftBatch(int Number, int FirstRow, int Count, byte[] Rows, bool Wide)
{
    private const int Narrow = 12;
    private const int Word = 32;

    /// <summary>Keccak-256 of <see cref="Rows"/>, which the contract states in its event.</summary>
    public Hash32 RowsHash => Keccak256.Hash(Rows);

    /// <summary>Cuts a list into batches of at most <paramref name="size"/> rows.</summary>
    public static IReadOnlyList<NftBatch> Of(NftList list, NftStandard standard, int size)
    {
        ArgumentNullException.ThrowIfNull(list);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        var batches = new List<NftBatch>();
        for (int first = 0; first < list.Rows.Count; first += size)
            batches.Add(Pack([.. list.Rows.Skip(first).Take(size)], standard, first, batches.Count));
        return batches;
    }

    private static NftBatch Pack(NftRow[] rows, NftStandard standard, int first, int number)
    {
        bool wide = rows.Any(r => r.Id.BitLength > Narrow * 8 || r.Amount.BitLength > Narrow * 8);
        int width = wide ? Word : Narrow;
        int length = Address.Length + (standard == NftStandard.Erc721 ? width : 2 * width);
        byte[] packed = new byte[rows.Length * length];
        for (int i = 0; i < rows.Length; i++)
        {
            Span<byte> row = packed.AsSpan(i * length, length);
            rows[i].Account.CopyTo(row);
            Write(rows[i].Id, row.Slice(Address.Length, width));
            if (standard == NftStandard.Erc1155)
                Write(rows[i].Amount, row[(Address.Length + width)..]);
        }

        return new NftBatch(number, first, rows.Length, packed, wide);
    }

    private static void Write(UInt256 value, Span<byte> place)
    {
        Span<byte> word = stackalloc byte[Word];
        value.WriteBigEndian(word);
        word[(Word - place.Length)..].CopyTo(place);
    }
}
