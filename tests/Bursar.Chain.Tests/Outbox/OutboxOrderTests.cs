using Bursar.App.LocalChain;
using Bursar.App.Outbox;
using Bursar.Core.Faults;
using Bursar.Core.Plans;
using Bursar.Evm.Primitives;
using Xunit;

namespace Bursar.Chain.Tests.Outbox;

/// <summary>Transactions that run before what they stand on: a call to a contract that is not there succeeds and does nothing.</summary>
public sealed class OutboxOrderTests : OutboxTestBase
{
    private static readonly Address Late = Address.Parse("0x00000000000000000000000000000000000c0de2");

    [Fact]
    public async Task A_call_that_came_before_its_contract_is_made_again()
    {
        await using OutboxChain chain = await OutboxChain.StartAsync();
        await using IJournal journal = await JournalAsync();
        string code = Hex.Encode(await chain.Client.GetCodeAsync(OutboxChain.Counter, default, Cancel));
        await SetAsync(chain, code, 1);
        await chain.MineAsync(5);
        PlanStep first = Step(1, needs: 7) with { After = [] };
        PlanStep second = Step(2, after: first.Id) with { To = Late, Check = new StepCheck(Late, ((UInt256)2UL).ToBigEndian(), UInt256.One.ToBigEndian()) };
        OutboxJob job = Job(chain, first, second);
        Task<Result<OutboxOutcome>> applying = ApplyAsync(chain, journal, job, network: Deep);
        await OutboxChain.UntilAsync(async () => await chain.WaitingAsync() == 1, "the first waits");
        await chain.MineAsync();
        await OutboxChain.UntilAsync(async () => await chain.WaitingAsync() == 1, "the second waits");

        // A reorganisation takes the first back; where it lands now it reverts, and the contract of the second does not come about.
        await new LocalControls(chain.Client).ReorgAsync(1, Cancel);
        await SetAsync(chain, "0x", 0);
        await OutboxChain.UntilAsync(
            async () =>
            {
                await chain.MineAsync();
                return await chain.NonceAsync() == 2;
            },
            "both are in blocks again");
        await OutboxChain.UntilAsync(async () => (await journal.GetTransactionsAsync(1, Cancel)).All(t => t.State == OutboxState.Reverted), "neither counts");
        chain.KeepMining();
        Assert.Equal(first.Id, AssertFault("apply.reverted", FaultKind.Refused, await applying).Field);

        // The cause is mended: both are made again, the second after the first.
        await SetAsync(chain, code, 1);
        AssertDone(await ApplyAsync(chain, journal, job, network: Deep));
        Assert.Equal(UInt256.One, await chain.CountAsync(1));
        Assert.Equal(UInt256.One, new UInt256(await chain.Client.CallAsync(Late, ((UInt256)2UL).ToBigEndian(), default, Cancel)));

        // Another plan sees a receipt without a failure, and knows of no effect.
        AssertDone(await ApplyAsync(chain, journal, Job(chain, Step(3)), network: Deep));
        Assert.Equal(
            [OutboxState.Reverted, OutboxState.Reverted, OutboxState.Final, OutboxState.Final],
            (await journal.GetTransactionsAsync(1, Cancel)).OrderBy(t => t.Nonce).Select(t => t.State));
        Assert.Contains(await journal.GetEventsAsync(1, Cancel), e => e.Note?.Contains("before what it stands on", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task It_is_made_again_too_when_another_plan_had_finished_it()
    {
        await using OutboxChain chain = await OutboxChain.StartAsync();
        await using IJournal journal = await JournalAsync();
        string code = Hex.Encode(await chain.Client.GetCodeAsync(OutboxChain.Counter, default, Cancel));
        await SetAsync(chain, code, 1);
        await chain.MineAsync(5);
        PlanStep first = Step(1, needs: 7) with { After = [] };
        PlanStep second = Step(2, after: first.Id) with { To = Late, Check = new StepCheck(Late, ((UInt256)2UL).ToBigEndian(), UInt256.One.ToBigEndian()) };
        OutboxJob job = Job(chain, first, second), other = Job(chain, Step(3));
        Task<Result<OutboxOutcome>> applying = ApplyAsync(chain, journal, job, Options with { InclusionTimeout = TimeSpan.FromSeconds(1) }, network: Deep);
        await OutboxChain.UntilAsync(async () => await chain.WaitingAsync() == 1, "the first waits");
        await chain.MineAsync();
        await OutboxChain.UntilAsync(async () => await chain.WaitingAsync() == 1, "the second waits");
        AssertFault("apply.stuck", FaultKind.NotFinal, await applying);
        await new LocalControls(chain.Client).ReorgAsync(1, Cancel);
        await SetAsync(chain, "0x", 0);

        // The other plan knows of the first two only that they have to be in blocks before its own.
        chain.KeepMining();
        AssertDone(await ApplyAsync(chain, journal, other, Options with { FinishOtherRuns = true }, network: Deep));
        Assert.Equal([OutboxState.Reverted, OutboxState.Final], (await journal.GetTransactionsAsync(1, Cancel)).Select(t => t.State));

        await SetAsync(chain, code, 1);
        AssertDone(await ApplyAsync(chain, journal, job, network: Deep));
        Assert.Equal(UInt256.One, await chain.CountAsync(1));
        Assert.Equal(UInt256.One, new UInt256(await chain.Client.CallAsync(Late, ((UInt256)2UL).ToBigEndian(), default, Cancel)));
        Assert.Contains(Reports, r => r.Message?.Contains("counted as final", StringComparison.Ordinal) == true);
        AssertDone(await ApplyAsync(chain, journal, job, network: Deep));
        Assert.Equal(4, (await journal.GetTransactionsAsync(1, Cancel)).Count);
    }

    [Fact]
    public async Task A_call_to_no_contract_is_not_sent()
    {
        await using OutboxChain chain = await OutboxChain.StartAsync();
        await using IJournal journal = await JournalAsync();
        OutboxJob job = Job(chain, Step(1) with { To = Late });
        Assert.Contains($"no contract at {Late}", AssertFault("apply.step-refused", FaultKind.Refused, await ApplyAsync(chain, journal, job)).Message, StringComparison.Ordinal);
        Assert.Empty(await journal.GetTransactionsAsync(1, Cancel));
    }

    [Fact]
    public async Task A_higher_offer_never_has_less_gas()
    {
        await using OutboxChain chain = await OutboxChain.StartAsync();
        await using IJournal journal = await JournalAsync();
        OutboxOptions options = Options with { Bump = new FeeBumpSchedule { AfterBlocks = 0, After = TimeSpan.Zero, MaxBumps = 1 } };
        string code = Hex.Encode(await chain.Client.GetCodeAsync(OutboxChain.Counter, default, Cancel));
        OutboxJob job = Job(chain, Step(1), Step(2));
        bool taken = false;
        Task<Result<OutboxOutcome>> applying = ApplyAsync(chain, journal, job, options, wrap: inner => new LossyTransport(inner, method =>
        {
            // The contract is gone from the moment on that the first offer is made.
            if (method == "eth_sendRawTransaction" && !taken)
            {
                taken = true;
                chain.TellAsync("anvil_setCode", OutboxChain.Counter.ToLowerHex(), "0x").GetAwaiter().GetResult();
            }

            return LossyTransport.Fate.Arrives;
        }));
        await OutboxChain.UntilAsync(async () => (await journal.GetTransactionsAsync(1, Cancel)).Count > 2, "more is offered");
        await chain.TellAsync("anvil_setCode", OutboxChain.Counter.ToLowerHex(), code);
        chain.KeepMining();
        AssertDone(await applying);
        await AssertCountedOnceAsync(chain, job);
        Assert.All((await journal.GetTransactionsAsync(1, Cancel)).GroupBy(t => t.Nonce), offers => Assert.Single(offers.Select(t => t.GasLimit).Distinct()));
    }

    private static async Task SetAsync(OutboxChain chain, string code, ulong needed)
    {
        await chain.TellAsync("anvil_setCode", Late.ToLowerHex(), code);
        await chain.TellAsync("anvil_setStorageAt", OutboxChain.Counter.ToLowerHex(), Hex.Encode(((UInt256)7UL).ToBigEndian()), Hex.Encode(((UInt256)needed).ToBigEndian()));
    }
}
