using System.Text;
using Bursar.Core.Drops;
using Bursar.Core.Faults;
using Bursar.Core.Lists;
using Bursar.Evm.Primitives;
using Xunit;

namespace Bursar.Core.Tests.Drops;

public sealed class CumulativeListTests
{
    private static readonly UInt256 Unit = UInt256.PowerOfTen(18);

    [Fact]
    public void The_root_is_that_of_OpenZeppelins_library()
    {
        // StandardMerkleTree.of(rows, ["address", "address", "uint256"]) of @openzeppelin/merkle-tree 1.0.8, over the same rows.
        CumulativeList list = CumulativeList.Create(Rows().Reverse(), TestContext.Current.CancellationToken).Value;
        Assert.Equal(14, list.Rows.Count);
        Assert.Equal("0x04d87fab202e005fac6e79a2716b8a5ad6fda4c247ea592223556d03025f0f14", list.Root.ToString());
    }

    [Fact]
    public void The_canonical_text_reads_back_as_the_same_list_whatever_the_order_of_the_rows()
    {
        CumulativeList list = CumulativeList.Create(Rows(), TestContext.Current.CancellationToken).Value;
        using var text = new MemoryStream();
        list.WriteCanonical(text);
        text.Position = 0;
        CumulativeList read = CumulativeList.Read(text, new ListReadOptions { FileName = "list.csv" }, TestContext.Current.CancellationToken).Value;
        Assert.Equal((list.Root, list.Hash), (read.Root, read.Hash));
        Assert.Equal(list.Hash, CumulativeList.Create(Rows().Reverse(), TestContext.Current.CancellationToken).Value.Hash);
        Assert.Equal(list.Totals, read.Totals);
    }

    [Fact]
    public void Every_row_that_cannot_stand_is_named_at_once()
    {
        string text = $"account,token,cumulative_amount\n{Account(1)},{Token(1)},5\n{Account(1)},{Token(1)},6\n{Account(2)},{default(Address)},1\n{Account(3)},{Token(1)},0\n";
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        Result<CumulativeList> read = CumulativeList.Read(stream, new ListReadOptions { FileName = "list.csv" }, TestContext.Current.CancellationToken);
        Assert.False(read.IsOk);
        Assert.True(read.Faults.Count >= 2, string.Join('\n', read.Faults));
        Assert.All(read.Faults, f => Assert.True(f.Line > 0 || f.Field is not null));

        CumulativeRow[] rows = [new(Account(1), Token(1), 5UL), new(Account(1), Token(1), 6UL), new(Account(2), default, 1UL), new(Account(3), Token(1), 0UL), new(Account(4), Token(2), UInt256.MaxValue), new(Account(5), Token(2), 1UL)];
        Assert.Equal(["programme.row-twice", "programme.zero-address", "programme.zero-amount", "programme.total-overflow"],
            CumulativeList.Create(rows, TestContext.Current.CancellationToken).Faults.Select(f => f.Code));
    }

    [Fact]
    public void A_list_that_takes_back_or_gives_more_than_there_is_says_where()
    {
        CumulativeList before = CumulativeList.Create([new(Account(1), Token(1), 5UL), new(Account(2), Token(1), 7UL)], TestContext.Current.CancellationToken).Value;
        CumulativeList after = CumulativeList.Create([new(Account(1), Token(1), 4UL), new(Account(3), Token(2), 9UL)], TestContext.Current.CancellationToken).Value;
        var escrow = new Dictionary<Address, UInt256> { [Token(1)] = 12UL, [Token(2)] = 8UL };
        Assert.Equal(["programme.amount-fell", "programme.row-lost", "programme.above-escrow"], after.Problems(before, escrow).Select(f => f.Code));
        Assert.Empty(before.Problems(null, escrow));
        Assert.Empty(before.Problems(before, escrow));
        Assert.Equal("programme.above-escrow", Assert.Single(before.Problems(null, new Dictionary<Address, UInt256> { [Token(1)] = 11UL })).Code);
    }

    [Fact]
    public void The_difference_names_what_is_new_what_rose_and_what_fell()
    {
        CumulativeList before = CumulativeList.Create([new(Account(1), Token(1), 5UL), new(Account(2), Token(1), 7UL), new(Account(3), Token(1), 1UL)], TestContext.Current.CancellationToken).Value;
        CumulativeList after = CumulativeList.Create([new(Account(1), Token(1), 6UL), new(Account(2), Token(1), 7UL), new(Account(4), Token(2), 2UL)], TestContext.Current.CancellationToken).Value;
        CumulativeDiff diff = CumulativeDiff.Between(before, after);
        Assert.Equal((1, 1, 1), (diff.Added, diff.Raised, diff.Fell));
        Assert.Equal([Account(1), Account(3), Account(4)], diff.Changes.Select(c => c.Account));
        Assert.Equal([(Token(1), (UInt256)13UL, (UInt256)13UL), (Token(2), (UInt256)0UL, (UInt256)2UL)], diff.Totals);
    }

    private static CumulativeRow[] Rows() =>
        [.. from i in Enumerable.Range(1, 7) from t in Enumerable.Range(1, 1 + (i % 3)) select new CumulativeRow(Account((i * 1000) + 7), Token(t), ((ulong)i * Unit) + (ulong)t)];

    private static Address Token(int number) => Account(number * 77777);

    private static Address Account(int number)
    {
        Span<byte> bytes = stackalloc byte[Address.Length];
        bytes.Clear();
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(bytes[^4..], number);
        return new Address(bytes);
    }
}
