using System.Globalization;
using System.Text.Json;
using Bursar.Evm.Crypto;
using Xunit;

namespace Bursar.Chain.Tests.Cli;

/// <summary>Tokens of every kind from a launch file to <c>bursar verify</c>.</summary>
public sealed class TokenKindTests(CliChain chain) : IClassFixture<CliChain>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_kind_is_planned_created_and_verified_and_a_genesis_of_two_tables_pays_nine_hundred_holders()
    {
        string launch = await LaunchAsync();
        JsonElement plan = await chain.JsonAsync(0, "plan", launch);
        Assert.Contains("tokens.many/table-1", plan.GetRawText(), StringComparison.Ordinal);
        await chain.ExpectAsync(0, "apply", Path.ChangeExtension(launch, ".plan.json"));
        await chain.ExpectAsync(0, "apply", Path.ChangeExtension(launch, ".plan.json"));
        JsonElement verified = await chain.JsonAsync(0, "verify", launch);
        Assert.Contains("all tables of first holders are there", verified.GetRawText(), StringComparison.Ordinal);

        string many = verified.GetProperty("checks").EnumerateArray().First(c => c.GetProperty("what").GetString() == "sealed").GetProperty("subject").GetString()!;
        Assert.Equal("tokens.many", many);
        JsonElement again = await chain.JsonAsync(0, "plan", launch);
        Assert.Equal(0, again.GetProperty("steps").GetArrayLength());
    }

    private async Task<string> LaunchAsync()
    {
        IEnumerable<string> rows = Enumerable.Range(0, 899).Select(i => $"0x{Keccak256.Hash(BitConverter.GetBytes(i)).ToString()[26..]},10");
        await File.WriteAllLinesAsync(Path.Combine(chain.Folder, "holders.csv"), [.. rows.Prepend("address,amount"), string.Create(CultureInfo.InvariantCulture, $"{CliChain.Account(0)},1010")], Cancel);
        string launch = Path.Combine(chain.Folder, "kinds.yaml");
        await File.WriteAllTextAsync(launch, $$"""
            bursar: 1
            name: kinds
            network: local
            operator: "{{CliChain.Account(0)}}"
            tokens:
              many: { kind: genesis, name: Many, symbol: MANY, decimals: 18, supply: 10_000, genesis: { list: holders.csv } }
              shares: { kind: managed, form: clone, name: Shares, symbol: SHR, decimals: 18, supply: 1_000, limit: 5_000, genesis: [{ to: operator, amount: 600 }, { to: "{{CliChain.Account(1)}}", amount: 400 }] }
              voice: { kind: votes, name: Voice, symbol: VOI, decimals: 0, supply: 100, genesis: [{ to: operator, amount: 100 }] }
              plain: { form: clone, name: Plain, symbol: PLN, decimals: 6, supply: 100, uri: "ipfs://about", genesis: [{ to: "{{CliChain.Account(2)}}", amount: 100 }] }

            """, Cancel);
        return launch;
    }
}
