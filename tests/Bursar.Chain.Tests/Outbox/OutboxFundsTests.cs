using Bursar.App.Outbox;
using Bursar.Core.Faults;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc.Transport;
using Xunit;

namespace Bursar.Chain.Tests.Outbox;

/// <summary>An account that runs dry in the middle of a run, and nonces that go missing.</summary>
public sealed class OutboxFundsTests : OutboxTestBase
{
    private static readonly OutboxOptions Patient = Options with { MaxPipelined = 2, FundsWait = TimeSpan.FromMinutes(5) };

    [Fact]
    public async Task Waits_in_the_middle_of_a_run_and_goes_on_when_funds_arrive()
    {
        await using OutboxChain chain = await OutboxChain.StartAsync();
        await using IJournal journal = await JournalAsync();
        chain.KeepMining();
        OutboxJob job = Job(chain, Step(1), Step(2), Step(3, needs: 1), Step(4, needs: 2));
        Task<Result<OutboxOutcome>> applying = ApplyAsync(chain, journal, job, Patient, wrap: RobAtEstimate(chain, 3));
        await OutboxChain.UntilAsync(() => Task.FromResult(Reports.Any(r => r.Message is { } m
            && m.Contains(chain.Signer.Address.ToString(), StringComparison.Ordinal) && m.Contains("waiting; send at least", StringComparison.Ordinal))), "it says what is missing");
        Assert.Equal(2, (await journal.GetTransactionsAsync(1, Cancel)).Count);
        Assert.False(applying.IsCompleted);
        await chain.FundAsync(chain.Signer.Address, UInt256.PowerOfTen(18));
        AssertDone(await applying);
        await AssertCountedOnceAsync(chain, job);
        Assert.Equal(4UL, await chain.NonceAsync());
    }

    [Fact]
    public async Task Ends_with_what_is_missing_when_no_funds_arrive_in_time()
    {
        await using OutboxChain chain = await OutboxChain.StartAsync();
        await using IJournal journal = await JournalAsync();
        chain.KeepMining();
        OutboxJob job = Job(chain, Step(1), Step(2, needs: 1));
        Fault fault = AssertFault("apply.insufficient-funds", FaultKind.Refused,
            await ApplyAsync(chain, journal, job, Patient with { FundsWait = TimeSpan.FromMilliseconds(300) }, wrap: RobAtEstimate(chain, 2)));
        Assert.Contains(chain.Signer.Address.ToString(), fault.Message, StringComparison.Ordinal);
        Assert.Equal([OutboxState.Final, OutboxState.Planned], (await journal.GetStepsAsync(1, Cancel)).Select(s => s.State));

        // Applied again it waits for funds, and goes on when they are there.
        Task<Result<OutboxOutcome>> applying = ApplyAsync(chain, journal, job, Patient);
        await OutboxChain.UntilAsync(() => Task.FromResult(Reports.Any(r => r.Message?.Contains("waiting; send at least", StringComparison.Ordinal) == true)), "it waits");
        await chain.FundAsync(chain.Signer.Address, UInt256.PowerOfTen(18));
        AssertDone(await applying);
        await AssertCountedOnceAsync(chain, job);
    }

    [Fact]
    public async Task Hands_in_the_same_bytes_once_the_account_can_pay_them()
    {
        await using OutboxChain chain = await OutboxChain.StartAsync();
        await using IJournal journal = await JournalAsync();
        bool robbed = false;
        Func<IRpcTransport, IRpcTransport> wrap = inner => new LossyTransport(inner, method =>
        {
            if (method == "eth_sendRawTransaction" && !robbed)
            {
                robbed = true;
                chain.FundAsync(chain.Signer.Address, UInt256.One).GetAwaiter().GetResult();
            }

            return LossyTransport.Fate.Arrives;
        });
        OutboxJob job = Job(chain, Step(1));
        Task<Result<OutboxOutcome>> applying = ApplyAsync(chain, journal, job, Patient, wrap: wrap);
        await OutboxChain.UntilAsync(() => Task.FromResult(Reports.Any(r => r.Message?.Contains("cannot pay", StringComparison.Ordinal) == true)), "the node refused it");
        JournalTransaction kept = Assert.Single(await journal.GetTransactionsAsync(1, Cancel));
        await chain.FundAsync(chain.Signer.Address, UInt256.PowerOfTen(18));
        chain.KeepMining();
        Result<OutboxOutcome> result = await applying;
        AssertDone(result);
        Assert.Equal(kept.Hash, result.Value.Steps[0].Transaction);
    }

    [Fact]
    public async Task Sends_again_what_the_pool_has_evicted_below_a_later_nonce()
    {
        await using OutboxChain chain = await OutboxChain.StartAsync();
        await using IJournal journal = await JournalAsync();
        OutboxJob job = Job(chain, Step(1), Step(2), Step(3));
        Task<Result<OutboxOutcome>> applying = ApplyAsync(chain, journal, job);
        await OutboxChain.UntilAsync(async () => await chain.WaitingAsync() == 3, "all wait");
        IReadOnlyList<JournalTransaction> all = await journal.GetTransactionsAsync(1, Cancel);
        await chain.TellAsync("anvil_dropTransaction", all[0].Hash.ToString());
        await OutboxChain.UntilAsync(async () => await chain.WaitingAsync() == 3, "the gap is filled");
        chain.KeepMining();
        AssertDone(await applying);
        Assert.Equal(all.Select(t => t.Hash), (await journal.GetTransactionsAsync(1, Cancel)).Select(t => t.Hash));
        await AssertCountedOnceAsync(chain, job);
        Assert.Equal(3UL, await chain.NonceAsync());
    }

    [Fact]
    public async Task Fills_the_gap_that_another_programs_vanished_transaction_leaves()
    {
        await using OutboxChain chain = await OutboxChain.StartAsync();
        await using IJournal journal = await JournalAsync();
        Hash32 foreign = await chain.SendForeignAsync(0, chain.Signer.Address, [], gwei: 50);
        OutboxJob job = Job(chain, Step(1), Step(2));
        Task<Result<OutboxOutcome>> applying = ApplyAsync(chain, journal, job);
        await OutboxChain.UntilAsync(async () => await chain.WaitingAsync() == 3, "all wait");
        await chain.TellAsync("anvil_dropTransaction", foreign.ToString());
        chain.KeepMining();
        AssertDone(await applying);

        await AssertCountedOnceAsync(chain, job);
        Assert.Equal(3UL, await chain.NonceAsync());
        Assert.Equal([1UL, 2UL], (await journal.GetTransactionsAsync(1, Cancel)).Select(t => t.Nonce));
        JournalTransaction filler = Assert.Single(await journal.GetTransactionsAsync(2, Cancel));
        Assert.Equal(("nonce-gap/0", 0UL), (filler.StepId, filler.Nonce));
        Assert.Contains((await journal.GetEventsAsync(2, Cancel)), e => e.Note?.Contains("nothing for nonce 0", StringComparison.Ordinal) == true);
    }

    /// <summary>Somebody spends what is left when the n-th estimate is asked for.</summary>
    private static Func<IRpcTransport, IRpcTransport> RobAtEstimate(OutboxChain chain, int number)
    {
        int estimates = 0;
        return inner => new LossyTransport(inner, method =>
        {
            if (method == "eth_estimateGas" && Interlocked.Increment(ref estimates) == number)
                chain.FundAsync(chain.Signer.Address, UInt256.One).GetAwaiter().GetResult();
            return LossyTransport.Fate.Arrives;
        });
    }
}
