using Bursar.Core.Lists;
using Bursar.Evm.Primitives;
using Xunit;
using static Bursar.Core.Tests.Lists.ListText;

namespace Bursar.Core.Tests.Lists;

public sealed class ListDiffTests
{
    [Fact]
    public void Finds_nothing_between_two_files_that_say_the_same() =>
        Assert.True(ListDiff.Between(Read($"{A},1\n{B},2\n").Value, Read($"amount;to\n2;{B}\n1;{A}\n").Value).IsEmpty);

    [Fact]
    public void Names_added_removed_and_changed_rows_with_their_lines()
    {
        RecipientList before = Read($"address,amount\n{B},2\n{A},1\n").Value;
        RecipientList after = Read($"address,amount\n{C},3\n{A},1\n{B},5\n").Value;
        ListDiff diff = ListDiff.Between(before, after);
        Assert.Equal((1, 0, 1), (diff.Added, diff.Removed, diff.Changed));
        Assert.Equal(new ListChange(Address.Parse(B), 2UL, 5UL, 2, 4), diff.Changes[0]);
        Assert.Equal(new ListChange(Address.Parse(C), null, 3UL, 0, 2), diff.Changes[1]);
        Assert.Equal($"{Address.Parse(B)} has 5 (row 4) instead of 2 (row 2)", diff.Changes[0].ToString());
        Assert.Equal((3UL, 0UL, 2UL, 5UL), ((ulong)diff.AddedTotal, (ulong)diff.RemovedTotal, (ulong)diff.ChangedBefore, (ulong)diff.ChangedAfter));
        ListDiff back = ListDiff.Between(after, before);
        Assert.Equal((0, 1, 1), (back.Added, back.Removed, back.Changed));
        Assert.Equal(ListChangeKind.Removed, back.Changes[1].Kind);
    }

    [Fact]
    public void Pairs_the_rows_of_an_account_that_has_several()
    {
        static RecipientList Rows(string text) => Read(text, o => o with { Allow = AllowedRows.Duplicates }).Value;
        ListDiff diff = ListDiff.Between(Rows($"{A},1\n{A},5\n{A},5\n{B},1\n"), Rows($"{A},5\n{A},7\n{B},1\n{B},1\n"));
        Assert.Equal(
            [(ListChangeKind.Changed, 1UL, 7UL), (ListChangeKind.Removed, 5UL, 0UL), (ListChangeKind.Added, 0UL, 1UL)],
            diff.Changes.Select(c => (c.Kind, (ulong)(c.Before ?? 0UL), (ulong)(c.After ?? 0UL))));
    }

    [Fact]
    public void Names_the_one_row_that_was_changed_in_a_real_list()
    {
        RecipientList list = RealLists.Ens();
        RecipientRow[] rows = [.. list.Rows];
        rows[77_777] = rows[77_777] with { Amount = rows[77_777].Amount + 1UL };
        ListDiff diff = ListDiff.Between(list, RecipientList.Create(rows).Value);
        ListChange change = Assert.Single(diff.Changes);
        Assert.Equal((rows[77_777].Account, list.LineOf(77_777)), (change.Account, change.BeforeLine));
    }

    [Fact]
    public void Counts_differences_beyond_those_that_it_keeps()
    {
        RecipientList many = RecipientList.Create(Enumerable.Range(1, 50).Select(i => RealLists.Row((ulong)i, 1))).Value;
        RecipientList one = RecipientList.Create([RealLists.Row(1, 1)]).Value;
        ListDiff diff = ListDiff.Between(one, many, keep: 10);
        Assert.Equal((49, 10), (diff.Count, diff.Changes.Count));
    }
}
