using Bursar.App.Outbox;
using Bursar.Core.Faults;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;
using Bursar.Evm.Rpc.Transport;
using Xunit;

namespace Bursar.Chain.Tests.Outbox;

/// <summary>Stuck and replaced transactions, foreign use of nonces, reorganisations and reverts.</summary>
public sealed class OutboxTroubleTests : OutboxTestBase
{
    private static readonly OutboxOptions Eager = Options with { Bump = new FeeBumpSchedule { AfterBlocks = 2, After = TimeSpan.Zero } };

    [Fact]
    public async Task Offers_more_under_the_same_nonce_when_fees_rise()
    {
        await using OutboxChain chain = await OutboxChain.StartAsync();
        await using IJournal journal = await JournalAsync();
        OutboxJob job = Job(chain, Step(1), Step(2));
        Task<Result<OutboxOutcome>> applying = ApplyAsync(chain, journal, job, Eager);
        await OutboxChain.UntilAsync(async () => await chain.WaitingAsync() == 2, "both wait");
        await chain.TellAsync("anvil_setNextBlockBaseFeePerGas", "0x174876e800"); // 100 gwei
        chain.KeepMining();
        AssertDone(await applying);

        await AssertCountedOnceAsync(chain, job);
        IReadOnlyList<JournalTransaction> all = await journal.GetTransactionsAsync(1, Cancel);
        JournalTransaction[] first = [.. all.Where(t => t.Nonce == 0)];
        Assert.True(first.Length > 1, "the first was never offered again");
        Assert.Single(first, t => t.State == OutboxState.Final);
        Assert.All(first.Where(t => t.State != OutboxState.Final), t => Assert.Equal(OutboxState.Replaced, t.State));
        Assert.Equal(first.Select(t => t.MaxFee).Order(), first.Select(t => t.MaxFee));
        Assert.Equal([0UL, 1UL], all.Select(t => t.Nonce).Distinct());
        Assert.All(await journal.GetStepsAsync(1, Cancel), s => Assert.Equal(1, s.Attempt));
    }

    [Fact]
    public async Task A_clock_that_jumps_back_holds_nothing_up()
    {
        await using OutboxChain chain = await OutboxChain.StartAsync();
        await using IJournal journal = await JournalAsync();
        OutboxJob job = Job(chain, Step(1));
        var clock = new JumpingClock();
        Task<Result<OutboxOutcome>> applying = ApplyAsync(chain, journal, job, Eager with { InclusionTimeout = TimeSpan.FromSeconds(15) }, time: clock);
        await OutboxChain.UntilAsync(async () => await chain.WaitingAsync() == 1, "it waits");
        clock.Offset = TimeSpan.FromHours(-2);

        // The node forgets it, so it has to be handed in again; and it costs more by then.
        await chain.TellAsync("anvil_dropTransaction", (await journal.GetTransactionsAsync(1, Cancel))[0].Hash.ToString());
        await chain.TellAsync("anvil_setNextBlockBaseFeePerGas", "0x174876e800"); // 100 gwei
        chain.KeepMining();
        AssertDone(await applying);
        await AssertCountedOnceAsync(chain, job);
    }

    [Fact]
    public async Task Recognises_the_cheaper_of_two_when_that_one_is_mined()
    {
        // Every replacement is lost on its way: the first transaction wins. (anvil forgets what it cannot include; other nodes keep it.)
        await using OutboxChain chain = await OutboxChain.StartAsync();
        await using IJournal journal = await JournalAsync();
        int sends = 0;
        Func<IRpcTransport, IRpcTransport> wrap = (inner => new LossyTransport(inner, method =>
            method == "eth_sendRawTransaction" && ++sends > 1 ? LossyTransport.Fate.RequestLost : LossyTransport.Fate.Arrives));
        OutboxJob job = Job(chain, Step(1));
        Task<Result<OutboxOutcome>> applying = ApplyAsync(chain, journal, job, Eager, wrap: wrap);
        await OutboxChain.UntilAsync(async () => await chain.WaitingAsync() == 1, "it waits");
        await chain.TellAsync("anvil_setNextBlockBaseFeePerGas", "0x174876e800");
        await chain.MineAsync(2);
        await OutboxChain.UntilAsync(async () => (await journal.GetTransactionsAsync(1, Cancel)).Count == 2, "a replacement is stored");
        await chain.TellAsync("anvil_setNextBlockBaseFeePerGas", "0x1");
        await chain.Client.SendRawTransactionAsync((await journal.GetTransactionsAsync(1, Cancel))[0].Raw, Cancel);
        await chain.MineAsync();
        AssertDone(await applying);

        Assert.Equal([OutboxState.Final, OutboxState.Replaced], (await journal.GetTransactionsAsync(1, Cancel)).Select(t => t.State));
        await AssertCountedOnceAsync(chain, job);
    }

    [Fact]
    public async Task Never_offers_more_than_the_cap_and_says_that_it_is_stuck()
    {
        await using OutboxChain chain = await OutboxChain.StartAsync();
        await using IJournal journal = await JournalAsync();
        OutboxJob job = Job(chain, Step(1));
        OutboxOptions capped = Eager with { MaxFeePerGas = (UInt256)3_000_000_000UL, InclusionTimeout = TimeSpan.FromSeconds(2) };
        Task<Result<OutboxOutcome>> applying = ApplyAsync(chain, journal, job, capped);
        await OutboxChain.UntilAsync(async () => await chain.WaitingAsync() == 1, "it waits");
        await chain.TellAsync("anvil_setNextBlockBaseFeePerGas", "0x174876e800");
        await chain.MineAsync(3);
        AssertFault("apply.stuck", FaultKind.NotFinal, await applying);
        Assert.All(await journal.GetTransactionsAsync(1, Cancel), t => Assert.True(t.MaxFee <= 3_000_000_000UL));

        // Again without the cap: the same nonce, a higher offer.
        chain.KeepMining();
        AssertDone(await ApplyAsync(chain, journal, job, Eager));
        await AssertCountedOnceAsync(chain, job);
        Assert.Equal(1UL, await chain.NonceAsync());
    }

    [Fact]
    public async Task Refuses_to_begin_when_the_cap_is_below_the_price_of_the_next_block()
    {
        await using OutboxChain chain = await OutboxChain.StartAsync();
        await using IJournal journal = await JournalAsync();
        AssertFault("apply.fee-too-high", FaultKind.Refused,
            await ApplyAsync(chain, journal, Job(chain, Step(1)), Options with { MaxFeePerGas = UInt256.One }));
        Assert.Empty(await journal.GetTransactionsAsync(1, Cancel));
    }

    [Fact]
    public async Task Signs_anew_only_after_a_foreign_use_of_the_nonce_is_final()
    {
        await using OutboxChain chain = await OutboxChain.StartAsync();
        await using IJournal journal = await JournalAsync();
        OutboxJob job = Job(chain, Step(1), Step(2, needs: 1));
        Task<Result<OutboxOutcome>> applying = ApplyAsync(chain, journal, job, network: Deep);
        await OutboxChain.UntilAsync(async () => await chain.WaitingAsync() == 1, "the first waits");
        await chain.SendForeignAsync(0, chain.Signer.Address, [], gwei: 50);
        await chain.MineAsync();
        await OutboxChain.UntilAsync(async () => (await journal.GetStepsAsync(1, Cancel))[0].State == OutboxState.Unknown, "the step is in doubt");
        await chain.MineAsync(3);
        await OutboxChain.UntilAsync(() => Task.FromResult(Reports.Any(r => r.Message?.Contains("waiting until that is final", StringComparison.Ordinal) == true)), "it says so");
        Assert.Single(await journal.GetTransactionsAsync(1, Cancel));
        chain.KeepMining();
        AssertDone(await applying);

        await AssertCountedOnceAsync(chain, job);
        IReadOnlyList<JournalTransaction> all = await journal.GetTransactionsAsync(1, Cancel);
        Assert.Equal([(0UL, OutboxState.Dropped), (1UL, OutboxState.Final), (2UL, OutboxState.Final)], all.Select(t => (t.Nonce, t.State)));
        Assert.Equal(2, (await journal.GetStepsAsync(1, Cancel))[0].Attempt);
    }

    [Fact]
    public async Task Signs_nothing_anew_when_the_foreign_transaction_had_the_effect()
    {
        await using OutboxChain chain = await OutboxChain.StartAsync();
        await using IJournal journal = await JournalAsync();
        OutboxJob job = Job(chain, Step(1), Step(2, needs: 1));
        Task<Result<OutboxOutcome>> applying = ApplyAsync(chain, journal, job, network: Deep);
        await OutboxChain.UntilAsync(async () => await chain.WaitingAsync() == 1, "the first waits");
        await chain.SendForeignAsync(0, OutboxChain.Counter, job.Steps[0].Data, gwei: 50);
        chain.KeepMining();
        Result<OutboxOutcome> result = await applying;
        AssertDone(result);

        Assert.Null(result.Value.Steps[0].Transaction);
        await AssertCountedOnceAsync(chain, job);
        Assert.Equal(2UL, await chain.NonceAsync());
    }

    [Fact]
    public async Task Uses_nonces_after_those_that_other_programs_have_waiting()
    {
        await using OutboxChain chain = await OutboxChain.StartAsync();
        await using IJournal journal = await JournalAsync();
        await chain.SendForeignAsync(0, chain.Signer.Address, [], gwei: 50);
        Task<Result<OutboxOutcome>> applying = ApplyAsync(chain, journal, Job(chain, Step(1)));
        await OutboxChain.UntilAsync(async () => await chain.WaitingAsync() == 2, "both wait");
        chain.KeepMining();
        AssertDone(await applying);
        Assert.Equal(1UL, Assert.Single(await journal.GetTransactionsAsync(1, Cancel)).Nonce);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Sends_again_what_a_reorganisation_took_back(int depth)
    {
        await using OutboxChain chain = await OutboxChain.StartAsync();
        await using IJournal journal = await JournalAsync();
        await chain.MineAsync(5);
        OutboxJob job = Job(chain, Step(1), Step(2, needs: 1));
        Task<Result<OutboxOutcome>> applying = ApplyAsync(chain, journal, job, network: Deep);
        await OutboxChain.UntilAsync(async () => await chain.WaitingAsync() == 1, "the first waits");
        await chain.MineAsync();
        await OutboxChain.UntilAsync(async () => (await journal.GetStepsAsync(1, Cancel))[0].State == OutboxState.Seen, "the first is seen");
        await chain.MineAsync(depth - 1);
        await ReorganiseAsync(chain, depth);
        await chain.MineAsync();
        await OutboxChain.UntilAsync(
            async () => (await journal.GetEventsAsync(1, Cancel)).Any(e => e.Note?.Contains("no longer part of the chain", StringComparison.Ordinal) == true),
            "the reorganisation is noticed");
        chain.KeepMining();
        AssertDone(await applying);

        await AssertCountedOnceAsync(chain, job);
        Assert.Equal(2UL, await chain.NonceAsync());
        Assert.Equal(2, (await journal.GetTransactionsAsync(1, Cancel)).Count);
        JournalTransaction first = (await journal.GetTransactionsAsync(1, Cancel))[0];
        Assert.Equal((await chain.Client.GetReceiptAsync(first.Hash, Cancel))!.BlockHash, first.Block!.Value.Hash);
    }

    [Fact]
    public async Task Notices_at_the_next_start_that_a_reorganisation_took_steps_back()
    {
        await using OutboxChain chain = await OutboxChain.StartAsync();
        await using IJournal journal = await JournalAsync();
        await chain.MineAsync(5);
        OutboxJob job = Job(chain, Step(1), Step(2));
        Task<Result<OutboxOutcome>> applying = ApplyAsync(chain, journal, job, Options with { WaitForFinality = false }, Deep);
        await OutboxChain.UntilAsync(async () => await chain.WaitingAsync() == 2, "both wait");
        await chain.MineAsync();
        Assert.False((await applying).Value.IsFinal);
        await ReorganiseAsync(chain, 1);
        Assert.Equal(UInt256.Zero, await chain.CountAsync(1));

        chain.KeepMining();
        AssertDone(await ApplyAsync(chain, journal, job, network: Deep));
        await AssertCountedOnceAsync(chain, job);
        Assert.Equal(2UL, await chain.NonceAsync());
    }

    [Fact]
    public async Task Fills_the_gap_when_a_reorganisation_takes_back_what_an_earlier_plan_did()
    {
        await using OutboxChain chain = await OutboxChain.StartAsync();
        await using IJournal journal = await JournalAsync();
        await chain.MineAsync(5);
        OutboxJob earlier = Job(chain, Step(1));
        Task<Result<OutboxOutcome>> applying = ApplyAsync(chain, journal, earlier, Options with { WaitForFinality = false }, Deep);
        await OutboxChain.UntilAsync(async () => await chain.WaitingAsync() == 1, "it waits");
        await chain.MineAsync();
        Assert.False((await applying).Value.IsFinal);

        OutboxJob later = Job(chain, Step(2));
        applying = ApplyAsync(chain, journal, later, network: Deep);
        await OutboxChain.UntilAsync(async () => await chain.WaitingAsync() == 1, "the later one waits");
        await ReorganiseAsync(chain, 1);
        chain.KeepMining();
        AssertDone(await applying);
        await AssertCountedOnceAsync(chain, earlier);
        await AssertCountedOnceAsync(chain, later);
        Assert.Equal(2UL, await chain.NonceAsync());
    }

    [Fact]
    public async Task Refuses_a_chain_that_went_back_behind_what_was_final()
    {
        await using OutboxChain chain = await OutboxChain.StartAsync();
        await using IJournal journal = await JournalAsync();
        string snapshot = (await chain.TellAsync("evm_snapshot")).GetString()!;
        OutboxJob job = Job(chain, Step(1));
        Task<Result<OutboxOutcome>> applying = ApplyAsync(chain, journal, job);
        await OutboxChain.UntilAsync(async () => await chain.WaitingAsync() == 1, "it waits");
        await chain.MineAsync();
        AssertDone(await applying);
        await chain.TellAsync("evm_revert", snapshot);

        AssertFault("apply.chain-behind", FaultKind.Refused, await ApplyAsync(chain, journal, Job(chain, Step(2))));
        Assert.Equal(0, await chain.WaitingAsync());
    }

    [Fact]
    public async Task Names_the_decoded_revert_of_a_mined_step_and_tries_again_when_it_is_final()
    {
        await using OutboxChain chain = await OutboxChain.StartAsync();
        await using IJournal journal = await JournalAsync();
        OutboxJob job = Job(chain, Step(1), Step(2, needs: 7, after: "count-1"));
        await SetCounterAsync(chain, 7, 1);
        Task<Result<OutboxOutcome>> applying = ApplyAsync(chain, journal, job, network: Deep);
        await OutboxChain.UntilAsync(async () => await chain.WaitingAsync() == 1, "the first waits");
        await chain.MineAsync();
        await OutboxChain.UntilAsync(async () => await chain.WaitingAsync() == 1, "the second waits");
        await SetCounterAsync(chain, 7, 0);
        await chain.MineAsync();
        Fault fault = AssertFault("apply.reverted", FaultKind.Refused, await applying);
        Assert.Equal("count-2", fault.Field);
        Assert.Contains("NeedsFirst(key: 7)", fault.Message, StringComparison.Ordinal);
        Assert.Equal(OutboxState.Reverted, (await journal.GetStepsAsync(1, Cancel))[1].State);

        // The cause is mended and the plan applied again: a new nonce, but not before the revert is final.
        await SetCounterAsync(chain, 7, 1);
        applying = ApplyAsync(chain, journal, job, network: Deep);
        await OutboxChain.UntilAsync(() => Task.FromResult(Reports.Any(r => r.Message?.Contains("the revert of step count-2", StringComparison.Ordinal) == true)), "it says what it waits for");
        Assert.Equal(2, (await journal.GetTransactionsAsync(1, Cancel)).Count);
        chain.KeepMining();
        AssertDone(await applying);
        await AssertCountedOnceAsync(chain, job);
        Assert.Equal([OutboxState.Final, OutboxState.Reverted, OutboxState.Final], (await journal.GetTransactionsAsync(1, Cancel)).Select(t => t.State));

        AssertDone(await ApplyAsync(chain, journal, job, network: Deep));
        Assert.Equal(3UL, await chain.NonceAsync());
    }

    [Fact]
    public async Task What_reverted_here_and_was_done_by_somebody_else_grows_final()
    {
        await using OutboxChain chain = await OutboxChain.StartAsync();
        await using IJournal journal = await JournalAsync();
        OutboxOptions accepting = Options with { AcceptDone = true, InclusionTimeout = TimeSpan.FromSeconds(10), FinalityTimeout = TimeSpan.FromSeconds(10) };
        await SetCounterAsync(chain, 7, 1);
        OutboxJob job = Job(chain, Step(1, needs: 7) with { After = [] });
        Task<Result<OutboxOutcome>> applying = ApplyAsync(chain, journal, job, accepting);
        await OutboxChain.UntilAsync(async () => await chain.WaitingAsync() == 1, "it waits");
        await SetCounterAsync(chain, 7, 0);
        await chain.MineAsync();
        AssertFault("apply.reverted", FaultKind.Refused, await applying);

        // Somebody else does it, and nothing happens on the chain any more.
        await SetCounterAsync(chain, 1, 1);
        await chain.MineAsync();
        AssertDone(await ApplyAsync(chain, journal, job, accepting));
        Assert.Equal(1UL, await chain.NonceAsync());
    }

    [Fact]
    public async Task Awaits_what_was_sent_before_it_reports_a_revert()
    {
        await using OutboxChain chain = await OutboxChain.StartAsync();
        await using IJournal journal = await JournalAsync();
        await SetCounterAsync(chain, 7, 1);
        OutboxJob job = Job(chain, Step(1, needs: 7) with { After = [] }, Step(2), Step(3, needs: 2));
        Task<Result<OutboxOutcome>> applying = ApplyAsync(chain, journal, job);
        await OutboxChain.UntilAsync(async () => await chain.WaitingAsync() == 2, "both wait");
        await SetCounterAsync(chain, 7, 0);
        chain.KeepMining();
        AssertFault("apply.reverted", FaultKind.Refused, await applying);
        Assert.Equal([OutboxState.Reverted, OutboxState.Final, OutboxState.Planned], (await journal.GetStepsAsync(1, Cancel)).Select(s => s.State));
    }

    [Fact]
    public async Task Keeps_what_the_node_refuses_for_lack_of_funds_and_sends_the_same_bytes_later()
    {
        await using OutboxChain chain = await OutboxChain.StartAsync();
        await using IJournal journal = await JournalAsync();
        bool robbed = false;
        Func<IRpcTransport, IRpcTransport> wrap = (inner => new LossyTransport(inner, method =>
        {
            if (method == "eth_sendRawTransaction" && !robbed)
            {
                robbed = true;
                chain.FundAsync(chain.Signer.Address, UInt256.One).GetAwaiter().GetResult();
            }

            return LossyTransport.Fate.Arrives;
        }));
        OutboxJob job = Job(chain, Step(1));
        AssertFault("apply.insufficient-funds", FaultKind.Refused, await ApplyAsync(chain, journal, job, wrap: wrap));
        JournalTransaction kept = Assert.Single(await journal.GetTransactionsAsync(1, Cancel));
        Assert.Equal(OutboxState.Signed, kept.State);

        await chain.FundAsync(chain.Signer.Address, UInt256.PowerOfTen(18));
        chain.KeepMining();
        Result<OutboxOutcome> result = await ApplyAsync(chain, journal, job);
        AssertDone(result);
        Assert.Equal(kept.Hash, result.Value.Steps[0].Transaction);
    }

    private static Task SetCounterAsync(OutboxChain chain, ulong key, ulong value) =>
        chain.TellAsync("anvil_setStorageAt", OutboxChain.Counter.ToLowerHex(), Word(key), Word(value));

    private static string Word(ulong value) => Hex.Encode(((UInt256)value).ToBigEndian());

    private static Task ReorganiseAsync(OutboxChain chain, int depth) => chain.Client.RequestAsync(RpcRequest.Of("anvil_reorg", writer =>
    {
        writer.WriteNumberValue(depth);
        writer.WriteStartArray();
        writer.WriteEndArray();
    }), Cancel);

    private sealed class JumpingClock : TimeProvider
    {
        public TimeSpan Offset { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Offset;
    }
}
