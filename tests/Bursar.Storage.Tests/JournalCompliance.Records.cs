using Bursar.App.Outbox;
using Bursar.Evm.Primitives;
using Xunit;

namespace Bursar.Storage.Tests;

public abstract partial class JournalCompliance
{
    [Fact]
    public async Task Keeps_every_field_across_a_reopening()
    {
        (IJournal journal, long run) = await StartAsync("a", "b");
        await SignAsync(journal, run, "a", 7, 0x10);
        DateTimeOffset signed = Time.GetUtcNow();
        await AdvanceAsync(TimeSpan.FromSeconds(1));
        var block = new BlockRef(12, Fill(0x55));
        await journal.CommitAsync(Mine,
        [
            new TransactionMoved(run, "a", Fill(0x10), OutboxState.Seen, "mined")
            {
                Block = block, GasUsed = 20_999, GasPrice = UInt256.PowerOfTen(40), Broadcast = true,
            },
            new StepMoved(run, "a", OutboxState.Seen),
        ], Cancel);
        await journal.DisposeAsync();

        await using IJournal again = await OpenAsync();
        JournalRun? found = await again.FindRunAsync(Plan, Chain, Cancel);
        Assert.Equal(NewRun() with { Id = run, CreatedAt = signed }, found);
        Assert.Equal(
            [NewStep("a") with { State = OutboxState.Seen, Attempt = 1 }, NewStep("b")],
            await again.GetStepsAsync(run, Cancel));
        JournalTransaction stored = Assert.Single(await again.GetTransactionsAsync(run, Cancel));
        Assert.Equal([2, 0x10, 255], stored.Raw);
        Assert.Equal(
            NewTransaction(run, "a", 7, 0x10) with
            {
                Raw = stored.Raw,
                State = OutboxState.Seen,
                SignedAt = signed,
                FirstSentAt = Time.GetUtcNow(),
                Block = block,
                GasUsed = 20_999,
                GasPrice = UInt256.PowerOfTen(40),
            },
            stored);
    }

    [Fact]
    public async Task Gives_the_run_that_a_plan_already_has()
    {
        (IJournal journal, long run) = await StartAsync("a");
        JournalRun again = await journal.OpenRunAsync(Mine, NewRun() with { Genesis = Fill(3) }, [NewStep("z")], Cancel);
        Assert.Equal(run, again.Id);
        Assert.Equal(Genesis, again.Genesis);
        Assert.Equal("a", Assert.Single(await journal.GetStepsAsync(run, Cancel)).Id);
        await journal.DisposeAsync();
    }

    [Fact]
    public async Task Explains_every_move_with_its_time_owner_and_reason()
    {
        (IJournal journal, long run) = await StartAsync("a");
        await SignAsync(journal, run, "a", 7, 0x10);
        await AdvanceAsync(TimeSpan.FromSeconds(2));
        await journal.CommitAsync(Mine,
            [new TransactionMoved(run, "a", Fill(0x10), OutboxState.Unknown, "the answer was lost"), new StepMoved(run, "a", OutboxState.Unknown)], Cancel);

        IReadOnlyList<JournalEvent> events = await journal.GetEventsAsync(run, Cancel);
        Assert.Equal(
            [
                (null, null, OutboxState.Planned),
                (Fill(0x10), null, OutboxState.Signed),
                (null, OutboxState.Planned, OutboxState.Signed),
                (Fill(0x10), OutboxState.Signed, OutboxState.Unknown),
                (null, OutboxState.Signed, OutboxState.Unknown),
            ],
            events.Select(e => (e.Transaction, e.From, e.To)));
        Assert.Equal("the answer was lost", events[3].Note);
        Assert.Equal(Time.GetUtcNow(), events[3].At);
        Assert.All(events, e => Assert.Equal("first", e.Owner));
        await journal.DisposeAsync();
    }

    [Fact]
    public async Task Writes_all_changes_of_a_commit_or_none()
    {
        (IJournal journal, long run) = await StartAsync("a", "b");
        int before = (await journal.GetEventsAsync(run, Cancel)).Count;
        await Assert.ThrowsAsync<JournalConflictException>(() => journal.CommitAsync(Mine,
            [new TransactionSigned(NewTransaction(run, "a", 0, 0x10)), new StepMoved(run, "no such step", OutboxState.Seen)], Cancel));

        Assert.Empty(await journal.GetTransactionsAsync(run, Cancel));
        Assert.Equal(OutboxState.Planned, (await journal.GetStepsAsync(run, Cancel))[0].State);
        Assert.Equal(before, (await journal.GetEventsAsync(run, Cancel)).Count);
        await journal.DisposeAsync();
    }

    [Theory]
    [InlineData(OutboxState.Signed)]
    [InlineData(OutboxState.Sent)]
    [InlineData(OutboxState.Unknown)]
    [InlineData(OutboxState.Seen)]
    [InlineData(OutboxState.Safe)]
    public async Task Refuses_a_second_nonce_while_the_first_may_be_mined(OutboxState state)
    {
        (IJournal journal, long run) = await StartAsync("a");
        await SignAsync(journal, run, "a", 3, 0x10);
        await MoveAsync(journal, run, "a", 0x10, state);
        await Assert.ThrowsAsync<JournalConflictException>(() => SignAsync(journal, run, "a", 4, 0x11));
        Assert.Single(await journal.GetTransactionsAsync(run, Cancel));
        await journal.DisposeAsync();
    }

    [Fact]
    public async Task Allows_a_replacement_under_the_same_nonce_without_counting_an_attempt()
    {
        (IJournal journal, long run) = await StartAsync("a");
        await SignAsync(journal, run, "a", 3, 0x10);
        await SignAsync(journal, run, "a", 3, 0x11);
        Assert.Equal(2, (await journal.GetTransactionsAsync(run, Cancel)).Count);
        Assert.Equal(1, (await journal.GetStepsAsync(run, Cancel))[0].Attempt);
        await journal.DisposeAsync();
    }

    [Theory]
    [InlineData(OutboxState.Dropped)]
    [InlineData(OutboxState.Reverted)]
    public async Task Allows_a_new_nonce_once_the_first_can_have_no_effect(OutboxState state)
    {
        (IJournal journal, long run) = await StartAsync("a");
        await SignAsync(journal, run, "a", 3, 0x10);
        await MoveAsync(journal, run, "a", 0x10, state);
        await SignAsync(journal, run, "a", 4, 0x11);
        Assert.Equal(2, (await journal.GetStepsAsync(run, Cancel))[0].Attempt);
        await journal.DisposeAsync();
    }

    [Fact]
    public async Task Gives_a_nonce_to_one_step_only_across_runs()
    {
        (IJournal journal, long run) = await StartAsync("a", "b");
        JournalRun other = await journal.OpenRunAsync(Mine, NewRun(Fill(2)), [NewStep("a")], Cancel);
        await SignAsync(journal, run, "a", 3, 0x10);
        await Assert.ThrowsAsync<JournalConflictException>(() => SignAsync(journal, run, "b", 3, 0x11));
        await Assert.ThrowsAsync<JournalConflictException>(() => SignAsync(journal, other.Id, "a", 3, 0x12));
        await journal.DisposeAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Gives_the_nonce_of_what_was_dropped_to_another_step_only_if_it_never_left(bool left)
    {
        (IJournal journal, long run) = await StartAsync("a", "b");
        await SignAsync(journal, run, "a", 3, 0x10);
        await journal.CommitAsync(Mine, [new TransactionMoved(run, "a", Fill(0x10), OutboxState.Dropped, "given up") { Broadcast = left }, new StepMoved(run, "a", OutboxState.Planned)], Cancel);
        if (left)
        {
            await Assert.ThrowsAsync<JournalConflictException>(() => SignAsync(journal, run, "b", 3, 0x11));
        }
        else
        {
            await SignAsync(journal, run, "b", 3, 0x11);
            await SignAsync(journal, run, "a", 4, 0x12);
            Assert.Equal([("a", 3UL), ("b", 3UL), ("a", 4UL)], (await journal.GetTransactionsAsync(run, Cancel)).Select(t => (t.StepId, t.Nonce)));
        }

        await journal.DisposeAsync();
    }

    [Fact]
    public async Task Never_leaves_final_or_dropped()
    {
        (IJournal journal, long run) = await StartAsync("a", "b");
        await SignAsync(journal, run, "a", 3, 0x10);
        await SignAsync(journal, run, "b", 4, 0x11);
        await journal.CommitAsync(Mine,
        [
            new TransactionMoved(run, "a", Fill(0x10), OutboxState.Final), new StepMoved(run, "a", OutboxState.Final),
            new TransactionMoved(run, "b", Fill(0x11), OutboxState.Dropped),
        ], Cancel);
        await Assert.ThrowsAsync<JournalConflictException>(() => MoveAsync(journal, run, "a", 0x10, OutboxState.Sent));
        await Assert.ThrowsAsync<JournalConflictException>(() => MoveAsync(journal, run, "b", 0x11, OutboxState.Sent));
        await Assert.ThrowsAsync<JournalConflictException>(() =>
            journal.CommitAsync(Mine, [new StepMoved(run, "a", OutboxState.Planned)], Cancel));
        await Assert.ThrowsAsync<JournalConflictException>(() => SignAsync(journal, run, "a", 5, 0x12));
        await journal.DisposeAsync();
    }

    [Fact]
    public async Task Lists_what_was_signed_since_a_point_in_time_in_every_run_and_state()
    {
        (IJournal journal, long run) = await StartAsync("a", "b");
        await SignAsync(journal, run, "a", 3, 0x10);
        DateTimeOffset between = (await journal.GetTransactionsAsync(run, Cancel)).Single().SignedAt + TimeSpan.FromMilliseconds(1);
        await AdvanceAsync(TimeSpan.FromSeconds(1));
        JournalRun other = await journal.OpenRunAsync(Mine, NewRun(Fill(2)), [NewStep("x")], Cancel);
        await SignAsync(journal, other.Id, "x", 5, 0x12);
        await SignAsync(journal, run, "b", 4, 0x11);
        await MoveAsync(journal, run, "b", 0x11, OutboxState.Final);

        Assert.Equal([Fill(0x11), Fill(0x12)], (await journal.GetSignedSinceAsync(Account, between, Cancel)).Select(t => t.Hash));
        Assert.Equal(3, (await journal.GetSignedSinceAsync(Account, DateTimeOffset.UnixEpoch, Cancel)).Count);
        DateTimeOffset last = (await journal.GetTransactionsAsync(run, Cancel)).Max(t => t.SignedAt);
        Assert.Empty(await journal.GetSignedSinceAsync(Account, last + TimeSpan.FromMilliseconds(1), Cancel));
        Assert.Empty(await journal.GetSignedSinceAsync(Account with { Genesis = Fill(9) }, DateTimeOffset.UnixEpoch, Cancel));
        await journal.DisposeAsync();
    }

    [Fact]
    public async Task Lists_what_is_unsettled_over_all_runs_and_the_highest_nonces()
    {
        (IJournal journal, long run) = await StartAsync("a", "b", "c");
        JournalRun other = await journal.OpenRunAsync(Mine, NewRun(Fill(2)), [NewStep("x")], Cancel);
        Assert.Null(await journal.GetHighestNonceAsync(Account, finalOnly: false, Cancel));
        await SignAsync(journal, run, "a", 3, 0x10);
        await SignAsync(journal, run, "a", 3, 0x11);
        await SignAsync(journal, run, "b", 4, 0x12);
        await SignAsync(journal, run, "c", 5, 0x13);
        await SignAsync(journal, other.Id, "x", 6, 0x14);
        await MoveAsync(journal, run, "a", 0x10, OutboxState.Replaced);
        await MoveAsync(journal, run, "a", 0x11, OutboxState.Final);
        await MoveAsync(journal, run, "b", 0x12, OutboxState.Dropped);
        await MoveAsync(journal, run, "c", 0x13, OutboxState.Seen);

        Assert.Equal([Fill(0x13), Fill(0x14)], (await journal.GetUnsettledAsync(Account, Cancel)).Select(t => t.Hash));

        // What reverted is unsettled until its step is done otherwise, along with what it had replaced.
        await SignAsync(journal, run, "c", 5, 0x15);
        await MoveAsync(journal, run, "c", 0x13, OutboxState.Reverted);
        await MoveAsync(journal, run, "c", 0x15, OutboxState.Replaced);
        Assert.Equal([Fill(0x13), Fill(0x15), Fill(0x14)], (await journal.GetUnsettledAsync(Account, Cancel)).Select(t => t.Hash));
        await journal.CommitAsync(Mine, [new StepMoved(run, "c", OutboxState.Final)], Cancel);
        Assert.Equal([Fill(0x14)], (await journal.GetUnsettledAsync(Account, Cancel)).Select(t => t.Hash));
        Assert.Empty(await journal.GetUnsettledAsync(Account with { Genesis = Fill(9) }, Cancel));
        Assert.Equal(6UL, await journal.GetHighestNonceAsync(Account, finalOnly: false, Cancel));
        Assert.Equal(3UL, await journal.GetHighestNonceAsync(Account, finalOnly: true, Cancel));
        Assert.Null(await journal.GetHighestNonceAsync(Account with { Genesis = Fill(9) }, finalOnly: false, Cancel));
        await journal.DisposeAsync();
    }

    [Fact]
    public async Task What_was_final_is_taken_back_by_a_change_of_its_own_alone()
    {
        (IJournal journal, long run) = await StartAsync("a", "b");
        await SignAsync(journal, run, "a", 3, 0x10);
        await SignAsync(journal, run, "b", 4, 0x11);
        await Assert.ThrowsAsync<JournalConflictException>(() => journal.CommitAsync(Mine, [new FinalityLost(run, "a", Fill(0x10), OutboxState.Dropped, "too early")], Cancel));
        await MoveAsync(journal, run, "a", 0x10, OutboxState.Final);
        await MoveAsync(journal, run, "b", 0x11, OutboxState.Final);
        await Assert.ThrowsAsync<JournalConflictException>(() => journal.CommitAsync(Mine, [new TransactionMoved(run, "a", Fill(0x10), OutboxState.Dropped)], Cancel));
        await Assert.ThrowsAsync<JournalConflictException>(() => journal.CommitAsync(Mine, [new FinalityLost(run, "a", Fill(0x10), OutboxState.Sent, "no end")], Cancel));

        var block = new BlockRef(99, Fill(0x77));
        await journal.CommitAsync(Mine,
            [new FinalityLost(run, "a", Fill(0x10), OutboxState.Dropped, "its nonce was used"), new FinalityLost(run, "b", Fill(0x11), OutboxState.Reverted, "no effect") { Block = block }], Cancel);
        Assert.Equal([OutboxState.Planned, OutboxState.Reverted], (await journal.GetStepsAsync(run, Cancel)).Select(s => s.State));
        Assert.Equal([OutboxState.Dropped, OutboxState.Reverted], (await journal.GetTransactionsAsync(run, Cancel)).Select(t => t.State));
        Assert.Equal(block, (await journal.GetTransactionsAsync(run, Cancel))[1].Block);
        Assert.Equal(
            [(Fill(0x10), OutboxState.Dropped, "its nonce was used"), (null, OutboxState.Planned, "its nonce was used"), (Fill(0x11), OutboxState.Reverted, "no effect"), (null, OutboxState.Reverted, "no effect")],
            (await journal.GetEventsAsync(run, Cancel)).Where(e => e.Note is not null).Select(e => (e.Transaction, e.To, e.Note)));

        // Signed anew, with a nonce of its own: the one that was used is not the step's any more.
        await Assert.ThrowsAsync<JournalConflictException>(() => SignAsync(journal, run, "a", 3, 0x12));
        await SignAsync(journal, run, "a", 5, 0x13);
        await journal.DisposeAsync();
    }

    [Fact]
    public async Task Lists_the_latest_that_are_final_over_all_runs()
    {
        (IJournal journal, long run) = await StartAsync("a", "b", "c");
        JournalRun other = await journal.OpenRunAsync(Mine, NewRun(Fill(2)), [NewStep("x")], Cancel);
        await SignAsync(journal, run, "a", 3, 0x10);
        await SignAsync(journal, run, "b", 4, 0x11);
        await SignAsync(journal, other.Id, "x", 5, 0x12);
        await SignAsync(journal, run, "c", 6, 0x13);
        Assert.Empty(await journal.GetLatestFinalAsync(Account, 9, Cancel));
        await MoveAsync(journal, run, "a", 0x10, OutboxState.Final);
        await MoveAsync(journal, run, "b", 0x11, OutboxState.Final);
        await MoveAsync(journal, other.Id, "x", 0x12, OutboxState.Final);
        await MoveAsync(journal, run, "c", 0x13, OutboxState.Safe);

        Assert.Equal([Fill(0x12), Fill(0x11)], (await journal.GetLatestFinalAsync(Account, 2, Cancel)).Select(t => t.Hash));
        Assert.Equal(3, (await journal.GetLatestFinalAsync(Account, 9, Cancel)).Count);
        Assert.Empty(await journal.GetLatestFinalAsync(Account with { Genesis = Fill(9) }, 9, Cancel));
        await journal.DisposeAsync();
    }

    [Fact]
    public async Task Two_connections_that_write_at_once_lose_nothing()
    {
        (IJournal one, long run) = await StartAsync("a");
        await using IJournal two = await OpenAsync();
        AccountLease other = Mine with { Account = new([.. new byte[19], 9]), Owner = "other" };
        await two.AcquireLeaseAsync(other, Cancel);
        JournalRun second = await two.OpenRunAsync(other, NewRun(Fill(2)) with { Operator = other.Account }, [NewStep("b")], Cancel);
        const int Moves = 40;

        async Task Write(IJournal journal, AccountLease lease, long id, string step)
        {
            for (int i = 0; i < Moves; i++)
                await journal.CommitAsync(lease, [new StepMoved(id, step, i % 2 == 0 ? OutboxState.Seen : OutboxState.Planned)], Cancel);
        }

        await Task.WhenAll(
            Task.Run(() => Write(one, Mine, run, "a"), Cancel),
            Task.Run(() => Write(two, other, second.Id, "b"), Cancel));

        Assert.Equal(Moves + 1, (await one.GetEventsAsync(run, Cancel)).Count);
        Assert.Equal(Moves + 1, (await one.GetEventsAsync(second.Id, Cancel)).Count);
        await one.DisposeAsync();
    }
}
