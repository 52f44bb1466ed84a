using Bursar.App.Courier;
using Bursar.App.Outbox;
using Bursar.Core.Faults;
using Bursar.Core.Plans;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;
using Bursar.Evm.Transactions;
using Xunit;

namespace Bursar.Chain.Tests.Outbox;

/// <summary>Transactions that were signed in advance, elsewhere: sent in their order, raised to offers that were signed, never for a step that would fail.</summary>
public sealed class CourierOfferTests : OutboxTestBase
{
    private static readonly OutboxOptions Advance = Options with { Bump = new FeeBumpSchedule { AfterBlocks = 2, After = TimeSpan.Zero }, TryBeforeSending = true };

    [Fact]
    public async Task A_step_waits_for_those_that_it_needs_and_is_raised_to_an_offer_that_was_signed()
    {
        await using OutboxChain chain = await OutboxChain.StartAsync();
        await using IJournal journal = await JournalAsync();
        OutboxJob job = Job(chain, Step(1), Step(2, needs: 1));
        CourierSigner signer = await ImportAsync(chain, journal, job, 3, 30, 300);
        Task<Result<OutboxOutcome>> applying = ApplyAsync(chain, journal, job, signer, Advance);
        await OutboxChain.UntilAsync(async () => await chain.WaitingAsync() == 1, "the first waits, alone");
        Assert.Null((await journal.GetTransactionsAsync(1, Cancel)).Single(t => t.StepId == "count-2").FirstSentAt);
        await chain.TellAsync("anvil_setNextBlockBaseFeePerGas", "0x174876e800"); // 100 gwei
        chain.KeepMining();
        AssertDone(await applying);

        await AssertCountedOnceAsync(chain, job);
        JournalTransaction[] first = [.. (await journal.GetTransactionsAsync(1, Cancel)).Where(t => t.StepId == "count-1")];
        Assert.Equal(300UL * UInt256.PowerOfTen(9), first.Single(t => t.State == OutboxState.Final).MaxFee);
        Assert.All(first, t => Assert.Equal(chain.Signer.Address, SignedTransaction.Decode(t.Raw).From));
        Assert.Equal(2UL, await chain.NonceAsync());
    }

    [Fact]
    public async Task No_offer_above_the_cap_is_sent_and_another_round_is_asked_for()
    {
        await using OutboxChain chain = await OutboxChain.StartAsync();
        await using IJournal journal = await JournalAsync();
        OutboxJob job = Job(chain, Step(1));
        CourierSigner signer = await ImportAsync(chain, journal, job, 3, 300);
        var capped = new CourierSigner(signer.Address, null, [], 100UL * UInt256.PowerOfTen(9));
        Task<Result<OutboxOutcome>> applying = ApplyAsync(chain, journal, job, capped, Advance with { InclusionTimeout = TimeSpan.FromSeconds(2) });
        await OutboxChain.UntilAsync(async () => await chain.WaitingAsync() == 1, "it waits");
        await chain.TellAsync("anvil_setNextBlockBaseFeePerGas", "0x174876e800");
        await chain.MineAsync(3);
        Fault fault = Assert.Single((await applying).Faults);
        Assert.Equal("apply.signer-refused", fault.Code);
        Assert.Contains("sign export", fault.Message, StringComparison.Ordinal);
        Assert.Single(await journal.GetTransactionsAsync(1, Cancel));
    }

    [Fact]
    public async Task A_step_that_would_fail_is_not_sent_nor_anything_after_it()
    {
        await using OutboxChain chain = await OutboxChain.StartAsync();
        await using IJournal journal = await JournalAsync();
        chain.KeepMining();
        OutboxJob job = Job(chain, Step(1), Step(2, needs: 9, after: "count-1"), Step(3));
        CourierSigner signer = await ImportAsync(chain, journal, job, 30);
        Fault fault = Assert.Single((await ApplyAsync(chain, journal, job, signer, Advance)).Faults);
        Assert.Equal("apply.step-refused", fault.Code);
        Assert.Equal(1UL, await chain.NonceAsync());
        Assert.Equal(UInt256.One, await chain.CountAsync(1));
        Assert.Equal(UInt256.Zero, await chain.CountAsync(3));
    }

    private static Task<Result<OutboxOutcome>> ApplyAsync(OutboxChain chain, IJournal journal, OutboxJob job, CourierSigner signer, OutboxOptions options) =>
        new OutboxEngine(chain.Client, signer, journal, Instant, new OpenGate(), TimeProvider.System).ApplyAsync(job, options, null, Cancel);

    /// <summary>Signs every step at each offer, as the machine without network does, and takes the first offer of each into the journal.</summary>
    private static async Task<CourierSigner> ImportAsync(OutboxChain chain, IJournal journal, OutboxJob job, params ulong[] gwei)
    {
        var lease = new AccountLease(job.Chain, job.Operator, "import", TimeSpan.FromSeconds(5));
        await journal.AcquireLeaseAsync(lease, Cancel);
        JournalRun run = await journal.OpenRunAsync(lease, new JournalRun { PlanHash = job.PlanHash, Chain = job.Chain, Genesis = job.Genesis, Operator = job.Operator }, [.. job.Steps.Select(Stored)], Cancel);
        var all = new List<byte[]>();
        var changes = new List<JournalChange>();
        foreach (ulong offer in gwei)
        {
            UInt256 fee = (UInt256)offer * UInt256.PowerOfTen(9);
            for (int i = 0; i < job.Steps.Count; i++)
            {
                SignedTransaction signed = await chain.Signer.SignTransactionAsync(new Eip1559Transaction
                {
                    ChainId = job.Chain,
                    Nonce = (ulong)i,
                    GasLimit = 100_000,
                    To = job.Steps[i].To,
                    Data = job.Steps[i].Data,
                    MaxFeePerGas = fee,
                    MaxPriorityFeePerGas = UInt256.PowerOfTen(8) * (UInt256)offer,
                }, Cancel);
                all.Add(signed.Raw);
                if (offer == gwei[0])
                    changes.Add(new TransactionSigned(new JournalTransaction { RunId = run.Id, StepId = job.Steps[i].Id, Nonce = (ulong)i, Hash = signed.Hash, Raw = signed.Raw, GasLimit = 100_000, MaxFee = fee, PriorityFee = UInt256.PowerOfTen(8) * (UInt256)offer }));
            }
        }

        await journal.CommitAsync(lease, changes, Cancel);
        await journal.ReleaseLeaseAsync(lease, Cancel);
        return new CourierSigner(job.Operator, new SignedCourier { Export = Hash32.Zero, Plan = job.PlanHash, Transactions = all }, (await journal.GetTransactionsAsync(run.Id, Cancel)).Select(t => t.Hash), null);
    }

    private static JournalStep Stored(PlanStep step) => new() { Id = step.Id, Title = step.Title, To = step.To, Value = step.Value, DataHash = Keccak256.Hash(step.Data) };
}
