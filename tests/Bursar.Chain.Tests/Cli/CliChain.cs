using System.Text.Json;
using Bursar.App.LocalChain;
using Bursar.Evm.Primitives;
using Xunit;

namespace Bursar.Chain.Tests.Cli;

/// <summary>A chain of its own and a folder of its own, for tests that use the command line as people do.</summary>
public sealed class CliChain : ChainFixture, IAsyncLifetime
{
    /// <summary>Folder that is the working folder of every command.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("bursar-cli-").FullName;

    /// <summary>Where keys and the journal are.</summary>
    public string Home => Path.Combine(Folder, "home");

    /// <summary>The address of local account <paramref name="number"/>.</summary>
    public static Address Account(int number) => LocalAccounts.Addresses[number];

    /// <summary>Runs a command against the chain.</summary>
    internal Task<CliResult> RunAsync(params string[] arguments)
    {
        Directory.CreateDirectory(Home);
        return CliProcess.RunAsync(Home, [.. arguments, "--rpc", Endpoint.ToString()]);
    }

    /// <summary>Runs a command that must end with an exit code, without any escape sequence in its pipes.</summary>
    internal async Task<CliResult> ExpectAsync(int exitCode, params string[] arguments)
    {
        CliResult result = await RunAsync(arguments);
        Assert.True(result.ExitCode == exitCode, $"bursar {string.Join(' ', arguments)}: exit code {exitCode} was expected\n{result}");
        Assert.DoesNotContain('\u001b', result.Output);
        Assert.DoesNotContain('\u001b', result.Error);
        return result;
    }

    /// <summary>Runs a command with <c>--json</c>: its standard output is one document.</summary>
    internal async Task<JsonElement> JsonAsync(int exitCode, params string[] arguments)
    {
        CliResult result = await ExpectAsync(exitCode, [.. arguments, "--json"]);
        JsonElement json = JsonDocument.Parse(result.Output).RootElement;
        Assert.Equal(exitCode is 0 or 5, json.GetProperty("ok").GetBoolean());
        return json;
    }

    /// <summary>Runs a command that must fail with a fault of that code and no stack trace.</summary>
    internal async Task RefusedAsync(int exitCode, string code, params string[] arguments)
    {
        CliResult result = await ExpectAsync(exitCode, arguments);
        Assert.Contains(code, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    /// <summary>Creates a token of a million with 18 decimals for local:0.</summary>
    internal async Task<string> TokenAsync(string symbol) =>
        (await JsonAsync(0, "token", "create", "--name", $"Coin {symbol}", "--symbol", symbol, "--supply", "1_000_000")).GetProperty("token").GetString()!;

    /// <summary>A launch in a folder of its own that pays the chain's coin to those of the rows (address,amount), under a policy, planned.</summary>
    internal async Task<(string Launch, string Plan)> PlanCoinAsync(string name, int from, string policy, params string[] rows)
    {
        string folder = Path.Combine(Folder, name), launch = Path.Combine(folder, "launch.yaml");
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "policy.yaml"), policy, TestContext.Current.CancellationToken);
        await File.WriteAllLinesAsync(Path.Combine(folder, "people.csv"), ["address,amount", .. rows], TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(launch, $$"""
            bursar: 1
            name: {{name}}
            network: local
            operator: "{{Account(from)}}"
            policy: policy.yaml
            payouts:
              team: { token: native, list: people.csv }

            """.ReplaceLineEndings("\n"), TestContext.Current.CancellationToken);
        await ExpectAsync(0, "plan", launch);
        return (launch, Path.Combine(folder, "launch.plan.json"));
    }

    /// <summary>Balance of a local account, in base units.</summary>
    internal async Task<UInt256> BalanceAsync(string token, int account) => await Client.CallAsync(
        Address.Parse(token), new Contracts.Erc20.BalanceOfCall(Account(account)), cancellationToken: TestContext.Current.CancellationToken);

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
