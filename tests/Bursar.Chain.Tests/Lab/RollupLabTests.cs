using System.Text.Json;
using Bursar.Chain.Tests.Cli;
using Bursar.Core.Networks;
using Bursar.Evm.Rpc;
using Xunit;

namespace Bursar.Chain.Tests.Lab;

/// <summary>The main job on a rollup whose batches are posted to a chain below: sequenced, posted, final there. Its engines are installed for it: <c>./test --lab</c>.</summary>
[Trait("lab", "engines")]
public sealed class RollupLabTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_is_final_before_its_batch_is_final_below()
    {
        await using LabLaunch lab = await LabLaunch.StartAsync(LabKind.Rollup);
        using EthereumClient client = lab.Connect();
        await lab.ExpectAsync(0, "plan", lab.Launch);

        // Without batches there is a head, and nothing firmer than sequenced.
        ulong final = (await lab.Controls.StallAsync(Cancel)).Value;
        JsonElement sent = JsonDocument.Parse((await lab.ExpectAsync(5, "apply", lab.Plan, "--no-wait", "--json")).Output).RootElement;
        Assert.All(sent.GetProperty("steps").EnumerateArray(), s => Assert.Equal("sequenced", s.GetProperty("word").GetString()));
        using CliProcess apply = lab.Begin("apply", lab.Plan);
        ulong head = await client.GetBlockNumberAsync(Cancel);
        while (await client.GetBlockNumberAsync(Cancel) < head + 6)
            await Task.Delay(200, Cancel);
        Assert.True((await client.GetBlockAsync(BlockTag.Finalized, Cancel))!.Number < head);
        Assert.False(apply.HasExited, "apply ended although no batch was posted");

        // A reorganisation of the chain below takes batches, which the sequencer posts again; what was final there stays.
        ulong resumed = (await lab.Controls.ResumeAsync(Cancel)).Value;
        Assert.True(resumed > final);
        Assert.True((await lab.Controls.ReorgAsync(3, Cancel)).IsOk);
        Assert.True((await client.GetBlockAsync(BlockTag.Finalized, Cancel))!.Number >= resumed);

        CliResult done = await apply.WaitAsync(Long);
        Assert.True(done.ExitCode == 0, done.ToString());
        Assert.Contains("final on L1", done.Output, StringComparison.Ordinal);
        await lab.AssertExactAsync();
        await lab.ExpectAsync(0, "verify", lab.Launch);
        await lab.ExpectAsync(0, "report", lab.Launch);
    }
}
