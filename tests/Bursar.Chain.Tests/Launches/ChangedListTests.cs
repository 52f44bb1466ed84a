using Bursar.App.LocalChain;
using Bursar.Chain.Tests.Cli;
using Xunit;

namespace Bursar.Chain.Tests.Launches;

/// <summary>A list that was changed after the launch: <c>verify</c> names the row, <c>plan</c> and <c>apply</c> refuse to pay again.</summary>
public sealed class ChangedListTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("bursar-changed-").FullName;
    private LocalNode? _node;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Launch => Path.Combine(_folder, "launch.yaml");

    private string Plan => Path.Combine(_folder, "launch.plan.json");

    public async ValueTask InitializeAsync()
    {
        _node = (await LocalNode.StartAsync(new LocalNodeOptions { Program = AnvilProgram.Find(Checkout.Root).Value }, TestContext.Current.CancellationToken)).Value;
        Directory.CreateDirectory(Path.Combine(_folder, "home"));
        await WriteAsync("claimable.csv", 30, 0x1000);
        await WriteAsync("paid.csv", 30, 0x2000);
        await File.WriteAllTextAsync(Launch, $$"""
            bursar: 1
            name: changed
            network: local
            operator: "{{LocalAccounts.Addresses[0]}}"
            tokens:
              coin: { name: Coin, symbol: COIN, decimals: 2, supply: 5_000, owner: operator, genesis: [ { to: operator, amount: 5_000 } ] }
            sites:
              - { domain: "website_123.com", token: coin, primary: true }
            drops:
              claimable: { token: coin, list: claimable.csv }
            payouts:
              paid: { token: coin, list: paid.csv, batch: 7 }
            """);
        await ExpectAsync(0, "plan", Launch);
        await ExpectAsync(0, "apply", Plan);
        await ExpectAsync(0, "verify", Launch);
    }

    public async ValueTask DisposeAsync()
    {
        if (_node is not null)
            await _node.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("claimable.csv", "plan.drop-changed")]
    [InlineData("paid.csv", "plan.payout-changed")]
    public async Task One_changed_amount_is_named_by_verify_and_never_paid(string list, string code)
    {
        string path = Path.Combine(_folder, list);
        string[] lines = await File.ReadAllLinesAsync(path, Cancel);
        lines[16] = lines[16].Replace(",17", ",18", StringComparison.Ordinal);
        await File.WriteAllLinesAsync(path, lines, Cancel);

        CliResult verify = await ExpectAsync(4, "verify", Launch);
        Assert.Contains($"{list}:17", verify.Output, StringComparison.Ordinal);
        Assert.Contains("not verified", verify.Output, StringComparison.Ordinal);
        CliResult apply = await ExpectAsync(4, "apply", Plan);
        Assert.Contains("apply.list-changed", apply.Error, StringComparison.Ordinal);
        CliResult plan = await ExpectAsync(4, "plan", Launch);
        Assert.Contains(code, plan.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_launch_that_is_done_plans_nothing_and_applies_to_nothing()
    {
        CliResult plan = await ExpectAsync(0, "plan", Launch);
        Assert.Contains("Nothing to do", plan.Output, StringComparison.Ordinal);
        await ExpectAsync(0, "apply", Plan);
        await ExpectAsync(0, "verify", Launch);
    }

    [Fact]
    public async Task Another_batch_size_is_refused_because_batches_would_hold_other_rows()
    {
        string text = await File.ReadAllTextAsync(Launch, Cancel);
        await File.WriteAllTextAsync(Launch, text.Replace("batch: 7", "batch: 5", StringComparison.Ordinal), Cancel);
        CliResult plan = await ExpectAsync(4, "plan", Launch);
        Assert.Contains("plan.payout-changed", plan.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fresh_journal_does_not_pay_again()
    {
        CliResult apply = await CliProcess.RunAsync(Path.Combine(_folder, "another-home"), ["apply", Plan, "--rpc", _node!.Endpoint.ToString()]);
        Assert.Equal(4, apply.ExitCode);
        Assert.Contains("apply.chain-moved", apply.Error, StringComparison.Ordinal);
        await ExpectAsync(0, "verify", Launch);
    }

    private async Task WriteAsync(string name, int rows, int offset) =>
        await File.WriteAllLinesAsync(Path.Combine(_folder, name), Enumerable.Range(1, rows).Select(i => $"0x{offset + i:x40},{i}"));

    private async Task<CliResult> ExpectAsync(int exit, params string[] arguments)
    {
        CliResult result = await CliProcess.RunAsync(Path.Combine(_folder, "home"), [.. arguments, "--rpc", _node!.Endpoint.ToString()]);
        Assert.True(result.ExitCode == exit, $"{string.Join(' ', arguments)}: expected exit {exit}: {result}");
        return result;
    }
}
