using Bursar.Core.Drops;
using Bursar.Core.Lists;
using Bursar.Evm.Primitives;
using Xunit;

namespace Bursar.Core.Tests.Drops;

public sealed class PayoutRowsTests
{
    [Fact]
    public void Every_row_stands_in_exactly_one_batch_and_sums_agree()
    {
        var random = new Random(11);
        for (int size = 1; size <= 17; size++)
        {
            List<RecipientRow> rows = [.. Enumerable.Range(0, 50).Select(_ => Row(random, 12))];
            IReadOnlyList<PayoutBatch> batches = PayoutRows.Batches(rows, size);
            Assert.Equal(rows, batches.SelectMany(b => PayoutRows.Unpack(b.Rows, b.Wide, b.Equal)));
            Assert.Equal(Enumerable.Range(0, batches.Count), batches.Select(b => b.Number));
            Assert.All(batches, b => Assert.Equal(PayoutRows.Unpack(b.Rows, b.Wide, b.Equal).Aggregate(UInt256.Zero, (s, r) => s + r.Amount), b.Total));
            Assert.All(batches, b => Assert.False(b.Wide));
        }
    }

    [Fact]
    public void Only_batches_with_an_amount_above_96_bits_are_wide()
    {
        var address = Address.Parse("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed");
        UInt256 limit = UInt256.One << 96;
        IReadOnlyList<PayoutBatch> batches = PayoutRows.Batches([new(address, limit - 1UL), new(address, limit), new(address, 1UL)], 1);
        Assert.Equal([false, true, false], batches.Select(b => b.Wide));
        Assert.Equal(Hex.Decode("0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaedffffffffffffffffffffffff"), batches[0].Rows);
        Assert.Equal(52, batches[1].Rows.Length);
        Assert.Equal(limit, Assert.Single(PayoutRows.Unpack(batches[1].Rows, wide: true, equal: false)).Amount);
    }

    [Fact]
    public void Packed_rows_of_another_length_are_refused() =>
        Assert.Throws<ArgumentException>(() => PayoutRows.Unpack(new byte[33], wide: false, equal: false));

    [Theory]
    [InlineData(12, 12)]
    [InlineData(14, 32)]
    public void Rows_of_one_amount_say_it_once(int bytes, int width)
    {
        var random = new Random(12);
        UInt256 amount = Row(random, bytes).Amount;
        List<RecipientRow> rows = [.. Enumerable.Range(0, 10).Select(_ => Row(random, bytes) with { Amount = amount })];
        rows[9] = rows[9] with { Amount = amount - 1UL };
        IReadOnlyList<PayoutBatch> batches = PayoutRows.Batches(rows, 4);
        Assert.Equal([true, true, false], batches.Select(b => b.Equal));
        Assert.Equal([width + 80, width + 80, 2 * (20 + width)], batches.Select(b => b.Rows.Length));
        Assert.Equal(rows, batches.SelectMany(b => PayoutRows.Unpack(b.Rows, b.Wide, b.Equal)));
        Assert.All(PayoutRows.Batches(rows, 1), b => Assert.False(b.Equal));
        Assert.Throws<ArgumentException>(() => PayoutRows.Unpack(new byte[11], wide: false, equal: true));
    }

    private static RecipientRow Row(Random random, int bytes)
    {
        byte[] account = new byte[20];
        byte[] amount = new byte[bytes];
        random.NextBytes(account);
        random.NextBytes(amount);
        return new RecipientRow(new Address(account), new UInt256(amount));
    }
}
