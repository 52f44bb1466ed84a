using Bursar.App.Outbox;
using Bursar.Core.Faults;
using Bursar.Core.Networks;
using Bursar.Core.Plans;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;
using Bursar.Evm.Rpc.Transport;
using Bursar.Evm.Transactions;
using Xunit;

namespace Bursar.Chain.Tests.Outbox;

/// <summary>The usual course of a run, and what it refuses before anything is sent.</summary>
public sealed class OutboxFlowTests : OutboxTestBase
{
    [Fact]
    public async Task Carries_out_steps_in_the_order_of_their_needs()
    {
        await using OutboxChain chain = await OutboxChain.StartAsync();
        await using IJournal journal = await JournalAsync();
        chain.KeepMining();
        OutboxJob job = Job(chain, Step(1), Step(2, needs: 1), Step(3, needs: 2), Step(4), Step(5, needs: 4, value: 12345));

        Result<OutboxOutcome> result = await ApplyAsync(chain, journal, job);

        AssertDone(result);
        await AssertCountedOnceAsync(chain, job);
        Assert.Equal(12345UL, await chain.Client.GetBalanceAsync(OutboxChain.Counter, BlockTag.Latest, Cancel));
        Assert.Equal(5UL, await chain.NonceAsync());
        Receipt first = (await chain.Client.GetReceiptAsync(result.Value.Steps[0].Transaction!.Value, Cancel))!;
        Assert.Equal(new BlockRef(first.BlockNumber, first.BlockHash), result.Value.Steps[0].Block);
        UInt256 spent = UInt256.PowerOfTen(20) - await chain.Client.GetBalanceAsync(chain.Signer.Address, BlockTag.Latest, Cancel);
        Assert.Equal(spent, result.Value.GasFees + 12345UL);
        Assert.Equal(new OutboxProgress(5, 0, 5, 5), Reports.Last());
    }

    [Fact]
    public async Task Applying_again_sends_nothing()
    {
        await using OutboxChain chain = await OutboxChain.StartAsync();
        await using IJournal journal = await JournalAsync();
        chain.KeepMining();
        OutboxJob job = Job(chain, Step(1), Step(2));
        AssertDone(await ApplyAsync(chain, journal, job));
        int events = (await journal.GetEventsAsync(1, Cancel)).Count;

        AssertDone(await ApplyAsync(chain, journal, job));

        Assert.Equal(2UL, await chain.NonceAsync());
        Assert.Equal(events, (await journal.GetEventsAsync(1, Cancel)).Count);
    }

    [Fact]
    public async Task Keeps_at_most_the_asked_number_under_way()
    {
        await using OutboxChain chain = await OutboxChain.StartAsync();
        await using IJournal journal = await JournalAsync();
        OutboxJob job = Job(chain, [.. Enumerable.Range(1, 20).Select(i => Step((ulong)i))]);
        Task<Result<OutboxOutcome>> applying = ApplyAsync(chain, journal, job, Options with { MaxPipelined = 8 });

        await OutboxChain.UntilAsync(async () => await chain.WaitingAsync() == 8, "eight wait");
        Assert.Equal(8, (await journal.GetTransactionsAsync(1, Cancel)).Count);
        chain.KeepMining();
        AssertDone(await applying);

        await AssertCountedOnceAsync(chain, job);
        Assert.All(Reports, r => Assert.True(r.InFlight <= 8, $"{r.InFlight} under way"));
        Assert.Equal(Enumerable.Range(0, 20).Select(i => (ulong)i), (await journal.GetTransactionsAsync(1, Cancel)).Select(t => t.Nonce));
    }

    [Fact]
    public async Task Stores_the_bytes_before_the_node_can_have_them()
    {
        await using OutboxChain chain = await OutboxChain.StartAsync();
        await using IJournal journal = await JournalAsync();
        await using IJournal observer = await JournalAsync();
        var storedAtSending = new List<int>();
        Func<IRpcTransport, IRpcTransport> wrap = (inner => new LossyTransport(inner, method =>
        {
            if (method == "eth_sendRawTransaction")
                storedAtSending.Add(observer.GetTransactionsAsync(1, CancellationToken.None).GetAwaiter().GetResult().Count);
            return LossyTransport.Fate.Arrives;
        }));
        chain.KeepMining();
        AssertDone(await ApplyAsync(chain, journal, Job(chain, Step(1), Step(2, needs: 1)), wrap: wrap));
        Assert.Equal(1, storedAtSending[0]);
        Assert.Equal(2, storedAtSending[^1]);
    }

    [Fact]
    public async Task Waits_for_the_depth_that_the_network_asks_for()
    {
        await using OutboxChain chain = await OutboxChain.StartAsync();
        await using IJournal journal = await JournalAsync();
        OutboxJob job = Job(chain, Step(1));
        int looks = 0;
        Func<IRpcTransport, IRpcTransport> counting = inner => new LossyTransport(inner, method =>
        {
            if (method == "eth_getBlockByNumber")
                Interlocked.Increment(ref looks);
            return LossyTransport.Fate.Arrives;
        });
        Task<Result<OutboxOutcome>> applying = ApplyAsync(chain, journal, job, network: Deep, wrap: counting);
        await OutboxChain.UntilAsync(async () => await chain.WaitingAsync() == 1, "it waits");
        await chain.MineAsync();
        await StepReaches(OutboxState.Seen);
        await chain.MineAsync(2);
        await StepReaches(OutboxState.Safe);
        await chain.MineAsync(2);
        int before = Volatile.Read(ref looks);
        await OutboxChain.UntilAsync(() => Task.FromResult(Volatile.Read(ref looks) > before + 5), "the engine has looked several times");
        Assert.Equal(OutboxState.Safe, (await journal.GetStepsAsync(1, Cancel))[0].State);
        Assert.False(applying.IsCompleted);
        await chain.MineAsync();
        AssertDone(await applying);
        Assert.Equal(
            [OutboxState.Planned, OutboxState.Signed, OutboxState.Sent, OutboxState.Seen, OutboxState.Safe, OutboxState.Final],
            (await journal.GetEventsAsync(1, Cancel)).Where(e => e.Transaction is null).Select(e => e.To));

        Task StepReaches(OutboxState state) =>
            OutboxChain.UntilAsync(async () => (await journal.GetStepsAsync(1, Cancel))[0].State == state, $"the step is {state}");
    }

    [Fact]
    public async Task Follows_the_finalized_tag()
    {
        await using OutboxChain chain = await OutboxChain.StartAsync("--slots-in-an-epoch", "2");
        await using IJournal journal = await JournalAsync();
        chain.KeepMining();
        Result<OutboxOutcome> result = await ApplyAsync(chain, journal, Job(chain, Step(1)), network: OutboxChain.Network(new FinalityRule(FinalityKind.Tag)));
        AssertDone(result);
        BlockHeader final = (await chain.Client.GetBlockAsync(BlockTag.Finalized, Cancel))!;
        Assert.True(final.Number >= result.Value.Steps[0].Block!.Value.Number);
    }

    [Fact]
    public async Task Says_that_it_is_not_final_when_asked_not_to_wait_and_finishes_later()
    {
        await using OutboxChain chain = await OutboxChain.StartAsync();
        await using IJournal journal = await JournalAsync();
        OutboxJob job = Job(chain, Step(1), Step(2));
        Task<Result<OutboxOutcome>> applying = ApplyAsync(chain, journal, job, Options with { WaitForFinality = false }, Deep);
        await OutboxChain.UntilAsync(async () => await chain.WaitingAsync() == 2, "both wait");
        await chain.MineAsync();
        OutboxOutcome outcome = (await applying).Value;
        Assert.False(outcome.IsFinal);
        Assert.Equal(("apply.not-final", FaultKind.NotFinal), (outcome.NotFinal!.Code, outcome.NotFinal.Kind));
        Assert.All(outcome.Steps, s => Assert.Equal(OutboxState.Seen, s.State));

        await chain.MineAsync(5);
        AssertDone(await ApplyAsync(chain, journal, job, network: Deep));
        Assert.Equal(2UL, await chain.NonceAsync());
    }

    [Fact]
    public async Task Sends_legacy_transactions_where_there_is_no_fee_market()
    {
        await using OutboxChain chain = await OutboxChain.StartAsync();
        await using IJournal journal = await JournalAsync();
        chain.KeepMining();
        OutboxJob job = Job(chain, Step(1));
        AssertDone(await ApplyAsync(chain, journal, job, network: OutboxChain.Network(new FinalityRule(FinalityKind.Instant), feeMarket: false)));
        JournalTransaction stored = Assert.Single(await journal.GetTransactionsAsync(1, Cancel));
        Assert.Equal(TransactionType.Legacy, SignedTransaction.Decode(stored.Raw).Transaction.Type);
        await AssertCountedOnceAsync(chain, job);
    }

    [Fact]
    public async Task Refuses_a_plan_that_somebody_else_began_unless_done_is_accepted()
    {
        await using OutboxChain chain = await OutboxChain.StartAsync();
        await using IJournal first = await JournalAsync("first");
        await using IJournal second = await JournalAsync("second");
        chain.KeepMining();
        AssertDone(await ApplyAsync(chain, first, Job(chain, Step(1))));
        OutboxJob job = Job(chain, Step(1), Step(2, needs: 1));

        Fault fault = AssertFault("apply.chain-moved", FaultKind.Refused, await ApplyAsync(chain, second, job));
        Assert.Equal("count-1", fault.Field);
        Assert.Equal(1UL, await chain.NonceAsync());

        Result<OutboxOutcome> accepted = await ApplyAsync(chain, second, job, Options with { AcceptDone = true });
        AssertDone(accepted);
        Assert.Null(accepted.Value.Steps[0].Transaction);
        await AssertCountedOnceAsync(chain, job);
    }

    [Fact]
    public async Task Refuses_what_the_balance_cannot_pay_before_anything_is_sent()
    {
        await using OutboxChain chain = await OutboxChain.StartAsync();
        await using IJournal journal = await JournalAsync();
        await chain.FundAsync(chain.Signer.Address, UInt256.PowerOfTen(12));
        OutboxJob job = Job(chain, Step(1), Step(2));
        Fault fault = AssertFault("apply.insufficient-funds", FaultKind.Refused, await ApplyAsync(chain, journal, job));
        Assert.Contains("has 0.000001 ETH", fault.Message, StringComparison.Ordinal);
        Assert.Empty(await journal.GetTransactionsAsync(1, Cancel));
        Assert.Equal(0, await chain.WaitingAsync());

        await chain.FundAsync(chain.Signer.Address, UInt256.PowerOfTen(18));
        chain.KeepMining();
        AssertDone(await ApplyAsync(chain, journal, job));
    }

    [Fact]
    public async Task Refuses_the_wrong_key_chain_genesis_order_or_content()
    {
        await using OutboxChain chain = await OutboxChain.StartAsync();
        await using IJournal journal = await JournalAsync();
        OutboxJob job = Job(chain, Step(1));
        AssertFault("apply.wrong-signer", FaultKind.Refused, await ApplyAsync(chain, journal, job with { Operator = OutboxChain.Counter }));
        AssertFault("apply.wrong-chain", FaultKind.Refused, await ApplyAsync(chain, journal, job with { Chain = new ChainId(1) }));
        AssertFault("apply.wrong-chain", FaultKind.Refused,
            await ApplyAsync(chain, journal, job with { Chain = new ChainId(1) }, network: Instant with { ChainId = new ChainId(1) }));
        AssertFault("apply.wrong-genesis", FaultKind.Refused, await ApplyAsync(chain, journal, job with { Genesis = job.PlanHash }));
        AssertFault("apply.bad-plan", FaultKind.InvalidInput, await ApplyAsync(chain, journal, job with { Steps = [Step(2, needs: 1), Step(1)] }));
        AssertFault("apply.bad-plan", FaultKind.InvalidInput, await ApplyAsync(chain, journal, job with { Steps = [Step(1), Step(1)] }));

        chain.KeepMining();
        AssertDone(await ApplyAsync(chain, journal, job));
        Fault differs = AssertFault("apply.plan-differs", FaultKind.Refused, await ApplyAsync(chain, journal, job with { Steps = [Step(2)] }));
        Assert.Contains("count-2", differs.Message, StringComparison.Ordinal);
        Assert.Equal(1UL, await chain.NonceAsync());
    }

    [Fact]
    public async Task Sends_nothing_more_when_an_estimate_says_that_a_step_would_fail()
    {
        await using OutboxChain chain = await OutboxChain.StartAsync();
        await using IJournal journal = await JournalAsync();
        chain.KeepMining();
        PlanStep impossible = Step(3, needs: 99, after: "count-1");
        OutboxJob job = Job(chain, Step(1), impossible, Step(4, needs: 1));
        Fault fault = AssertFault("apply.step-refused", FaultKind.Refused, await ApplyAsync(chain, journal, job));
        Assert.Equal("count-3", fault.Field);
        Assert.Contains("NeedsFirst(key: 99)", fault.Message, StringComparison.Ordinal);
        Assert.Equal(UInt256.One, await chain.CountAsync(1));
        Assert.Equal(UInt256.Zero, await chain.CountAsync(4));
        Assert.Equal([OutboxState.Planned, OutboxState.Planned], (await journal.GetStepsAsync(1, Cancel)).Skip(1).Select(s => s.State));
    }

    [Fact]
    public async Task Stops_when_the_node_is_gone_and_goes_on_when_it_is_back()
    {
        await using OutboxChain chain = await OutboxChain.StartAsync();
        await using IJournal journal = await JournalAsync();
        chain.KeepMining();
        OutboxJob job = Job(chain, Step(1), Step(2, needs: 1));
        bool gone = false;
        Func<IRpcTransport, IRpcTransport> wrap = (inner => new LossyTransport(inner, method =>
        {
            gone |= method == "eth_sendRawTransaction";
            return gone ? LossyTransport.Fate.RequestLost : LossyTransport.Fate.Arrives;
        }));
        Fault fault = AssertFault("apply.node-unreachable", FaultKind.NotFinal,
            await ApplyAsync(chain, journal, job, Options with { NodeOutage = TimeSpan.FromMilliseconds(200) }, wrap: wrap));
        Assert.Contains("nothing will happen twice", fault.Hint, StringComparison.Ordinal);

        AssertDone(await ApplyAsync(chain, journal, job));
        await AssertCountedOnceAsync(chain, job);
    }
}
