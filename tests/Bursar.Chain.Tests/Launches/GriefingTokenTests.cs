using Bursar.Chain.Tests.Cli;
using Bursar.Evm.Primitives;
using Xunit;

namespace Bursar.Chain.Tests.Launches;

/// <summary>A token that makes trouble for whoever asks it something: commands end with an answer or a fault, their output is clean, and the work goes on.</summary>
public sealed class GriefingTokenTests(ForeignTokenChain chain) : IClassFixture<ForeignTokenChain>
{
    private const int MostOutput = 64 * 1024;

    private string Home => Path.Combine(chain.Folder, "home");

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, false)]
    [InlineData(4, false)]
    [InlineData(5, false)]
    [InlineData(6, false)]
    public async Task What_a_token_says_of_itself_breaks_neither_plan_nor_terminal_nor_report(int way, bool decimals)
    {
        Directory.CreateDirectory(Home);
        Address token = await chain.TokenAsync("GriefingToken");
        string launch = await chain.LaunchAsync(token, "payouts");
        await chain.CallAsync(token, "grieve(uint256)", ForeignTokenChain.Word((ulong)way));
        CliResult shown = await CleanAsync("token", "show", token.ToString());
        Assert.True(shown.ExitCode == 0, shown.ToString());
        Assert.Contains(token.ToString(), shown.Output, StringComparison.Ordinal);

        CliResult planned = await CleanAsync("plan", launch);
        Assert.True(decimals == (planned.ExitCode == 0), planned.ToString());
        if (!decimals)
        {
            Assert.Contains(planned.ExitCode, new[] { 3, 4 });
            Assert.Matches("(token|plan)\\.[a-z-]+", planned.Error);
            // Only the units are in doubt: with base units nothing that the token says is needed.
            await File.WriteAllTextAsync(launch, (await File.ReadAllTextAsync(launch, TestContext.Current.CancellationToken)).Replace("decimals: 18", "decimals: 0", StringComparison.Ordinal), TestContext.Current.CancellationToken);
            planned = await CleanAsync("plan", launch);
        }

        if (planned.ExitCode != 0)
            return;
        Assert.Equal(0, (await CleanAsync("apply", Path.ChangeExtension(launch, ".plan.json"))).ExitCode);
        Assert.Equal(0, (await CleanAsync("verify", launch)).ExitCode);
        Assert.Equal(0, (await CleanAsync("report", launch)).ExitCode);
        string page = await File.ReadAllTextAsync(Path.ChangeExtension(launch, ".report") + "/index.html", TestContext.Current.CancellationToken);
        Assert.DoesNotContain(page, c => c is '\u001b' or '\u202e');
        Assert.Equal((UInt256)39, await chain.Client.CallAsync(token, new Contracts.Erc20.BalanceOfCall(ForeignTokenChain.Recipient(29)), cancellationToken: TestContext.Current.CancellationToken));
    }

    private async Task<CliResult> CleanAsync(params string[] arguments)
    {
        CliResult result = await CliProcess.RunAsync(Home, [.. arguments, "--rpc", chain.Endpoint.ToString()]);
        foreach (string text in new[] { result.Output, result.Error })
        {
            Assert.True(text.Length < MostOutput, $"{string.Join(' ', arguments)} writes {text.Length} characters");
            Assert.DoesNotContain(text, c => (char.IsControl(c) && c is not ('\n' or '\r')) || c == '\u202e');
            Assert.DoesNotContain("   at Bursar", text, StringComparison.Ordinal);
        }

        return result;
    }
}
