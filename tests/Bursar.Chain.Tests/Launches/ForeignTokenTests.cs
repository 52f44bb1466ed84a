using Bursar.App.Approval;
using Bursar.App.Execution;
using Bursar.App.Planning;
using Bursar.Chain.Tests.Accounts;
using Bursar.Core.Faults;
using Bursar.Core.Plans;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;
using Bursar.Evm.Rpc.Transport;
using Bursar.Storage;
using Xunit;

namespace Bursar.Chain.Tests.Launches;

/// <summary>Tokens that exist already, every way of misbehaving among them: recognised in <c>plan</c>, and again before <c>apply</c>, or handled.</summary>
public sealed class ForeignTokenTests(ForeignTokenChain chain) : IClassFixture<ForeignTokenChain>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("FeeToken", "token.takes-fee", "drops", "")]
    [InlineData("FeeToken", "token.takes-fee", "payouts", "")]
    [InlineData("FeeToken", "token.takes-fee", "payouts", ", on-failure: skip")]
    [InlineData("SurchargeToken", "token.moves-other-amount", "drops", "")]
    [InlineData("SurchargeToken", "token.moves-other-amount", "payouts", "")]
    [InlineData("GrowingToken", "token.rebases", "drops", "")]
    [InlineData("GrowingToken", "token.rebases", "payouts", "")]
    [InlineData("SharesToken", "token.rebases", "drops", "")]
    [InlineData("SharesToken", "token.rebases", "payouts", "")]
    [InlineData("OddToken", "token.odd-answer", "drops", "")]
    [InlineData("OddToken", "token.odd-answer", "payouts", "")]
    public async Task Refuses_a_token_that_misbehaves_from_the_first_day(string token, string code, string group, string more) =>
        await RefusedAsync(await chain.TokenAsync(token), code, group, more);

    [Theory]
    [InlineData("drops")]
    [InlineData("payouts")]
    public async Task Refuses_a_token_that_says_yes_and_does_nothing(string group)
    {
        Address token = await chain.TokenAsync("LyingToken");
        await chain.CallAsync(token, "lie()");
        await RefusedAsync(token, "token.takes-fee", group);
    }

    [Theory]
    [InlineData("drops")]
    [InlineData("payouts")]
    public async Task Refuses_a_token_whose_balances_were_scaled(string group)
    {
        Address token = await chain.TokenAsync("RebasingToken");
        await chain.CallAsync(token, "rebase(uint256)", ForeignTokenChain.Word(50));
        await RefusedAsync(token, "token.takes-fee", group);
    }

    [Theory]
    [InlineData("drops")]
    [InlineData("payouts")]
    public async Task Refuses_a_token_that_is_stopped(string group)
    {
        Address token = await chain.TokenAsync("StoppableToken");
        await chain.CallAsync(token, "pause(bool)", ForeignTokenChain.Word(1));
        await RefusedAsync(token, "token.paused", group);
    }

    [Theory]
    [InlineData("drops")]
    [InlineData("payouts")]
    public async Task Refuses_a_token_that_has_blocked_the_operator_and_quotes_its_reason(string group)
    {
        Address token = await chain.TokenAsync("FreezingToken");
        await chain.CallAsync(token, "freeze(address)", TestContracts.Word(ForeignTokenChain.Operator));
        await RefusedAsync(token, "token.transfer-refused", group);
    }

    [Theory]
    [InlineData(0, "gives no reason")]
    [InlineData(0, "")]
    [InlineData(1, "answers false")]
    [InlineData(2, "uses up")]
    [InlineData(3, "it says")]
    public async Task Names_each_recipient_whom_the_token_blocks_whatever_its_way_of_saying_so(int way, string words)
    {
        Address token = await BlocklistAsync(way);
        Result<PlannedLaunch> planned = await chain.PlanAsync(await chain.LaunchAsync(token, "payouts"));
        Assert.Equal(2, planned.Faults.Count);
        Assert.All(planned.Faults, f => Assert.Equal("token.recipient-refused", f.Code));
        Assert.Equal([5, 19], planned.Faults.Select(f => f.Line));
        Assert.Contains(way == 0 ? "blocked" : words, planned.Faults[0].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("drops", "", "claim only to another account")]
    [InlineData("payouts", ", on-failure: skip", "will go back to the operator")]
    public async Task Warns_of_blocked_recipients_where_they_cost_nobody_else_anything(string group, string more, string words)
    {
        Address token = await BlocklistAsync(0);
        PlannedLaunch planned = (await chain.PlanAsync(await chain.LaunchAsync(token, group, more))).Value;
        Assert.Contains(planned.Plan.Warnings, w => w.Contains("refuses 2 of the 30 recipients", StringComparison.Ordinal) && w.Contains(words, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("drops", false)]
    [InlineData("payouts", true)]
    public async Task Refuses_batches_of_a_token_whose_transfers_do_not_fit_into_a_transaction(string group, bool refused)
    {
        Address token = await chain.TokenAsync("ExpensiveToken");
        await chain.CallAsync(token, "setRounds(uint256)", ForeignTokenChain.Word(3_000));
        Result<PlannedLaunch> planned = await chain.PlanAsync(await chain.LaunchAsync(token, group));
        Assert.Equal(!refused, planned.IsOk);
        if (!refused)
            return;
        Fault fault = Assert.Single(planned.Faults);
        Assert.Equal("token.costs-too-much", fault.Code);
        Assert.StartsWith("Write 'batch: ", fault.Hint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PlainToken", "drops")]
    [InlineData("PlainToken", "payouts")]
    [InlineData("NoReturnToken", "drops")]
    [InlineData("NoReturnToken", "payouts")]
    [InlineData("FalseToken", "drops")]
    [InlineData("FalseToken", "payouts")]
    [InlineData("EndlessToken", "drops")]
    [InlineData("EndlessToken", "payouts")]
    [InlineData("HookToken", "payouts")]
    public async Task Takes_a_token_that_only_looks_odd(string name, string group)
    {
        PlannedLaunch planned = (await chain.PlanAsync(await chain.LaunchAsync(await chain.TokenAsync(name), group))).Value;
        IReadOnlyList<string> notes = Assert.Single(planned.Review.Tokens).Rehearsal;
        Assert.Contains(notes, n => n.Contains($"30 {(group == "drops" ? "claims" : "payments")}; every amount arrives", StringComparison.Ordinal));
        Assert.Equal(name == "NoReturnToken", notes.Any(n => n.Contains("answer with nothing", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("vouchers")]
    [InlineData("programmes")]
    public async Task Tries_out_what_goes_into_every_kind_of_escrow(string group)
    {
        Fault fault = Assert.Single((await chain.PlanAsync(await chain.EscrowAsync(await chain.TokenAsync("FeeToken"), group))).Faults);
        Assert.Equal("token.takes-fee", fault.Code);
        PlannedLaunch planned = (await chain.PlanAsync(await chain.EscrowAsync(await chain.TokenAsync("NoReturnToken"), group))).Value;
        Assert.Contains(Assert.Single(planned.Review.Tokens).Rehearsal, n => n.Contains("a payment out of it", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Shows_no_name_that_misleads_and_refuses_decimals_that_are_none()
    {
        Address token = await chain.TokenAsync("HostileToken");
        PlannedLaunch planned = (await chain.PlanAsync(await chain.LaunchAsync(token, "drops"))).Value;
        Assert.Contains(planned.Plan.Warnings, w => w.Contains("the name that", StringComparison.Ordinal));
        Assert.Contains(planned.Plan.Warnings, w => w.Contains("the symbol that", StringComparison.Ordinal));
        Assert.All(planned.Plan.Warnings, w => Assert.DoesNotContain(w, c => char.IsControl(c) || c == '\u202e'));
        await chain.CallAsync(token, "setDecimals(uint8)", ForeignTokenChain.Word(255));
        await RefusedAsync(token, "plan.wrong-decimals", "drops");
        Address silent = await chain.TokenAsync("SilentDecimalsToken");
        await RefusedAsync(silent, "token.no-decimals", "payouts");
        Assert.True((await chain.PlanAsync(await chain.LaunchAsync(silent, "payouts", decimals: 0))).IsOk);
    }

    [Fact]
    public async Task Takes_an_old_allowance_back_first_where_the_token_wants_that()
    {
        Address token = await chain.TokenAsync("StubbornToken");
        string launch = await chain.LaunchAsync(token, "payouts");
        await chain.CallAsync(token, "approve(address,uint256)", TestContracts.Word(Contracts.Deployments.PayoutAddress), ForeignTokenChain.Word(7));
        PlannedLaunch planned = (await chain.PlanAsync(launch)).Value;
        Assert.Equal(["tokens.theirs/approve-payouts-zero", "tokens.theirs/approve-payouts"], planned.Plan.Steps.Select(s => s.Id).Where(id => id.Contains("approve", StringComparison.Ordinal)));
        await ApplyAsync(planned);
        Assert.Equal((UInt256)39, await BalanceAsync(token, ForeignTokenChain.Recipient(29)));
    }

    [Fact]
    public async Task Looks_again_before_it_applies_and_sends_nothing_of_a_token_that_was_stopped_since()
    {
        Address token = await chain.TokenAsync("StoppableToken");
        PlannedLaunch planned = (await chain.PlanAsync(await chain.LaunchAsync(token, "payouts"))).Value;
        await chain.CallAsync(token, "pause(bool)", ForeignTokenChain.Word(1));
        Assert.Equal("token.paused", Assert.Single((await TryApplyAsync(planned)).Faults).Code);
        await chain.CallAsync(token, "pause(bool)", ForeignTokenChain.Word(0));
        await ApplyAsync(planned);
        Assert.Equal((UInt256)10, await BalanceAsync(token, ForeignTokenChain.Recipient(0)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Asks_plainly_where_the_node_cannot_pretend_and_says_what_it_could_not_see(bool says)
    {
        using var plain = new EthereumClient(new UnpretendingTransport(new HttpRpcTransport(new HttpRpcOptions { Endpoint = chain.Endpoint }), says));
        PlannedLaunch planned = (await chain.PlanAsync(await chain.LaunchAsync(await chain.TokenAsync("FeeToken"), "payouts"), plain)).Value;
        Assert.Contains(planned.Plan.Warnings, w => w.Contains("this node cannot pretend", StringComparison.Ordinal));

        Result<PlannedLaunch> blocked = await chain.PlanAsync(await chain.LaunchAsync(await BlocklistAsync(1), "payouts"), plain);
        Assert.Equal([5, 19], blocked.Faults.Select(f => f.Line));
        Address stopped = await chain.TokenAsync("StoppableToken");
        await chain.CallAsync(stopped, "pause(bool)", ForeignTokenChain.Word(1));
        Assert.Equal("token.paused", Assert.Single((await chain.PlanAsync(await chain.LaunchAsync(stopped, "drops"), plain)).Faults).Code);
    }

    private async Task<Address> BlocklistAsync(int way)
    {
        Address token = await chain.TokenAsync("BlocklistToken");
        foreach (int row in (int[])[3, 17])
            await chain.CallAsync(token, "refuse(address,uint8)", TestContracts.Word(ForeignTokenChain.Recipient(row)), ForeignTokenChain.Word((ulong)way));
        return token;
    }

    private async Task RefusedAsync(Address token, string code, string group, string more = "")
    {
        Result<PlannedLaunch> planned = await chain.PlanAsync(await chain.LaunchAsync(token, group, more));
        Fault fault = Assert.Single(planned.Faults);
        Assert.Equal(code, fault.Code);
        Assert.Equal("tokens.theirs", fault.Field);
        Assert.NotNull(fault.Hint);
    }

    private async Task<UInt256> BalanceAsync(Address token, Address account) =>
        await chain.Client.CallAsync(token, new Contracts.Erc20.BalanceOfCall(account), cancellationToken: Cancel);

    private async Task ApplyAsync(PlannedLaunch planned) => Assert.True((await TryApplyAsync(planned)).Value.IsFinal);

    private async Task<Result<App.Outbox.OutboxOutcome>> TryApplyAsync(PlannedLaunch planned)
    {
        await using SqliteJournal journal = (await SqliteJournal.OpenAsync(Path.Combine(chain.Folder, $"{planned.Plan.Launch}.db"), TimeProvider.System, Cancel)).Value;
        Plan plan = planned.Plan;
        return await new ApplyPlan(chain.Client, chain.Signer(0), journal, new PolicyPins(chain.Folder), TimeProvider.System).RunAsync(plan, planned.Blueprint.Loaded, cancellationToken: Cancel);
    }
}
