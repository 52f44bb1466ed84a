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

        await AdvanceAsync(Term - TimeSpan.FromMilliseconds(1));
        Assert.False((await two.AcquireLeaseAsync(Theirs, Cancel)).Granted);
        await AdvanceAsync(TimeSpan.FromMilliseconds(1));
        Assert.True((await two.AcquireLeaseAsync(Theirs, Cancel)).Granted);
    }

    [Fact]
    public async Task Extends_the_lease_with_every_write()
    {
        (IJournal one, long run) = await StartAsync("a");
        await using IJournal two = await OpenAsync();
        await AdvanceAsync(TimeSpan.FromSeconds(4));
        await SignAsync(one, run, "a", 0, 0x10);
        await AdvanceAsync(TimeSpan.FromSeconds(4));
        Assert.False((await two.AcquireLeaseAsync(Theirs, Cancel)).Granted);
        await one.RenewLeaseAsync(Mine, Cancel);
        await AdvanceAsync(TimeSpan.FromSeconds(4));
        Assert.False((await two.AcquireLeaseAsync(Theirs, Cancel)).Granted);
        await one.DisposeAsync();
    }

    [Fact]
    public async Task Writes_nothing_for_an_owner_whose_lease_was_taken_over()
    {
        (IJournal one, long run) = await StartAsync("a");
        await using IJournal two = await OpenAsync();
        await AdvanceAsync(Term);
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

    [Fact]
    public async Task Gives_a_free_lease_to_who_waits_longest()
    {
        await using IJournal journal = await OpenAsync();
        AccountLease third = Mine with { Owner = "third", Plan = Plan };
        await journal.AcquireLeaseAsync(Mine, Cancel);
        Assert.False((await journal.AcquireLeaseAsync(Theirs, Cancel)).Granted);
        Assert.False((await journal.AcquireLeaseAsync(third, Cancel)).Granted);
        Assert.Equal([new LeaseWaiter("second", null), new LeaseWaiter("third", Plan)], await journal.GetWaitersAsync(Mine, Cancel));

        await journal.ReleaseLeaseAsync(Mine, Cancel);
        LeaseAnswer back = await journal.AcquireLeaseAsync(Mine, Cancel);
        Assert.Equal((false, "second"), (back.Granted, back.Owner));
        Assert.False((await journal.AcquireLeaseAsync(third, Cancel)).Granted);
        Assert.True((await journal.AcquireLeaseAsync(Theirs, Cancel)).Granted);
        Assert.Equal(["third", "first"], (await journal.GetWaitersAsync(Theirs, Cancel)).Select(w => w.Owner));
    }

    [Fact]
    public async Task Forgets_who_stopped_waiting_or_left_the_line()
    {
        await using IJournal journal = await OpenAsync();
        AccountLease third = Mine with { Owner = "third" };
        await journal.AcquireLeaseAsync(Mine, Cancel);
        await journal.AcquireLeaseAsync(Theirs, Cancel);
        await AdvanceAsync(TimeSpan.FromSeconds(1.5));
        await journal.AcquireLeaseAsync(third, Cancel);
        await AdvanceAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(["third"], (await journal.GetWaitersAsync(Mine, Cancel)).Select(w => w.Owner));

        // Asking again keeps a place, and one that was lost is a new one at the end.
        await journal.AcquireLeaseAsync(third, Cancel);
        await journal.AcquireLeaseAsync(Theirs, Cancel);
        Assert.Equal(["third", "second"], (await journal.GetWaitersAsync(Mine, Cancel)).Select(w => w.Owner));
        await journal.ReleaseLeaseAsync(third, Cancel);
        await journal.ReleaseLeaseAsync(Mine, Cancel);
        Assert.True((await journal.AcquireLeaseAsync(Theirs, Cancel)).Granted);
    }

    [Fact]
    public async Task Lets_a_place_in_line_be_taken_from_one_that_is_gone_unless_it_was_kept_since()
    {
        await using IJournal journal = await OpenAsync();
        AccountLease third = Mine with { Owner = "third" };
        await journal.AcquireLeaseAsync(Mine, Cancel);
        await journal.AcquireLeaseAsync(Theirs, Cancel);
        await journal.ReleaseLeaseAsync(Mine, Cancel);
        LeaseAnswer ahead = await journal.AcquireLeaseAsync(third, Cancel);
        Assert.Equal((false, "second"), (ahead.Granted, ahead.Owner));
        Assert.False((await journal.TakeOverLeaseAsync(third, ahead with { ExpiresAt = ahead.ExpiresAt - TimeSpan.FromMilliseconds(1) }, Cancel)).Granted);
        Assert.False((await journal.AcquireLeaseAsync(third, Cancel)).Granted);

        Assert.False((await journal.TakeOverLeaseAsync(third, ahead, Cancel)).Granted);
        Assert.True((await journal.AcquireLeaseAsync(third, Cancel)).Granted);
        Assert.Empty(await journal.GetWaitersAsync(third, Cancel));
    }

    [Fact]
    public async Task Lets_a_lease_be_taken_over_from_an_owner_that_is_gone_unless_it_changed_since()
    {
        await using IJournal one = await OpenAsync();
        await using IJournal two = await OpenAsync();
        await one.AcquireLeaseAsync(Mine, Cancel);
        LeaseAnswer gone = await two.AcquireLeaseAsync(Theirs, Cancel);
        Assert.Equal(Term, gone.Term);
        await AdvanceAsync(TimeSpan.FromSeconds(1));
        await one.RenewLeaseAsync(Mine, Cancel);
        LeaseAnswer alive = await two.TakeOverLeaseAsync(Theirs, gone, Cancel);
        Assert.Equal((false, "first"), (alive.Granted, alive.Owner));

        Assert.True((await two.TakeOverLeaseAsync(Theirs, alive, Cancel)).Granted);
        await Assert.ThrowsAsync<LeaseLostException>(() => one.RenewLeaseAsync(Mine, Cancel));
        Assert.Empty(await two.GetWaitersAsync(Theirs, Cancel));
    }
}
