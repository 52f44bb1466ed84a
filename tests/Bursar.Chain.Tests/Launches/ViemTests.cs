using System.Diagnostics;
using System.Text.Json;
using Bursar.App.LocalChain;
using Bursar.Chain.Tests.Cli;
using Xunit;

namespace Bursar.Chain.Tests.Launches;

/// <summary>Another client, viem, reads the token and claims with the proofs that Bursar wrote.</summary>
public sealed class ViemTests : IDisposable
{
    private const int Claimant = 5;
    private readonly string _folder = Directory.CreateTempSubdirectory("bursar-viem-").FullName;

    [Theory]
    [InlineData("standard")]
    [InlineData("packed")]
    public async Task Viem_reads_the_token_and_claims_with_a_published_proof(string format)
    {
        await using LocalNode node = (await LocalNode.StartAsync(new LocalNodeOptions { Program = AnvilProgram.Find(Checkout.Root).Value }, TestContext.Current.CancellationToken)).Value;
        string rpc = node.Endpoint.ToString();
        string home = Path.Combine(_folder, "home");
        Directory.CreateDirectory(home);
        await File.WriteAllLinesAsync(Path.Combine(_folder, "list.csv"),
            LocalAccounts.Addresses.Select((a, i) => $"{a},{i + 1}.5").Concat(Enumerable.Range(1, 90).Select(i => $"0x{i:x40},{i}")), TestContext.Current.CancellationToken);
        string launch = Path.Combine(_folder, "launch.yaml");
        await File.WriteAllTextAsync(launch, $$"""
            bursar: 1
            name: viem-{{format}}
            network: local
            operator: "{{LocalAccounts.Addresses[0]}}"
            tokens:
              coin:
                name: Größe “Coin”
                symbol: GRÖ
                decimals: 6
                supply: 10_000
                owner: operator
                genesis:
                  - { to: operator, amount: 10_000 }
            drops:
              all:
                token: coin
                list: list.csv
                format: {{format}}
            """, TestContext.Current.CancellationToken);
        foreach (string[] command in new[] { new[] { "plan", launch }, ["apply", Path.ChangeExtension(launch, ".plan.json")] })
        {
            CliResult result = await CliProcess.RunAsync(home, [.. command, "--rpc", rpc]);
            Assert.True(result.ExitCode == 0, result.ToString());
        }

        using JsonDocument answer = JsonDocument.Parse(await NodeAsync(
            Path.Combine(Checkout.Root, "tests", "Bursar.Chain.Tests", "Launches", "claim.mjs"), Checkout.Root, rpc, Path.ChangeExtension(launch, null) + ".published/drops/all", $"{Claimant}"));
        string Text(string name) => answer.RootElement.GetProperty(name).ToString();
        Assert.Equal("Größe “Coin”", Text("name"));
        Assert.Equal("GRÖ", Text("symbol"));
        Assert.Equal("6", Text("decimals"));
        Assert.Equal("10000000000", Text("supply"));
        Assert.Equal(LocalAccounts.Addresses[Claimant].ToString(), Text("account"));
        Assert.Equal("success", Text("status"));
        Assert.Equal("6500000", Text("received"));
        Assert.Equal("True", Text("marked"));
        Assert.Equal("Drop_AlreadyClaimed", Text("again"));

        CliResult verify = await CliProcess.RunAsync(home, ["verify", launch, "--rpc", rpc]);
        Assert.True(verify.ExitCode == 0, verify.ToString());
        Assert.Contains("1 claimed", verify.Output, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static async Task<string> NodeAsync(params string[] arguments)
    {
        using Process node = Process.Start(new ProcessStartInfo("node", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> error = node.StandardError.ReadToEndAsync();
        string output = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();
        Assert.True(node.ExitCode == 0, await error);
        return output;
    }
}
