using Bursar.App.Outbox;
using Bursar.Core.Faults;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc.Transport;
using Xunit;

namespace Bursar.Chain.Tests.Outbox;

/// <summary>Death at every point, lost requests and answers, and two engines at once: every effect happens exactly once all the same.</summary>
public sealed class OutboxCrashTests : OutboxTestBase
{
    private static readonly OutboxOptions Small = Options with { MaxPipelined = 2 };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Resumes_after_a_death_at_every_single_write(bool afterCommit)
    {
        await using OutboxChain chain = await OutboxChain.StartAsync();
        chain.KeepMining();
        ulong nonces = 0;
        for (int writes = 0; ; writes++)
        {
            // Each round has a journal and keys of its own on the same chain: two steps at once and one that needs the first.
            ulong key = (10UL * (ulong)writes) + 1;
            OutboxJob job = Job(chain, Step(key), Step(key + 1), Step(key + 2, needs: key));
            bool crashed = false;
            await using (var dying = new CrashingJournal(await JournalAsync($"round-{writes}"), writes, afterCommit))
            {
                try
                {
                    AssertDone(await ApplyAsync(chain, dying, job, Small, Deep));
                }
                catch (CrashException)
                {
                    crashed = true;
                }
            }

            await using IJournal journal = await JournalAsync($"round-{writes}");
            AssertDone(await ApplyAsync(chain, journal, job, Small, Deep));
            await AssertCountedOnceAsync(chain, job, $"after a death at write {writes}");
            nonces += 3;
            Assert.Equal(nonces, await chain.NonceAsync());
            Assert.All(await journal.GetStepsAsync(1, Cancel), s => Assert.Equal(1, s.Attempt));
            if (!crashed)
            {
                Assert.True(writes > 8, $"only {writes} points of death were tried");
                return;
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Gets_there_although_every_process_dies_after_one_commit(bool afterCommit)
    {
        await using OutboxChain chain = await OutboxChain.StartAsync();
        chain.KeepMining();
        OutboxJob job = Job(chain, Step(1), Step(2), Step(3, needs: 1), Step(4, needs: 3));
        for (int deaths = 0; ; deaths++)
        {
            Assert.True(deaths < 100, "no end in sight");
            await using var dying = new CrashingJournal(await JournalAsync(), afterCommit ? 1 : 2, afterCommit);
            try
            {
                AssertDone(await ApplyAsync(chain, dying, job, Small, Deep));
                Assert.True(deaths > 4, $"only {deaths} deaths");
                break;
            }
            catch (CrashException)
            {
                // The next process takes over when the lease has run out.
            }
        }

        await AssertCountedOnceAsync(chain, job);
        Assert.Equal(4UL, await chain.NonceAsync());
    }

    [Fact]
    public async Task A_lost_answer_is_neither_failure_nor_success()
    {
        await using OutboxChain chain = await OutboxChain.StartAsync();
        await using IJournal journal = await JournalAsync();
        int sends = 0;
        Func<IRpcTransport, IRpcTransport> wrap = (inner => new LossyTransport(inner, method =>
            method == "eth_sendRawTransaction" && ++sends == 1 ? LossyTransport.Fate.AnswerLost : LossyTransport.Fate.Arrives));
        OutboxJob job = Job(chain, Step(1));
        Task<Result<OutboxOutcome>> applying = ApplyAsync(chain, journal, job, wrap: wrap);
        await OutboxChain.UntilAsync(async () => (await Transaction()) is { State: OutboxState.Sent }, "it was sent again");
        chain.KeepMining();
        AssertDone(await applying);

        IReadOnlyList<JournalEvent> events = await journal.GetEventsAsync(1, Cancel);
        Assert.Contains(events, e => e.To == OutboxState.Unknown && e.Note!.Contains("the answer was lost", StringComparison.Ordinal));
        Assert.Single(await journal.GetTransactionsAsync(1, Cancel));
        Assert.Equal(2, sends);
        await AssertCountedOnceAsync(chain, job);

        async Task<JournalTransaction?> Transaction() =>
            await journal.FindRunAsync(job.PlanHash, job.Chain, Cancel) is { } run
                ? (await journal.GetTransactionsAsync(run.Id, Cancel)).SingleOrDefault()
                : null;
    }

    [Theory]
    [InlineData(20260101)]
    [InlineData(20260102)]
    [InlineData(20260103)]
    public async Task Survives_a_network_that_loses_a_fifth_of_everything(int seed)
    {
        await using OutboxChain chain = await OutboxChain.StartAsync();
        await using IJournal journal = await JournalAsync();
        chain.KeepMining();
        var random = new Random(seed);
        Func<IRpcTransport, IRpcTransport> wrap = (inner => new LossyTransport(inner, method =>
        {
            lock (random)
            {
                return method is "eth_chainId" or "eth_getBlockByNumber" && random.Next(2) == 0
                    ? LossyTransport.Fate.Arrives
                    : random.Next(10) switch { 0 => LossyTransport.Fate.RequestLost, 1 => LossyTransport.Fate.AnswerLost, _ => LossyTransport.Fate.Arrives };
            }
        }));
        OutboxJob job = Job(chain, [.. Enumerable.Range(1, 12).Select(i => Step((ulong)i, needs: i > 6 ? (ulong)i - 6 : 0))]);
        Result<OutboxOutcome> result;
        int tries = 0;
        do
        {
            // The checks before the first write do not try again: the operator does.
            Assert.True(++tries < 30, $"seed {seed}: no end in sight");
            result = await ApplyAsync(chain, journal, job, Options with { MaxPipelined = 4 }, Deep, wrap);
        }
        while (!result.IsOk && result.Faults[0].Code == "apply.node-unreachable");

        AssertDone(result);
        await AssertCountedOnceAsync(chain, job, $"with seed {seed}");
        Assert.Equal(12UL, await chain.NonceAsync());
    }

    [Fact]
    public async Task Gives_no_nonce_twice_while_a_signed_transaction_has_not_reached_the_node()
    {
        await using OutboxChain chain = await OutboxChain.StartAsync();
        await using IJournal journal = await JournalAsync();
        int sends = 0;
        bool lose = true;
        Func<IRpcTransport, IRpcTransport> wrap = inner => new LossyTransport(inner, method =>
            method == "eth_sendRawTransaction" && ++sends > 1 && Volatile.Read(ref lose) ? LossyTransport.Fate.RequestLost : LossyTransport.Fate.Arrives);
        OutboxJob job = Job(chain, Step(1), Step(2), Step(3));
        chain.KeepMining();
        Task<Result<OutboxOutcome>> applying = ApplyAsync(chain, journal, job, Small, wrap: wrap);

        // The node knows of nonce 0 only, and would offer nonce 1 again.
        await OutboxChain.UntilAsync(
            async () => await journal.FindRunAsync(job.PlanHash, job.Chain, Cancel) is { } run && (await journal.GetTransactionsAsync(run.Id, Cancel)).Count == 3,
            "the third is signed");
        Assert.Equal(1UL, await chain.NonceAsync());
        Volatile.Write(ref lose, false);
        AssertDone(await applying);
        Assert.Equal([0UL, 1UL, 2UL], (await journal.GetTransactionsAsync(1, Cancel)).Select(t => t.Nonce));
        await AssertCountedOnceAsync(chain, job);
    }

    [Fact]
    public async Task Two_engines_on_one_journal_do_the_work_once()
    {
        await using OutboxChain chain = await OutboxChain.StartAsync();
        await using IJournal one = await JournalAsync();
        await using IJournal two = await JournalAsync();
        chain.KeepMining();
        OutboxJob job = Job(chain, [.. Enumerable.Range(1, 10).Select(i => Step((ulong)i))]);

        Result<OutboxOutcome>[] results = await Task.WhenAll(
            Task.Run(() => ApplyAsync(chain, one, job, Small), Cancel),
            Task.Run(() => ApplyAsync(chain, two, job, Small), Cancel));

        Assert.All(results, AssertDone);
        await AssertCountedOnceAsync(chain, job);
        Assert.Equal(10UL, await chain.NonceAsync());
        Assert.Single((await one.GetEventsAsync(1, Cancel)).Where(e => e.To == OutboxState.Signed).Select(e => e.Owner).Distinct());
    }

    [Fact]
    public async Task Two_plans_from_one_account_take_turns()
    {
        await using OutboxChain chain = await OutboxChain.StartAsync();
        await using IJournal one = await JournalAsync();
        await using IJournal two = await JournalAsync();
        chain.KeepMining();
        OutboxJob left = Job(chain, [.. Enumerable.Range(1, 6).Select(i => Step((ulong)i))]);
        OutboxJob right = Job(chain, [.. Enumerable.Range(11, 6).Select(i => Step((ulong)i))]);

        Result<OutboxOutcome>[] results = await Task.WhenAll(
            Task.Run(() => ApplyAsync(chain, one, left, Small), Cancel),
            Task.Run(() => ApplyAsync(chain, two, right, Small), Cancel));

        Assert.All(results, AssertDone);
        await AssertCountedOnceAsync(chain, left);
        await AssertCountedOnceAsync(chain, right);
        Assert.Equal(12UL, await chain.NonceAsync());
    }

    [Fact]
    public async Task Says_who_holds_the_account_and_does_nothing()
    {
        await using OutboxChain chain = await OutboxChain.StartAsync();
        await using IJournal journal = await JournalAsync();
        await journal.AcquireLeaseAsync(new AccountLease(new ChainId(31337), chain.Signer.Address, "the other one", TimeSpan.FromHours(1)), Cancel);
        Fault fault = AssertFault("apply.account-leased", FaultKind.Refused,
            await ApplyAsync(chain, journal, Job(chain, Step(1)), Options with { LeaseWait = TimeSpan.FromMilliseconds(50) }));
        Assert.Contains("the other one", fault.Message, StringComparison.Ordinal);
        Assert.Null(await journal.FindRunAsync(Job(chain, Step(1)).PlanHash, new ChainId(31337), Cancel));
        Assert.Equal(0, await chain.WaitingAsync());
    }

    [Fact]
    public async Task Stops_writing_when_its_lease_was_taken_over()
    {
        await using OutboxChain chain = await OutboxChain.StartAsync();
        await using IJournal journal = await JournalAsync();
        OutboxJob job = Job(chain, Step(1), Step(2, needs: 1));
        Task<Result<OutboxOutcome>> applying = ApplyAsync(chain, new StolenJournal(journal), job, Options with { LeaseWait = TimeSpan.FromMilliseconds(100) });
        await OutboxChain.UntilAsync(async () => await chain.WaitingAsync() == 1, "the first waits");
        chain.KeepMining();
        AssertFault("apply.lease-lost", FaultKind.NotFinal, await applying);
        Assert.Single(await journal.GetTransactionsAsync(1, Cancel));

        await journal.ReleaseLeaseAsync(StolenJournal.Thief(chain.Signer.Address), Cancel);
        AssertDone(await ApplyAsync(chain, journal, job));
        await AssertCountedOnceAsync(chain, job);
    }

    [Fact]
    public async Task Refuses_to_queue_behind_what_another_plan_left_under_way_unless_asked_to_finish_it()
    {
        await using OutboxChain chain = await OutboxChain.StartAsync();
        OutboxJob abandoned = Job(chain, Step(1), Step(2));
        await using (var dying = new CrashingJournal(await JournalAsync(), 1, afterCommit: true))
            await Assert.ThrowsAsync<CrashException>(() => ApplyAsync(chain, dying, abandoned));
        Assert.Equal(0, await chain.WaitingAsync());

        await using IJournal journal = await JournalAsync();
        chain.KeepMining();
        OutboxJob job = Job(chain, Step(3));
        Fault busy = AssertFault("apply.account-busy", FaultKind.Refused, await ApplyAsync(chain, journal, job));
        Assert.Contains("2 unsettled", busy.Message, StringComparison.Ordinal);
        Assert.Equal(0UL, await chain.NonceAsync());

        AssertDone(await ApplyAsync(chain, journal, job, Options with { FinishOtherRuns = true }));
        await AssertCountedOnceAsync(chain, job);
        await AssertCountedOnceAsync(chain, abandoned);
        AssertDone(await ApplyAsync(chain, journal, abandoned));
        Assert.Equal(3UL, await chain.NonceAsync());
    }

    [Fact]
    public async Task Goes_on_after_being_cancelled_without_waiting_for_the_lease()
    {
        await using OutboxChain chain = await OutboxChain.StartAsync();
        await using IJournal journal = await JournalAsync();
        OutboxJob job = Job(chain, Step(1), Step(2, needs: 1));
        using var cancel = new CancellationTokenSource();
        var engine = new OutboxEngine(chain.Client, chain.Signer, journal, Instant, new OpenGate(), TimeProvider.System);
        Task<Result<OutboxOutcome>> applying = engine.ApplyAsync(job, Options with { LeaseDuration = TimeSpan.FromHours(1) }, null, cancel.Token);
        await OutboxChain.UntilAsync(async () => await chain.WaitingAsync() == 1, "the first waits");
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => applying);

        chain.KeepMining();
        AssertDone(await ApplyAsync(chain, journal, job, Options with { LeaseWait = TimeSpan.Zero }));
        await AssertCountedOnceAsync(chain, job);
        Assert.Equal(2UL, await chain.NonceAsync());
    }

    [Fact]
    public async Task Takes_over_at_once_from_a_process_of_this_machine_that_no_longer_exists()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux tells which processes exist without a doubt");
        await using OutboxChain chain = await OutboxChain.StartAsync();
        await using IJournal journal = await JournalAsync();
        chain.KeepMining();
        var lease = new AccountLease(new ChainId(31337), chain.Signer.Address, ProcessName.New(), TimeSpan.FromHours(1));
        await journal.AcquireLeaseAsync(lease, Cancel);
        OutboxJob job = Job(chain, Step(1));
        AssertFault("apply.account-leased", FaultKind.Refused, await ApplyAsync(chain, journal, job, Options with { LeaseWait = TimeSpan.FromMilliseconds(300) }));
        await journal.ReleaseLeaseAsync(lease, Cancel);

        using var dead = System.Diagnostics.Process.Start("true");
        await dead.WaitForExitAsync(Cancel);
        string[] name = lease.Owner.Split('/');
        name[1] = dead.Id.ToString(System.Globalization.CultureInfo.InvariantCulture);
        await journal.AcquireLeaseAsync(lease with { Owner = string.Join('/', name) }, Cancel);
        AssertDone(await ApplyAsync(chain, journal, job));

        // The same process id with another time of start is another process.
        name = lease.Owner.Split('/');
        name[1] = "1";
        await journal.AcquireLeaseAsync(lease with { Owner = string.Join('/', name) }, Cancel);
        AssertDone(await ApplyAsync(chain, journal, Job(chain, Step(2))));
    }

    [Fact]
    public async Task A_place_in_line_of_one_who_is_gone_holds_nobody_up_although_the_journals_clock_went_back()
    {
        await using OutboxChain chain = await OutboxChain.StartAsync();
        await using IJournal journal = await JournalAsync();
        chain.KeepMining();
        var holder = new AccountLease(new ChainId(31337), chain.Signer.Address, "who had it before the clock went back", TimeSpan.FromSeconds(5));
        await using (IJournal ahead = (await Storage.SqliteJournal.OpenAsync(JournalFile(), new ShiftedTime(TimeSpan.FromHours(3)), Cancel)).Value)
        {
            await ahead.AcquireLeaseAsync(holder, Cancel);
            Assert.False((await ahead.AcquireLeaseAsync(holder with { Owner = "who stood in line and was killed" }, Cancel)).Granted);
            await ahead.ReleaseLeaseAsync(holder, Cancel);
        }

        AssertDone(await ApplyAsync(chain, journal, Job(chain, Step(1))));
    }

    [Fact]
    public async Task Takes_over_from_who_did_not_renew_for_a_whole_term_although_the_journals_clock_went_back()
    {
        await using OutboxChain chain = await OutboxChain.StartAsync();
        await using IJournal journal = await JournalAsync();
        chain.KeepMining();
        var future = new ShiftedTime(TimeSpan.FromHours(3));
        await using (IJournal ahead = (await Storage.SqliteJournal.OpenAsync(JournalFile(), future, Cancel)).Value)
            await ahead.AcquireLeaseAsync(new AccountLease(new ChainId(31337), chain.Signer.Address, "who wrote before the clock went back", TimeSpan.FromMilliseconds(300)), Cancel);
        AssertDone(await ApplyAsync(chain, journal, Job(chain, Step(1))));
    }

    private sealed class ShiftedTime(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;
    }
}
