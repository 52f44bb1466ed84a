using Bursar.Core.Approval;
using Bursar.Core.Faults;
using Bursar.Evm.Primitives;
using Xunit;

namespace Bursar.Core.Tests.Approval;

public sealed class PolicyJudgeTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Address Token = Account(0x70);

    [Fact]
    public void What_no_rule_is_about_is_not_allowed()
    {
        PolicyJudge judge = Judge("- { do: site, approvals: 0 }");
        Assert.Empty(judge.Judge([Move(MoveKind.Site)], [], Now));
        Fault fault = Assert.Single(judge.Judge([Move(MoveKind.Site), Pay(1)], [], Now));
        Assert.Equal("approval.no-rule", fault.Code);
        Assert.Equal(FaultKind.Refused, fault.Kind);
    }

    [Theory]
    [InlineData(100, 2, true)]
    [InlineData(101, 2, false)]
    [InlineData(101, 3, true)]
    [InlineData(1, 1, false)]
    public void The_highest_rule_wins_and_thresholds_count_the_whole_plan(int amount, int approvals, bool allowed)
    {
        PolicyJudge judge = Judge("- { approvals: 2 }\n  - { token: coin, above: 100, approvals: 3 }");
        PlanMove[] moves = [Pay((ulong)amount - 1), Pay(1)];
        Assert.Equal(allowed, judge.Judge(moves, Papers(approvals), Now).Count == 0);
    }

    [Fact]
    public void Only_those_count_whom_a_rule_names()
    {
        PolicyJudge judge = Judge("- { approvals: 0 }\n  - { do: pay, approvals: 1, of: [carol] }");
        Assert.Equal("approval.missing", Assert.Single(judge.Judge([Pay(1)], Papers(2), Now)).Code);
        Assert.Empty(judge.Judge([Pay(1)], Papers(3), Now));
        Assert.Empty(judge.Judge([Move(MoveKind.Deploy)], [], Now));
    }

    [Fact]
    public void Strangers_the_expired_and_the_future_count_for_nothing_and_nobody_counts_twice()
    {
        PolicyJudge judge = Judge("- { approvals: 2 }");
        ApprovalPaper good = Paper(1, Now.AddHours(-1), Now.AddDays(1));
        foreach (ApprovalPaper bad in new[]
        {
            good with { Expires = Now.AddDays(2) },
            Paper(9, Now.AddHours(-1), Now.AddDays(1)),
            Paper(2, Now.AddHours(-2), Now),
            Paper(2, Now.AddDays(-7), Now.AddDays(30)),
            Paper(2, Now.AddMinutes(6), Now.AddDays(1)),
        })
            Assert.Equal("approval.missing", Assert.Single(judge.Judge([Pay(1)], [good, bad], Now)).Code);
        Assert.Empty(judge.Judge([Pay(1)], [good, Paper(2, Now.AddMinutes(4), Now.AddDays(1))], Now));
    }

    [Fact]
    public void The_quiet_period_runs_from_the_latest_approval()
    {
        PolicyJudge judge = Judge("- { approvals: 2 }", "quiet: 2h");
        ApprovalPaper[] papers = [Paper(1, Now.AddHours(-5), Now.AddDays(1)), Paper(2, Now.AddHours(-1), Now.AddDays(1))];
        Assert.Equal("approval.quiet", Assert.Single(judge.Judge([Pay(1)], papers, Now)).Code);
        Assert.Empty(judge.Judge([Pay(1)], papers, Now.AddHours(1)));
        Assert.Equal("approval.quiet", Assert.Single(judge.Judge([Pay(1)], [.. papers, Paper(3, Now.AddHours(1), Now.AddDays(1))], Now.AddHours(1))).Code);
    }

    [Fact]
    public void Limits_count_what_was_spent_and_an_unknown_amount_is_too_much()
    {
        PolicyJudge judge = Judge("- { approvals: 0 }", "limits: [{ token: coin, per-day: 10 }]");
        var asset = new MovedAsset(Token);
        Assert.Empty(Check(7, 3));
        Assert.Equal("approval.over-limit", Assert.Single(Check(8, 3)).Code);
        Assert.Equal("approval.over-limit", Assert.Single(Check(null, 0)).Code);
        Assert.Empty(Check(0, 50));
        Assert.Empty(judge.CheckLimits(new Dictionary<MovedAsset, UInt256?> { [MovedAsset.Native] = UInt256.MaxValue }, new Dictionary<MovedAsset, UInt256>()));
        Assert.Equal("approval.over-limit", Assert.Single(judge.CheckLimits(new Dictionary<MovedAsset, UInt256?> { [asset] = UInt256.One }, new Dictionary<MovedAsset, UInt256> { [asset] = UInt256.MaxValue })).Code);

        IReadOnlyList<Fault> Check(int? left, int spent) =>
            judge.CheckLimits(new Dictionary<MovedAsset, UInt256?> { [asset] = left is { } some ? (UInt256)(ulong)some : null }, new Dictionary<MovedAsset, UInt256> { [asset] = (UInt256)(ulong)spent });
    }

    [Fact]
    public void Under_a_list_of_recipients_everybody_else_and_everything_open_ended_is_refused()
    {
        PolicyJudge judge = new(Policy("- { approvals: 0 }"), new HashSet<Address> { Account(0x51) });
        Assert.Empty(judge.Judge([Pay(1) with { Recipients = [new MoveRecipient(Account(0x51), UInt256.One)] }], [], Now));
        Assert.Equal("approval.recipient", Assert.Single(judge.Judge([Pay(1) with { Recipients = [new MoveRecipient(Account(0x52), UInt256.One)] }], [], Now)).Code);
        Assert.Equal("approval.recipient", Assert.Single(judge.Judge([Move(MoveKind.Drop) with { Holders = [Account(0x52)] }], [], Now)).Code);
        foreach (MoveKind kind in new[] { MoveKind.Vouchers, MoveKind.Programme, MoveKind.Pool, MoveKind.Staking, MoveKind.Action })
            Assert.Equal("approval.recipient", Assert.Single(judge.Judge([Move(kind)], [], Now)).Code);
    }

    [Fact]
    public void An_action_whose_effect_is_not_known_meets_every_rule_about_an_asset()
    {
        PolicyJudge judge = Judge("- { do: action, approvals: 0 }\n  - { token: coin, above: 1_000, approvals: 1 }");
        Assert.Equal("approval.missing", Assert.Single(judge.Judge([Move(MoveKind.Action) with { Amount = null }], [], Now)).Code);
    }

    private static PolicyJudge Judge(string rules, string more = "") => new(Policy(rules, more), null);

    private static Policy Policy(string rules, string more = "") => PolicyReader.Read($$"""
        bursar-policy: 1
        name: test
        approvers: { alice: "{{Account(1)}}", bob: "{{Account(2)}}", carol: "{{Account(3)}}" }
        tokens: { coin: { address: "{{Token}}", decimals: 0 } }
        rules:
          {{rules}}
        {{more}}
        """, "policy.yaml").Value;

    private static PlanMove Move(MoveKind kind) => new() { Step = $"step/{kind}", Kind = kind };

    private static PlanMove Pay(ulong amount) => Move(MoveKind.Pay) with { Asset = new MovedAsset(Token), Amount = amount, Symbol = "C" };

    private static ApprovalPaper[] Papers(int count) => [.. Enumerable.Range(1, count).Select(i => Paper(i, Now.AddHours(-1), Now.AddDays(1)))];

    private static ApprovalPaper Paper(int approver, DateTimeOffset issued, DateTimeOffset expires) =>
        new() { Subject = Hash32.Zero, Policy = Hash32.Zero, Approver = Account(approver), Issued = issued, Expires = expires, Signature = new byte[65] };

    private static Address Account(int number) => Address.Parse($"0x{number:x40}");
}
