using System.Text.Json;
using Bursar.Evm.Primitives;
using Xunit;

namespace Bursar.Chain.Tests.Cli;

/// <summary>Plans under a policy: nothing moves without enough approvals, and nothing gets around it.</summary>
public sealed class ApprovalCommandTests(CliChain chain) : IClassFixture<CliChain>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string TwoOfThree => $$"""
        bursar-policy: 1
        name: two of three
        approvers: { alice: "{{CliChain.Account(1)}}", bob: "{{CliChain.Account(2)}}", carol: "{{CliChain.Account(3)}}" }
        rules:
          - { approvals: 2 }
          - { token: native, above: 5, approvals: 3 }
        """;

    [Fact]
    public async Task A_plan_moves_nothing_before_enough_approvers_signed_it()
    {
        (string launch, string plan) = await PlanAsync("waits", 4, TwoOfThree, "1");
        Address account = Account(4, 0);
        await chain.RefusedAsync(4, "approval.missing", "apply", plan);
        await chain.ExpectAsync(0, "approve", plan, "--from", "local:1");
        await chain.RefusedAsync(4, "approval.missing", "apply", plan);
        await chain.RefusedAsync(4, "approval.not-approver", "approve", plan, "--from", "local:5");
        JsonElement shown = await chain.JsonAsync(0, "approve", plan, "--show");
        Assert.False(shown.GetProperty("allowed").GetBoolean());
        Assert.Equal(["bob", "carol"], shown.GetProperty("rules")[0].GetProperty("missing").EnumerateArray().Select(m => m.GetString()));
        Assert.Equal(UInt256.Zero, await chain.Client.GetBalanceAsync(account, cancellationToken: Cancel));
        Assert.Equal(0UL, await chain.Client.GetTransactionCountAsync(CliChain.Account(4), cancellationToken: Cancel));

        await chain.ExpectAsync(0, "approve", plan, "--from", "local:3");
        Assert.True((await chain.JsonAsync(0, "approve", plan, "--show")).GetProperty("allowed").GetBoolean());
        await chain.ExpectAsync(0, "apply", plan);
        Assert.Equal(UInt256.PowerOfTen(18), await chain.Client.GetBalanceAsync(account, cancellationToken: Cancel));
        await chain.ExpectAsync(0, "verify", launch);
    }

    [Fact]
    public async Task A_changed_plan_voids_its_approvals_and_a_forged_one_is_refused()
    {
        (string launch, string plan) = await PlanAsync("changes", 5, TwoOfThree, "1");
        await chain.ExpectAsync(0, "approve", plan, "--from", "local:1");
        await chain.ExpectAsync(0, "approve", plan, "--from", "local:2");
        string list = Path.Combine(Path.GetDirectoryName(launch)!, "people.csv");
        await File.WriteAllTextAsync(list, (await File.ReadAllTextAsync(list, Cancel)).Replace(",1\n", ",2\n", StringComparison.Ordinal), Cancel);
        await chain.RefusedAsync(4, "apply.list-changed", "apply", plan);
        await chain.ExpectAsync(0, "plan", launch);
        CliResult refused = await chain.ExpectAsync(4, "apply", plan);
        Assert.Contains("approval.missing", refused.Error, StringComparison.Ordinal);
        Assert.Contains("another plan", refused.Error, StringComparison.Ordinal);

        // Somebody who can write files pays himself, and makes the hash fit.
        Core.Plans.Plan read = Core.Plans.PlanCodec.Read(await File.ReadAllBytesAsync(plan, Cancel), plan).Value;
        Core.Plans.PlanStep[] steps = [.. read.Steps];
        steps[^1] = steps[^1] with { To = CliChain.Account(9), Data = [] };
        await File.WriteAllBytesAsync(plan, Core.Plans.PlanCodec.Write(read with { Steps = steps }), Cancel);
        await chain.RefusedAsync(4, "plan.not-derived", "approve", plan, "--from", "local:1");
        await chain.RefusedAsync(4, "plan.not-derived", "apply", plan);
    }

    [Fact]
    public async Task The_highest_rule_wins_and_an_approval_counts_once()
    {
        (_, string plan) = await PlanAsync("high", 6, TwoOfThree, "5.000000000000000001");
        await chain.ExpectAsync(0, "approve", plan, "--from", "local:1");
        await chain.ExpectAsync(0, "approve", plan, "--from", "local:1", "--out", Path.ChangeExtension(plan, ".again.approval.json"));
        await chain.ExpectAsync(0, "approve", plan, "--from", "local:2");
        CliResult refused = await chain.ExpectAsync(4, "apply", plan);
        Assert.Contains("above 5 takes 3 of 3", refused.Error, StringComparison.Ordinal);
        await chain.ExpectAsync(0, "approve", plan, "--from", "local:3");
        await chain.ExpectAsync(0, "apply", plan);
    }

    [Fact]
    public async Task A_pinned_policy_cannot_be_dropped_swapped_or_walked_around()
    {
        (string launch, string plan) = await PlanAsync("pinned", 7, TwoOfThree, "1");
        string folder = Path.GetDirectoryName(launch)!;
        string policy = Path.Combine(folder, "policy.yaml");
        await chain.ExpectAsync(0, "policy", "pin", policy, "--operator", "local:7");

        string text = await File.ReadAllTextAsync(launch, Cancel);
        await File.WriteAllTextAsync(launch, text.Replace("policy: policy.yaml\n", "", StringComparison.Ordinal), Cancel);
        await chain.ExpectAsync(0, "plan", launch);
        await chain.RefusedAsync(4, "policy.not-pinned", "apply", plan);
        string weak = Path.Combine(folder, "weak.yaml");
        await File.WriteAllTextAsync(weak, TwoOfThree.Replace("approvals: 2", "approvals: 0", StringComparison.Ordinal), Cancel);
        await File.WriteAllTextAsync(launch, text.Replace("policy.yaml", "weak.yaml", StringComparison.Ordinal), Cancel);
        await chain.ExpectAsync(0, "plan", launch);
        await chain.RefusedAsync(4, "policy.not-pinned", "apply", plan);

        // A single command has no plan that could be approved.
        string token = await chain.TokenAsync("PIN");
        await chain.ExpectAsync(0, "token", "transfer", token, "local:7", "5");
        await chain.RefusedAsync(4, "approval.action", "token", "transfer", token, "local:8", "5", "--from", "local:7");
        Assert.Equal(UInt256.Zero, await chain.BalanceAsync(token, 8));

        // The pin itself gives way to its approvers alone.
        await chain.RefusedAsync(4, "policy.change-not-approved", "policy", "pin", weak, "--operator", "local:7");
        await chain.RefusedAsync(4, "policy.change-not-approved", "policy", "unpin", "--operator", "local:7");
        string[] papers = [.. Enumerable.Range(1, 3).Select(i => Path.Combine(folder, $"change-{i}.json"))];
        for (int i = 0; i < 3; i++)
            await chain.ExpectAsync(0, "policy", "approve", weak, "--old", policy, "--operator", "local:7", "--from", $"local:{i + 1}", "--out", papers[i]);
        await chain.RefusedAsync(4, "policy.change-not-approved", "policy", "unpin", "--operator", "local:7", "--approval", papers[0], "--approval", papers[1], "--approval", papers[2]);
        await chain.RefusedAsync(4, "policy.change-not-approved", "policy", "pin", weak, "--operator", "local:7", "--approval", papers[0], "--approval", papers[1]);
        await chain.ExpectAsync(0, "policy", "pin", weak, "--operator", "local:7", "--approval", papers[0], "--approval", papers[1], "--approval", papers[2]);
        await chain.ExpectAsync(0, "apply", plan);
    }

    [Fact]
    public async Task Limits_count_what_other_plans_and_other_programs_spent()
    {
        string limited = TwoOfThree.Replace("approvals: 2", "approvals: 0", StringComparison.Ordinal).Replace("above: 5, approvals: 3", "approvals: 0", StringComparison.Ordinal) + "\nlimits: [{ token: native, per-day: 3 }]\n";
        (_, string first) = await PlanAsync("spends-first", 8, limited, "1");
        await chain.ExpectAsync(0, "apply", first);
        (_, string second) = await PlanAsync("spends-second", 8, limited, "2.1");
        await chain.RefusedAsync(4, "approval.over-limit", "apply", second);
        (_, string third) = await PlanAsync("spends-third", 8, limited, "2");
        await chain.ExpectAsync(0, "apply", third);
    }

    /// <summary>A launch that pays the native coin to one account, under a policy, planned.</summary>
    private Task<(string Launch, string Plan)> PlanAsync(string name, int from, string policy, string amount) =>
        chain.PlanCoinAsync(name, from, policy, $"{Account(from, amount.Length)},{amount}");

    /// <summary>An account that has nothing.</summary>
    private static Address Account(int from, int number) => Address.Parse($"0x{0xbeef00 + (from * 100) + (number == 1 ? 0 : number):x40}");
}
