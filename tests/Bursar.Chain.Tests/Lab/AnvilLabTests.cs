using Bursar.App.Lab;
using Bursar.App.LocalChain;
using Bursar.Chain.Tests.Cli;
using Bursar.Core.Faults;
using Bursar.Core.Networks;
using Bursar.Evm.Rpc;
using Bursar.Evm.Rpc.Transport;
using Xunit;

namespace Bursar.Chain.Tests.Lab;

/// <summary>The main job on the laboratories <c>depth</c> and <c>instant</c>, with reorganisations within and beyond their rules.</summary>
public sealed class AnvilLabTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Depth_counts_blocks_survives_a_reorganisation_within_it_and_says_one_beyond_it()
    {
        await using LabLaunch lab = await LabLaunch.StartAsync(LabKind.Depth);
        using EthereumClient client = lab.Connect();
        var controls = new LocalControls(client);
        await lab.ExpectAsync(0, "plan", lab.Launch);
        await lab.ExpectAsync(5, "apply", lab.Plan, "--no-wait");

        Assert.True((await lab.Controls.ReorgAsync(3, Cancel)).IsOk);
        using (CliProcess apply = lab.Begin("apply", lab.Plan))
        {
            while (!apply.HasExited)
            {
                await controls.MineAsync(cancellationToken: Cancel);
                await Task.Delay(100, Cancel);
            }

            CliResult done = await apply.WaitAsync();
            Assert.True(done.ExitCode == 0, done.ToString());
        }

        await lab.AssertExactAsync();
        await BreakAsync(lab, controls, (int)await client.GetBlockNumberAsync(Cancel) - 1);
    }

    [Fact]
    public async Task Instant_is_final_at_once_and_a_reorganisation_is_never_taken_silently()
    {
        await using LabLaunch lab = await LabLaunch.StartAsync(LabKind.Instant);
        using EthereumClient client = lab.Connect();
        await lab.ExpectAsync(0, "plan", lab.Launch);
        await lab.ExpectAsync(0, "apply", lab.Plan);
        await lab.AssertExactAsync();
        await BreakAsync(lab, new LocalControls(client), 2);
    }

    [Fact]
    public async Task A_laboratory_in_the_foreground_ends_when_its_process_is_killed()
    {
        string folder = Directory.CreateTempSubdirectory("bursar-lab-").FullName;
        string home = Path.Combine(folder, "home");
        try
        {
            using CliProcess stays = CliProcess.Start(home, ["lab", "instant"]);
            LabNetwork? network;
            while ((network = Laboratory.Find(home, LabKind.Instant)) is null)
            {
                Assert.False(stays.HasExited, "the laboratory ended by itself");
                await Task.Delay(50, Cancel);
            }

            stays.Kill();
            await stays.WaitAsync();
            using var client = EthereumClient.Connect(new HttpRpcOptions { Endpoint = network.Rpc, Retry = RetryPolicy.None });
            await Assert.ThrowsAnyAsync<TransportException>(async () =>
            {
                while (true)
                {
                    await client.GetBlockNumberAsync(Cancel);
                    await Task.Delay(50, Cancel);
                }
            });
        }
        finally
        {
            await Laboratory.DownAsync(home, LabKind.Instant, CancellationToken.None);
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Takes final blocks away: the next apply says so and ends with 4, after the same transactions are final once more; the one after it is content.</summary>
    private static async Task BreakAsync(LabLaunch lab, LocalControls controls, int depth)
    {
        Result<ulong> left = await lab.Controls.ReorgAsync(depth, Cancel);
        Assert.True(left.IsOk, string.Join("; ", left.Faults));
        using (CliProcess apply = lab.Begin("apply", lab.Plan))
        {
            while (!apply.HasExited)
            {
                await controls.MineAsync(cancellationToken: Cancel);
                await Task.Delay(100, Cancel);
            }

            CliResult broken = await apply.WaitAsync();
            Assert.True(broken.ExitCode == 4, broken.ToString());
            Assert.Contains("apply.finality-broken", broken.Error, StringComparison.Ordinal);
            Assert.Contains("BEYOND THE RULE", broken.Error, StringComparison.Ordinal);
        }

        await lab.AssertExactAsync();
        await lab.ExpectAsync(0, "apply", lab.Plan);
        await lab.ExpectAsync(0, "verify", lab.Launch);
        await lab.ExpectAsync(0, "report", lab.Launch);
    }
}
