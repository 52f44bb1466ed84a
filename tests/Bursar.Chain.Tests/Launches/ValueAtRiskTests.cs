using Bursar.Chain.Tests.Cli;
using Xunit;

namespace Bursar.Chain.Tests.Launches;

/// <summary>On a chain of work alone, what a launch puts at risk decides how deep its transactions have to be, by the command line.</summary>
public sealed class ValueAtRiskTests(CliChain chain) : IClassFixture<CliChain>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Two coins a block and a factor of 2, 3 to 12 blocks: five coins take ⌈2 × 5 / 2⌉ = 5 of them; who does not say takes all 12.</summary>
    [Theory]
    [InlineData("5", 5)]
    [InlineData(null, 12)]
    public async Task A_launch_is_final_as_deep_as_its_value_asks(string? value, int depth)
    {
        string name = $"at-risk-{depth}-{value?.Length ?? 0}";
        string networks = Path.Combine(chain.Folder, "networks.json");
        await File.WriteAllTextAsync(networks, """
            {
              "networks": [
                {
                  "name": "work", "title": "a chain of work", "chainId": 31337, "consensus": "proof-of-work", "embedded": true, "blockMilliseconds": 1000, "symbol": "WRK",
                  "finality": { "kind": "depth", "depth": 12, "safeDepth": 3, "byValue": { "milliReward": 2000, "factor": 2 } },
                  "contracts": { "create2Deployer": "0x4e59b44847b379578588920cA78FbF26c0B4956C" }
                }
              ]
            }
            """, Cancel);
        await File.WriteAllTextAsync(Path.Combine(chain.Folder, $"{name}.csv"), "address,amount\n0x00000000000000000000000000000000000a11ce,1\n", Cancel);
        string launch = Path.Combine(chain.Folder, $"{name}.yaml");
        await File.WriteAllTextAsync(launch, $$"""
            bursar: 1
            name: {{name}}
            network: work
            operator: "{{CliChain.Account(0)}}"
            {{(value is null ? "" : $"value-at-risk: {value}")}}
            payouts:
              team: { token: native, list: {{name}}.csv }
            """, Cancel);
        string plan = Path.ChangeExtension(launch, ".plan.json");
        await chain.ExpectAsync(0, "plan", launch, "--networks", networks);
        await chain.ExpectAsync(5, "apply", plan, "--networks", networks, "--no-wait");
        await chain.Controls.MineAsync(depth - 1, Cancel);
        await chain.ExpectAsync(5, "apply", plan, "--networks", networks, "--no-wait");
        await chain.Controls.MineAsync(1, Cancel);
        CliResult done = await chain.ExpectAsync(0, "apply", plan, "--networks", networks, "--no-wait");
        Assert.Contains($"final ({depth} blocks deep)", done.Output, StringComparison.Ordinal);
    }
}
