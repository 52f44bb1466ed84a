using Bursar.Evm.Abi;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;

namespace Bursar.Contracts;

/// <summary>First holders of a token in the shape in which they stand in code.</summary>
/// <remarks>
/// A row has 32 bytes (account 20, amount 12) or, when the supply does not fit in 96 bits, 36 bytes (account 20, amount 16). Rows ascend by account.
/// A GenesisToken has them in tables that are added after its creation; the genesis hash, fixed at creation, is a chain from the end.
/// </remarks>
public static class TokenRows
{
    /// <summary>Most bytes of a table: a contract's code less the byte that keeps it from being run.</summary>
    public const int TableBytes = 24_575;

    private const int AccountBytes = 20;

    /// <summary>Bytes of a row of a token with this supply.</summary>
    public static int Width(UInt256 supply) => (supply >> 96).IsZero ? 32 : 36;

    /// <summary>Rows that a table takes at most: 767, or 682 wide ones.</summary>
    public static int RowsOfTable(UInt256 supply) => TableBytes / Width(supply);

    /// <summary>Puts holders into order, adding up what one account has in several rows.</summary>
    public static IReadOnlyList<(Address Account, UInt256 Amount)> Order(IEnumerable<(Address Account, UInt256 Amount)> holders)
    {
        var sums = new Dictionary<Address, UInt256>();
        foreach ((Address account, UInt256 amount) in holders)
            sums[account] = sums.GetValueOrDefault(account) + amount;
        return [.. sums.Select(s => (s.Key, s.Value)).OrderBy(s => s.Key)];
    }

    /// <summary>Packs rows that are in order.</summary>
    /// <param name="rows">What <see cref="Order"/> gave.</param>
    /// <param name="supply">The token's supply, which decides how wide a row is.</param>
    public static byte[] Pack(IReadOnlyList<(Address Account, UInt256 Amount)> rows, UInt256 supply)
    {
        ArgumentNullException.ThrowIfNull(rows);
        int width = Width(supply);
        byte[] packed = new byte[rows.Count * width];
        Span<byte> word = stackalloc byte[32];
        for (int i = 0; i < rows.Count; i++)
        {
            Span<byte> row = packed.AsSpan(i * width, width);
            rows[i].Account.CopyTo(row);
            rows[i].Amount.WriteBigEndian(word);
            word[^(width - AccountBytes)..].CopyTo(row[AccountBytes..]);
        }

        return packed;
    }

    /// <summary>Reads packed rows.</summary>
    /// <returns>False unless they are whole rows, ascend, have an amount each, and add up to the supply.</returns>
    public static bool TryUnpack(ReadOnlySpan<byte> packed, UInt256 supply, out IReadOnlyList<(Address Account, UInt256 Amount)> rows) =>
        TryUnpack(packed, supply, UInt256.Zero, out rows);

    /// <summary>As the other form, of rows that add up to the supply without <paramref name="escrow"/>.</summary>
    internal static bool TryUnpack(ReadOnlySpan<byte> packed, UInt256 supply, UInt256 escrow, out IReadOnlyList<(Address Account, UInt256 Amount)> rows)
    {
        int width = Width(supply);
        var found = new List<(Address, UInt256)>(packed.Length / width);
        rows = found;
        if (packed.IsEmpty || packed.Length % width != 0)
            return false;
        UInt256 sum = UInt256.Zero;
        Address before = default;
        Span<byte> word = stackalloc byte[32];
        for (; !packed.IsEmpty; packed = packed[width..])
        {
            var account = new Address(packed[..AccountBytes]);
            word.Clear();
            packed[AccountBytes..width].CopyTo(word[^(width - AccountBytes)..]);
            var amount = new UInt256(word);
            if (account.CompareTo(before) <= 0 || amount.IsZero)
                return false;
            found.Add((account, amount));
            sum += amount; // at most some hundreds of amounts below 2^128
            before = account;
        }

        return sum + escrow == supply;
    }

    /// <summary>Cuts rows that are in order into tables.</summary>
    public static IReadOnlyList<byte[]> Tables(IReadOnlyList<(Address Account, UInt256 Amount)> rows, UInt256 supply)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return [.. rows.Chunk(RowsOfTable(supply)).Select(part => Pack(part, supply))];
    }

    /// <summary>The hash of the tables from number <paramref name="index"/> on: with 0 the genesis hash, with one more what comes after a table.</summary>
    public static Hash32 HashFrom(IReadOnlyList<byte[]> tables, int index)
    {
        ArgumentNullException.ThrowIfNull(tables);
        Hash32 rest = Hash32.Zero;
        for (int i = tables.Count - 1; i >= index; i--)
        {
            var writer = new AbiWriter(64);
            writer.WriteHash32(Keccak256.Hash(tables[i]));
            writer.WriteHash32(rest);
            rest = Keccak256.Hash(writer.Finish());
        }

        return rest;
    }

    /// <summary>What a GenesisToken is created with: the genesis hash, then the first account of each table.</summary>
    public static byte[] Commitment(IReadOnlyList<byte[]> tables)
    {
        ArgumentNullException.ThrowIfNull(tables);
        byte[] commitment = new byte[Hash32.Length + (AccountBytes * tables.Count)];
        HashFrom(tables, 0).CopyTo(commitment);
        for (int i = 0; i < tables.Count; i++)
            tables[i].AsSpan(0, AccountBytes).CopyTo(commitment.AsSpan(Hash32.Length + (AccountBytes * i)));
        return commitment;
    }
}
