using Bursar.App.Courier;
using Bursar.App.Outbox;
using Bursar.Core.Plans;
using Bursar.Evm.Primitives;
using Bursar.Tests.Shared;
using Xunit;

namespace Bursar.App.Tests.Courier;

/// <summary>Nonces of a further round: what may be mined keeps its own, nothing comes before what it needs, and no nonce is given twice.</summary>
public sealed class CourierNoncesTests
{
    [Fact]
    public void What_needs_a_step_that_lost_its_nonce_moves_behind_it_and_frees_its_own()
    {
        PlanStep[] steps = [Step("deploy"), Step("pay-1", "deploy"), Step("pay-2", "deploy"), Step("other")];
        JournalTransaction[] open = [Signed("pay-1", 1), Signed("pay-2", 2), Signed("other", 3)];
        Dictionary<string, ulong> given = CourierNonces.Give(steps, open, new HashSet<string>(), 1, 4);
        Assert.Equal([("deploy", 1UL), ("other", 3UL), ("pay-1", 2UL), ("pay-2", 4UL)], given.Select(g => (g.Key, g.Value)).Order());

        // What was handed in keeps its nonce, whatever became of the step that it needed.
        given = CourierNonces.Give(steps, open, new HashSet<string> { "pay-1" }, 1, 4);
        Assert.Equal(1UL, given["pay-1"]);
        Assert.True(given["pay-2"] > given["deploy"]);
    }

    [Fact]
    public void No_nonce_is_given_twice_and_no_step_comes_before_one_that_it_needs()
    {
        int seed = Seeds.Next("CourierNoncesTests");
        var random = new Random(seed);
        for (int run = 0; run < 2_000; run++)
        {
            int count = random.Next(1, 12);
            PlanStep[] steps = [.. Enumerable.Range(0, count).Select(i => Step($"s{i}", [.. Enumerable.Range(0, i).Where(_ => random.Next(4) == 0).Select(n => $"s{n}")]))];
            // Signed once in the order of the plan; then some lost their nonces, and some of those whose needs are met were handed in.
            JournalTransaction[] open = [.. steps.Select((s, i) => Signed(s.Id, (ulong)i)).Where(_ => random.Next(4) > 0)];
            HashSet<string> have = [.. open.Select(t => t.StepId)];
            HashSet<string> sent = [.. steps.Where(s => have.Contains(s.Id) && s.After.Count == 0 && random.Next(2) == 0).Select(s => s.Id)];
            Dictionary<string, ulong> given = CourierNonces.Give(steps, open, sent, 0, (ulong)count);

            string at = $"seed {seed}, run {run}";
            Assert.True(given.Count == count && given.Values.Distinct().Count() == count, at);
            foreach (PlanStep step in steps)
            {
                Assert.True(step.After.All(id => given[id] < given[step.Id]), $"{at}: {step.Id}");
                bool moves = !have.Contains(step.Id) || step.After.Any(id => !have.Contains(id) || given[id] != open.Single(t => t.StepId == id).Nonce);
                Assert.True(moves || given[step.Id] == open.Single(t => t.StepId == step.Id).Nonce, $"{at}: {step.Id} moved without need");
            }
        }
    }

    private static PlanStep Step(string id, params string[] after) => new()
    {
        Id = id,
        Title = id,
        To = default,
        Data = [],
        Gas = 0,
        Check = new StepCheck(default, [], null),
        After = after,
    };

    private static JournalTransaction Signed(string step, ulong nonce) => new()
    {
        RunId = 1,
        StepId = step,
        Nonce = nonce,
        Hash = Hash32.Zero,
        Raw = [],
        GasLimit = 0,
        MaxFee = UInt256.Zero,
        PriorityFee = UInt256.Zero,
    };
}
