using System.Diagnostics;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;
using Xunit;

namespace Bursar.Chain.Tests.Cli;

/// <summary>A transfer whose process is killed while the chain has not mined it.</summary>
public sealed class InterruptedSendTests(CliChain chain) : IClassFixture<CliChain>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_killed_transfer_is_finished_by_its_key_and_stops_others_until_then()
    {
        CancellationToken cancel = TestContext.Current.CancellationToken;
        string token = await chain.TokenAsync("KILL");
        await chain.Controls.SetAutomineAsync(false, cancel);
        string[] transfer = ["token", "transfer", token, "local:1", "5", "--idempotency-key", "killed"];
        ulong before = await chain.Client.GetTransactionCountAsync(CliChain.Account(0), BlockTag.Pending, cancel);
        using (CliProcess process = CliProcess.Start(chain.Home, [.. transfer, "--rpc", chain.Endpoint.ToString()]))
        {
            long start = Stopwatch.GetTimestamp();
            while (await chain.Client.GetTransactionCountAsync(CliChain.Account(0), BlockTag.Pending, cancel) == before)
            {
                Assert.True(Stopwatch.GetElapsedTime(start) < Patience && !process.HasExited, "the transfer was never handed to the node");
                await Task.Delay(20, cancel);
            }

            process.Kill();
            await process.WaitAsync();
        }

        CliResult other = await chain.ExpectAsync(4, "token", "transfer", token, "local:1", "5");
        Assert.Contains("apply.account-busy", other.Error, StringComparison.Ordinal);
        Assert.Contains("token-transfer/killed", other.Error, StringComparison.Ordinal);
        Assert.Equal(UInt256.Zero, await chain.BalanceAsync(token, 1));

        await chain.Controls.SetAutomineAsync(true, cancel);
        await chain.Controls.MineAsync(1, cancel);
        await chain.ExpectAsync(0, transfer);
        await chain.ExpectAsync(0, transfer);
        Assert.Equal(5UL * UInt256.PowerOfTen(18), await chain.BalanceAsync(token, 1));
    }

    [Fact]
    public async Task What_is_not_final_yet_ends_with_5_and_the_same_command_finds_it_final_later()
    {
        CancellationToken cancel = TestContext.Current.CancellationToken;
        string profiles = Path.Combine(chain.Folder, "slow.json");
        await File.WriteAllTextAsync(profiles, """
            { "networks": [ { "name": "slow", "title": "Slow", "chainId": 31337, "consensus": "proof-of-work", "finality": { "kind": "depth", "depth": 6, "safeDepth": 2 },
              "blockMilliseconds": 1000, "symbol": "ETH", "contracts": { "create2Deployer": "0x4e59b44847b379578588920cA78FbF26c0B4956C" } } ] }
            """, cancel);
        string[] create = ["token", "create", "--name", "Slow", "--symbol", "SLOW", "--supply", "1", "--network", "slow", "--networks", profiles];
        CliResult seen = await chain.ExpectAsync(5, [.. create, "--no-wait"]);
        Assert.Contains("nothing is sent twice", seen.Output, StringComparison.Ordinal);
        await chain.Controls.MineAsync(8, cancel);
        System.Text.Json.JsonElement final = await chain.JsonAsync(0, create);
        Assert.True(final.GetProperty("final").GetBoolean());
    }
}
