using Bursar.Tests.Shared;
using Xunit;

namespace Bursar.Chain.Tests.Staking;

/// <summary>The same random calls against the contract and against its model: everything that anybody has, and could claim, agrees to the unit after every block.</summary>
public sealed class StakingModelTests(ChainFixture chain) : IClassFixture<ChainFixture>
{
    private const int Stakers = 4;
    private const int Rounds = 150;

    [Theory]
    [InlineData("stake and reward alike, two rewards, locks, a cooldown", true, 2, 40)]
    [InlineData("three rewards of other tokens, locks", false, 3, 0)]
    public async Task Contract_and_model_agree_to_the_unit(string name, bool mixed, int rewards, int cooldown)
    {
        var random = new Random(Seeds.Next(name));
        StakingTrial trial = await StakingTrial.StartAsync(chain, mixed, rewards, (ulong)cooldown, Stakers);
        int rounds = Seeds.Count(Rounds);
        for (int round = 0; round < rounds; round++)
        {
            // Several calls in one block, as they come in the chain's order; nobody sends two.
            StakingCall[] calls = [.. Enumerable.Range(0, Stakers + 1).OrderBy(_ => random.Next()).Take(random.Next(1, 4)).Select(who => trial.Draw(random, who))];
            await trial.RunAsync(calls, (ulong)(random.Next(4) == 0 ? random.Next(1, 100_000) : random.Next(1, 60)));
            await trial.CompareAsync(Stakers);
        }

        // Neither half of the calls was idle.
        Assert.True(trial.Done > rounds / 4, $"only {trial.Done} calls went through");
        Assert.True(trial.Refused > rounds / 20, $"only {trial.Refused} calls were refused");
    }
}
