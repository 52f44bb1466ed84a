using System.Text.Json;
using Bursar.App.Outbox;
using Bursar.Core.Faults;
using Bursar.Core.Plans;
using Bursar.Evm.Rpc;
using Bursar.Evm.Rpc.Transport;
using Xunit;

namespace Bursar.Chain.Tests.Outbox;

/// <summary>Nodes that lose receipts, states and answers.</summary>
public sealed class OutboxFinalityTests : OutboxTestBase
{
    [Fact]
    public async Task A_transaction_in_a_block_is_done_although_the_node_has_lost_its_receipt()
    {
        await using OutboxChain chain = await OutboxChain.StartAsync();
        await using IJournal journal = await JournalAsync();
        chain.KeepMining();
        OutboxJob job = Job(chain, Step(1), Step(2), Step(3, needs: 2));
        AssertDone(await ApplyAsync(chain, journal, job, network: Deep, wrap: inner => new ForgetfulTransport(inner)));
        await AssertCountedOnceAsync(chain, job);
        JournalRun run = (await journal.FindRunAsync(job.PlanHash, job.Chain, Cancel))!;
        Assert.All(await journal.GetTransactionsAsync(run.Id, Cancel), t => Assert.Equal(OutboxState.Final, t.State));
    }

    [Fact]
    public async Task Without_receipt_and_check_nothing_is_signed_again()
    {
        await using OutboxChain chain = await OutboxChain.StartAsync();
        await using IJournal journal = await JournalAsync();
        chain.KeepMining();
        PlanStep blind = Step(1);
        OutboxJob job = Job(chain, blind with { Check = blind.Check with { Expect = null } });
        OutboxOptions options = Options with { InclusionTimeout = TimeSpan.FromSeconds(4) };
        AssertFault("apply.stuck", FaultKind.NotFinal, await ApplyAsync(chain, journal, job, options, Deep, inner => new ForgetfulTransport(inner)));
        await AssertCountedOnceAsync(chain, job);
        Assert.Contains(Reports, r => r.Message?.Contains("ask another node", StringComparison.Ordinal) == true);

        // Another node has the receipt.
        AssertDone(await ApplyAsync(chain, journal, job, network: Deep));
        await AssertCountedOnceAsync(chain, job);
    }

    [Fact]
    public async Task A_gateway_that_shows_a_page_ends_no_run_that_is_under_way()
    {
        await using OutboxChain chain = await OutboxChain.StartAsync();
        await using IJournal journal = await JournalAsync();
        chain.KeepMining();
        OutboxJob job = Job(chain, Step(1), Step(2, needs: 1));
        int pages = 0;
        bool begun = false;
        AssertDone(await ApplyAsync(chain, journal, job, network: Deep, wrap: inner => new LossyTransport(inner, method =>
        {
            begun |= method == "eth_sendRawTransaction";
            return begun && Interlocked.Increment(ref pages) <= 6 ? LossyTransport.Fate.Page : LossyTransport.Fate.Arrives;
        })));
        Assert.True(pages > 6);
        await AssertCountedOnceAsync(chain, job);

        // What shows nothing but pages from the start is no node.
        AssertFault("apply.node-unreachable", FaultKind.Refused, await ApplyAsync(chain, journal, Job(chain, Step(3)), wrap: inner => new LossyTransport(inner, _ => LossyTransport.Fate.Page)));
    }

    [Fact]
    public async Task A_node_that_forgot_who_used_a_nonce_is_said()
    {
        await using OutboxChain chain = await OutboxChain.StartAsync("--prune-history", "4");
        await using IJournal journal = await JournalAsync();
        OutboxJob job = Job(chain, Step(1));
        OutboxOptions brief = Options with { InclusionTimeout = TimeSpan.FromSeconds(2) };
        AssertFault("apply.stuck", FaultKind.NotFinal, await ApplyAsync(chain, journal, job, brief, Deep));
        await chain.SendForeignAsync(0, chain.Signer.Address, [], gwei: 50);
        for (int i = 0; i < 20; i++)
            await chain.MineAsync();
        Assert.Equal(1UL, await chain.NonceAsync());

        // It may have been ours: nothing is signed for the step again.
        AssertFault("apply.stuck", FaultKind.NotFinal, await ApplyAsync(chain, journal, job, brief, Deep));
        Assert.Contains(Reports, r => r.Message?.Contains("no longer has the states", StringComparison.Ordinal) == true);
        Assert.Single(await journal.GetTransactionsAsync(1, Cancel));
    }

    /// <summary>A node that has lost all receipts and the index of its transactions, as EthereumJS does with blocks that left the chain and came back.</summary>
    private sealed class ForgetfulTransport(IRpcTransport inner) : IRpcTransport
    {
        private static readonly JsonElement Null = JsonDocument.Parse("null").RootElement;

        public string Endpoint => inner.Endpoint;

        public async Task<IReadOnlyList<RpcAnswer>> SendAsync(IReadOnlyList<RpcRequest> requests, CancellationToken cancellationToken)
        {
            IReadOnlyList<RpcAnswer> answers = await inner.SendAsync(requests, cancellationToken);
            return [.. answers.Select((answer, i) => requests[i].Method is "eth_getTransactionReceipt" or "eth_getTransactionByHash" ? RpcAnswer.Ok(Null) : answer)];
        }

        public void Dispose() => inner.Dispose();
    }
}
