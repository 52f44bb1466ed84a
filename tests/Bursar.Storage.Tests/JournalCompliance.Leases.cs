using Bursar.App.Outbox;
using Xunit;

namespace Bursar.Storage.Tests;

public abstract partial class JournalCompliance
{
    [Fact]
    public async Task Gives_a_lease_to_one_of_two_connections()
    {
        await using IJournal one = await OpenAsync();
        await using IJournal two = await OpenAsync();

        Assert.True((await one.AcquireLeaseAsync(Mine, Cancel)).Granted);
        LeaseAnswer answer = await two.AcquireLeaseAsync(Theirs, Cancel);

        Assert.False(answer.Granted);
        Assert.Equal("first", answer.Owner);
        Assert.Equal(Time.GetUtcNow() + Term, answer.ExpiresAt);
    }

    [Fact]
    public async Task Gives_a_contested_lease_exactly_once()
    {
        const int Rivals = 8;
        var journals = new List<IJournal>();
        for (int i = 0; i < Rivals; i++)
            journals.Add(await OpenAsync());

        LeaseAnswer[] answers = await Task.WhenAll(journals.Select((journal, i) =>
            Task.Run(() => journal.AcquireLeaseAsync(Mine with { Owner = $"rival {i}" }, Cancel), Cancel)));

        Assert.Single(answers, a => a.Granted);
        Assert.Single(answers.Select(a => a.Owner).Distinct());
        foreach (IJournal journal in journals)
            await journal.DisposeAsync();
    }

    [Fact]
    public async Task Lets_a_lease_be_taken_over_only_after_it_expired()
    {
        await using IJournal one = await OpenAsync();
        await using IJournal two = await OpenAsync();
        await one.AcquireLeaseAsync(Mine, Cancel);

        Time.Advance(Term - TimeSpan.FromMilliseconds(1));
        Assert.False((await two.AcquireLeaseAsync(Theirs, Cancel)).Granted);
        Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True((await two.AcquireLeaseAsync(Theirs, Cancel)).Granted);
    }

    [Fact]
    public async Task Extends_the_lease_with_every_write()
    {
        (IJournal one, long run) = await StartAsync("a");
        await using IJournal two = await OpenAsync();
        Time.Advance(TimeSpan.FromSeconds(4));
        await SignAsync(one, run, "a", 0, 0x10);
        Time.Advance(TimeSpan.FromSeconds(4));
        Assert.False((await two.AcquireLeaseAsync(Theirs, Cancel)).Granted);
        await one.RenewLeaseAsync(Mine, Cancel);
        Time.Advance(TimeSpan.FromSeconds(4));
        Assert.False((await two.AcquireLeaseAsync(Theirs, Cancel)).Granted);
        await one.DisposeAsync();
    }

    [Fact]
    public async Task Writes_nothing_for_an_owner_whose_lease_was_taken_over()
    {
        (IJournal one, long run) = await StartAsync("a");
        await using IJournal two = await OpenAsync();
        Time.Advance(Term);
        Assert.True((await two.AcquireLeaseAsync(Theirs, Cancel)).Granted);

        LeaseLostException lost = await Assert.ThrowsAsync<LeaseLostException>(() => SignAsync(one, run, "a", 0, 0x10));
        await Assert.ThrowsAsync<LeaseLostException>(() => one.RenewLeaseAsync(Mine, Cancel));
        await Assert.ThrowsAsync<LeaseLostException>(() => one.OpenRunAsync(Mine, NewRun(Fill(2)), [], Cancel));

        Assert.Contains("second", lost.Message, StringComparison.Ordinal);
        Assert.Empty(await two.GetTransactionsAsync(run, Cancel));
        Assert.Null(await two.FindRunAsync(Fill(2), Chain, Cancel));
        await one.DisposeAsync();
    }

    [Fact]
    public async Task Frees_a_lease_that_is_given_back_but_not_somebody_elses()
    {
        await using IJournal one = await OpenAsync();
        await using IJournal two = await OpenAsync();
        await one.AcquireLeaseAsync(Mine, Cancel);
        await two.ReleaseLeaseAsync(Theirs, Cancel);
        Assert.False((await two.AcquireLeaseAsync(Theirs, Cancel)).Granted);
        await one.ReleaseLeaseAsync(Mine, Cancel);
        Assert.True((await two.AcquireLeaseAsync(Theirs, Cancel)).Granted);
    }

    [Fact]
    public async Task Refuses_to_write_into_the_run_of_another_account()
    {
        (IJournal one, long run) = await StartAsync("a");
        AccountLease other = Mine with { Account = new([.. new byte[19], 9]) };
        await one.AcquireLeaseAsync(other, Cancel);
        await Assert.ThrowsAsync<JournalConflictException>(() =>
            one.CommitAsync(other, [new StepMoved(run, "a", OutboxState.Seen)], Cancel));
        await Assert.ThrowsAsync<JournalConflictException>(() => one.OpenRunAsync(other, NewRun(Fill(2)), [], Cancel));
        await one.DisposeAsync();
    }
}
