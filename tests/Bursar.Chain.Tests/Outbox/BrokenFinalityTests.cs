using Bursar.App.LocalChain;
using Bursar.App.Outbox;
using Bursar.Core.Faults;
using Bursar.Evm.Rpc;
using Bursar.Evm.Rpc.Transport;
using Xunit;

namespace Bursar.Chain.Tests.Outbox;

/// <summary>Finality that does not hold: a chain that loses more blocks than its rule allows.</summary>
public sealed class BrokenFinalityTests : OutboxTestBase
{
    [Fact]
    public async Task Blocks_beyond_the_depth_that_are_replaced_are_said_and_driven_forward_again()
    {
        await using OutboxChain chain = await StartAsync();
        await using IJournal journal = await JournalAsync();
        chain.KeepMining();
        OutboxJob job = Job(chain, Step(1), Step(2, needs: 1));
        AssertDone(await ApplyAsync(chain, journal, job, network: Deep));
        await LoseAllAsync(chain);

        Fault fault = AssertFault("apply.finality-broken", FaultKind.Refused, await ApplyAsync(chain, journal, job, network: Deep));
        Assert.Contains("2 step(s)", fault.Message, StringComparison.Ordinal);
        Assert.Contains(Reports, r => r.Message?.Contains("BEYOND THE RULE", StringComparison.Ordinal) == true);
        await AssertCountedOnceAsync(chain, job);
        AssertDone(await ApplyAsync(chain, journal, job, network: Deep));
        await AssertCountedOnceAsync(chain, job);
    }

    [Fact]
    public async Task It_is_said_although_the_node_fails_in_the_middle()
    {
        await using OutboxChain chain = await StartAsync();
        await using IJournal journal = await JournalAsync();
        chain.KeepMining();
        OutboxJob job = Job(chain, Step(1), Step(2, needs: 1));
        AssertDone(await ApplyAsync(chain, journal, job, network: Deep));
        await LoseAllAsync(chain);

        // The first list of blocks shows what is no longer there; those that ask which steps were in them are lost twice.
        int lists = 0;
        AssertFault("apply.finality-broken", FaultKind.Refused, await ApplyAsync(chain, journal, job, network: Deep, wrap: inner => new ListTransport(inner, () => ++lists is 1 or > 3)));
        Assert.True(lists > 3);
        await AssertCountedOnceAsync(chain, job);
    }

    [Fact]
    public async Task What_another_plan_lost_comes_back_first()
    {
        await using OutboxChain chain = await StartAsync();
        await using IJournal journal = await JournalAsync();
        chain.KeepMining();
        OutboxJob[] jobs = [Job(chain, Step(1)), Job(chain, Step(2))];
        foreach (OutboxJob job in jobs)
            AssertDone(await ApplyAsync(chain, journal, job, network: Deep));
        await LoseAllAsync(chain);

        Fault fault = AssertFault("apply.finality-broken", FaultKind.Refused, await ApplyAsync(chain, journal, jobs[1], network: Deep));
        Assert.Contains("2 step(s)", fault.Message, StringComparison.Ordinal);
        foreach (OutboxJob job in jobs)
        {
            AssertDone(await ApplyAsync(chain, journal, job, network: Deep));
            await AssertCountedOnceAsync(chain, job);
        }
    }

    [Fact]
    public async Task It_is_said_although_another_plan_has_something_under_way()
    {
        await using OutboxChain chain = await StartAsync();
        await using IJournal journal = await JournalAsync();
        OutboxJob[] jobs = [Job(chain, Step(1)), Job(chain, Step(2)), Job(chain, Step(3))];
        Task<Result<OutboxOutcome>> first = ApplyAsync(chain, journal, jobs[0], network: Deep);
        await OutboxChain.UntilAsync(
            async () =>
            {
                await chain.MineAsync();
                return first.IsCompleted;
            },
            "the first plan is final");
        AssertDone(await first);
        AssertFault("apply.stuck", FaultKind.NotFinal, await ApplyAsync(chain, journal, jobs[1], Options with { InclusionTimeout = TimeSpan.FromSeconds(1) }, network: Deep));
        await LoseAllAsync(chain);

        chain.KeepMining();
        AssertFault("apply.finality-broken", FaultKind.Refused, await ApplyAsync(chain, journal, jobs[2], network: Deep));
        foreach (OutboxJob job in jobs)
        {
            AssertDone(await ApplyAsync(chain, journal, job, network: Deep));
            await AssertCountedOnceAsync(chain, job);
        }
    }

    [Fact]
    public async Task A_foreign_transaction_that_does_not_come_back_leaves_no_gap()
    {
        await using OutboxChain chain = await StartAsync();
        await using IJournal journal = await JournalAsync();
        chain.KeepMining();
        await TakeNonceAsync(chain, 0);
        OutboxJob job = Job(chain, Step(1));
        AssertDone(await ApplyAsync(chain, journal, job, network: Deep));
        await LoseAllAsync(chain);

        AssertFault("apply.finality-broken", FaultKind.Refused, await ApplyAsync(chain, journal, job, network: Deep));
        Assert.Contains(Reports, r => r.Message?.Contains("filling the gap", StringComparison.Ordinal) == true);
        AssertDone(await ApplyAsync(chain, journal, job, network: Deep));
        await AssertCountedOnceAsync(chain, job);
    }

    [Fact]
    public async Task What_can_never_come_back_is_said_and_made_anew_when_it_is_applied_again()
    {
        await using OutboxChain chain = await StartAsync();
        await using IJournal journal = await JournalAsync();
        OutboxJob lost = Job(chain, Step(1)), hollow = Job(chain, Step(2, needs: 1, after: "count-3"), Step(3));
        hollow = hollow with { Steps = [hollow.Steps[1], hollow.Steps[0]] };
        chain.KeepMining();
        foreach (OutboxJob job in (OutboxJob[])[lost, hollow])
            AssertDone(await ApplyAsync(chain, journal, job, network: Deep));
        await LoseAllAsync(chain);

        // Another program takes the first nonce: the step of the first plan is gone, and what stood on it runs again without success.
        await TakeNonceAsync(chain, 0);
        Fault fault = AssertFault("apply.finality-broken", FaultKind.Refused, await ApplyAsync(chain, journal, hollow, network: Deep));
        Assert.Contains("2 step(s) that were final", fault.Message, StringComparison.Ordinal);
        Assert.Contains("cannot come back", fault.Message, StringComparison.Ordinal);
        Assert.Equal((0UL, 0UL, 1UL), ((ulong)await chain.CountAsync(1), (ulong)await chain.CountAsync(2), (ulong)await chain.CountAsync(3)));
        Assert.Contains(await journal.GetEventsAsync(1, Cancel), e => e is { From: OutboxState.Final, To: OutboxState.Dropped, Note: "nonce 0 was used by another transaction meanwhile" });
        Assert.Contains(await journal.GetEventsAsync(2, Cancel), e => e is { From: OutboxState.Final, To: OutboxState.Reverted } && e.Note!.EndsWith("without its effect", StringComparison.Ordinal));

        foreach (OutboxJob job in (OutboxJob[])[lost, hollow, lost])
        {
            AssertDone(await ApplyAsync(chain, journal, job, network: Deep));
            await AssertCountedOnceAsync(chain, job);
        }

        Assert.Equal((2, 3), ((await journal.GetTransactionsAsync(1, Cancel)).Count, (await journal.GetTransactionsAsync(2, Cancel)).Count));
    }

    [Fact]
    public async Task What_another_plan_lost_for_good_is_said_though_this_one_lost_nothing()
    {
        await using OutboxChain chain = await StartAsync();
        await using IJournal journal = await JournalAsync();
        chain.KeepMining();
        OutboxJob kept = Job(chain, Step(1)), lost = Job(chain, Step(2));
        AssertDone(await ApplyAsync(chain, journal, kept, network: Deep));
        ulong head = await chain.Client.GetBlockNumberAsync(Cancel);
        AssertDone(await ApplyAsync(chain, journal, lost, network: Deep));
        await LoseAsync(chain, head);
        await TakeNonceAsync(chain, 1);

        // By count and nonce alone nothing is amiss: only the block says it.
        Fault fault = AssertFault("apply.finality-broken", FaultKind.Refused, await ApplyAsync(chain, journal, kept, network: Deep));
        Assert.Contains("the last of them count-2: nonce 1 was used by another transaction", fault.Message, StringComparison.Ordinal);
        foreach (OutboxJob job in (OutboxJob[])[kept, lost])
        {
            AssertDone(await ApplyAsync(chain, journal, job, network: Deep));
            await AssertCountedOnceAsync(chain, job);
        }
    }

    /// <summary>A chain with blocks that stay.</summary>
    private static async Task<OutboxChain> StartAsync()
    {
        OutboxChain chain = await OutboxChain.StartAsync();
        await chain.MineAsync(2);
        return chain;
    }

    /// <summary>All blocks but the first two leave the chain, with all that was in them.</summary>
    private static Task LoseAllAsync(OutboxChain chain) => LoseAsync(chain, 1);

    /// <summary>All blocks above a height leave the chain, with all that was in them.</summary>
    private static async Task LoseAsync(OutboxChain chain, ulong above) =>
        await new LocalControls(chain.Client).ReorgAsync((int)(await chain.Client.GetBlockNumberAsync(Cancel) - above), Cancel);

    /// <summary>Another program uses a nonce of the account.</summary>
    private static async Task TakeNonceAsync(OutboxChain chain, ulong nonce)
    {
        await chain.SendForeignAsync(nonce, chain.Signer.Address, [], gwei: 50);
        await OutboxChain.UntilAsync(async () => await chain.NonceAsync() == nonce + 1, "the foreign transaction is mined");
    }

    /// <summary>A node that does not answer lists of questions for blocks.</summary>
    private sealed class ListTransport(IRpcTransport inner, Func<bool> answers) : IRpcTransport
    {
        public string Endpoint => inner.Endpoint;

        public Task<IReadOnlyList<RpcAnswer>> SendAsync(IReadOnlyList<RpcRequest> requests, CancellationToken cancellationToken) =>
            requests.Count > 1 && requests[0].Method == "eth_getBlockByNumber" && !answers()
                ? throw new TransportException(Endpoint, "the request was lost", retryable: true)
                : inner.SendAsync(requests, cancellationToken);

        public void Dispose() => inner.Dispose();
    }
}
