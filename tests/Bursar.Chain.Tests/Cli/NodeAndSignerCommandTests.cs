using System.Text.Json;
using Bursar.Chain.Tests.Rpc;
using Bursar.Chain.Tests.Signing;
using Bursar.Evm.Primitives;
using Xunit;

namespace Bursar.Chain.Tests.Cli;

/// <summary><c>--rpc</c> with several nodes, <c>--quorum</c> and <c>--signer</c>, as people use them.</summary>
public sealed class NodeAndSignerCommandTests(CliChain chain, AnvilSigner signer) : IClassFixture<CliChain>, IClassFixture<AnvilSigner>
{
    // The second account of anvil's development mnemonic.
    private const string Account = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";

    private string Socket => chain.Endpoint.ToString().Replace("http://", "ws://", StringComparison.Ordinal);

    [Fact]
    public async Task Several_nodes_are_compared_and_shown()
    {
        // The other anvil has the chain id, and another first block.
        JsonElement probe = await JsonAsync(0, "network", "probe", "--network", "local", "--rpc", $"{chain.Endpoint},{Socket}", "--quorum", "2");
        Assert.Equal(["usable", "usable"], probe.GetProperty("endpoints").EnumerateArray().Select(e => e.GetProperty("health").GetString()!));
        Assert.Equal("none", probe.GetProperty("dataFee").GetString());
        JsonElement apart = await JsonAsync(4, "network", "probe", "--rpc", chain.Endpoint.ToString(), "--rpc", signer.Endpoint.ToString());
        Assert.Equal("rpc.disagreement", apart.GetProperty("faults")[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_node_that_is_gone_is_stood_in_for()
    {
        string token = await chain.TokenAsync("FAIL");
        JsonElement sent = await JsonAsync(0, "token", "transfer", token, "local:4", "2", "--rpc", $"http://127.0.0.1:9/,{Socket}");
        Assert.True(sent.GetProperty("ok").GetBoolean());
        Assert.Equal(UInt256.PowerOfTen(18) * 2UL, await chain.BalanceAsync(token, 4));
        await using var proxy = new CuttingProxy(chain.Endpoint);
        JsonElement shown = await JsonAsync(0, "token", "show", token, "--rpc", $"http://127.0.0.1:{proxy.Port},{Socket}", "--quorum", "2");
        Assert.True(shown.GetProperty("ok").GetBoolean());
    }

    [Theory]
    [InlineData("rpc.bad-url", "nonsense")]
    [InlineData("rpc.bad-url", "http://a.example.org/secret-key-1,ftp://b.example.org/secret-key-2")]
    [InlineData("rpc.bad-url", "http://a.example.org/secret-key-1,http://a.example.org/secret-key-1")]
    [InlineData("rpc.bad-quorum", "http://a.example.org/secret-key-1", "--quorum", "2")]
    [InlineData("rpc.bad-timeout", "http://a.example.org/secret-key-1", "--rpc-timeout", "0")]
    public async Task Wrong_nodes_are_refused_and_no_secret_is_repeated(string code, string rpc, params string[] others)
    {
        CliResult refused = await RunAsync(["network", "probe", "--rpc", rpc, .. others]);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains(code, refused.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-key", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signer_elsewhere_sends()
    {
        string token = await chain.TokenAsync("SIGN");
        await chain.ExpectAsync(0, "token", "transfer", token, Account, "5");
        await chain.Controls.SetBalanceAsync(Address.Parse(Account), UInt256.PowerOfTen(18), TestContext.Current.CancellationToken);
        string[] transfer = ["token", "transfer", token, "local:3", "2", "--from", Account, "--rpc", chain.Endpoint.ToString(), "--signer"];
        Assert.True((await JsonAsync(0, [.. transfer, signer.Endpoint.ToString()])).GetProperty("ok").GetBoolean());
        Assert.Equal(UInt256.PowerOfTen(18) * 2UL, await chain.BalanceAsync(token, 3));

        CliResult file = await RunAsync("site", "well-known", "example.org", "--token", token, "--from", Account, "--rpc", chain.Endpoint.ToString(), "--signer", signer.Endpoint.ToString());
        Assert.True(file.ExitCode == 0, file.ToString());
        Assert.Equal(Account, JsonDocument.Parse(file.Output).RootElement.GetProperty("owner").GetString());

        foreach ((int exit, string code, string url) in new[] { (4, "signer.refused", "http://127.0.0.1:9/"), (4, "signer.refused", chain.Endpoint.ToString()), (2, "signer.bad-url", "nonsense") })
        {
            CliResult refused = await RunAsync([.. transfer, url]);
            Assert.True(refused.ExitCode == exit, refused.ToString());
            Assert.Contains(code, refused.Error, StringComparison.Ordinal);
        }
    }

    private Task<CliResult> RunAsync(params string[] arguments)
    {
        Directory.CreateDirectory(chain.Home);
        return CliProcess.RunAsync(chain.Home, arguments);
    }

    private async Task<JsonElement> JsonAsync(int exitCode, params string[] arguments)
    {
        CliResult result = await RunAsync([.. arguments, "--json"]);
        Assert.True(result.ExitCode == exitCode, result.ToString());
        return JsonDocument.Parse(result.Output).RootElement;
    }
}
