using Bursar.Core.Lists;
using Bursar.Evm.Primitives;
using Bursar.Tests.Shared;
using Xunit;
using static Bursar.Core.Tests.Lists.ListText;

namespace Bursar.Core.Tests.Lists;

public sealed class RecipientListTests
{
    [Fact]
    public void Created_from_rows_equals_the_one_read_from_their_text()
    {
        int seed = Seeds.Next("RecipientListTests");
        var random = new Random(seed);
        byte[] bytes = new byte[20];
        byte[] amount = new byte[32];
        var rows = new List<RecipientRow>();
        for (int i = 0; i < 2_000; i++)
        {
            random.NextBytes(bytes);
            random.NextBytes(amount);
            rows.Add(new RecipientRow(new Address(bytes), new UInt256(amount.AsSpan(random.Next(2, 32)))));
        }

        RecipientList created = RecipientList.Create(rows, AllowedRows.ZeroAmount).Value;
        string text = string.Join('\n', rows.Select(r => $"{r.Account},{r.Amount}"));
        RecipientList read = Read(text, o => o with { Allow = AllowedRows.ZeroAmount }).Value;
        Assert.True(created.Hash == read.Hash, $"seed {seed}");
        Assert.True(created.Rows.SequenceEqual(rows.OrderBy(r => r.Account).ThenBy(r => r.Amount)), $"seed {seed}");
        Assert.Equal(0, created.LineOf(0));
    }

    [Fact]
    public void Created_from_bad_rows_names_them_by_number() =>
        Assert.Equal(
            [(2L, "list.zero-amount"), (3L, "list.duplicate")],
            RecipientList.Create([RealLists.Row(1, 1), RealLists.Row(2, 0), RealLists.Row(1, 5)]).Faults.Select(f => (f.Line, f.Code)));

    [Fact]
    public void Has_at_least_one_row() => Assert.Equal("list.empty", OnlyFault(RecipientList.Create([])).Code);

    [Fact]
    public void Finds_the_rows_of_an_account()
    {
        RecipientList list = RecipientList.Create(
            [RealLists.Row(5, 1), RealLists.Row(3, 1), RealLists.Row(5, 9), RealLists.Row(4, 1)], AllowedRows.Duplicates).Value;
        Assert.Equal(2..4, list.RowsOf(RealLists.AddressOf(5)));
        Assert.Equal(0..1, list.RowsOf(RealLists.AddressOf(3)));
        Assert.Equal(0, list.RowsOf(RealLists.AddressOf(6)).GetOffsetAndLength(list.Count).Length);
    }

    [Fact]
    public void Real_lists_have_the_totals_that_their_projects_published()
    {
        RecipientList ens = RealLists.Ens();
        Assert.Equal((137_689, "25000000000000001930530982"), (ens.Count, ens.Total.ToString()));
    }
}
