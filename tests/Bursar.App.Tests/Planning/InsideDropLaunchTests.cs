using Bursar.App.Planning;
using Bursar.Core.Faults;
using Bursar.Core.Networks;
using Bursar.Evm.Primitives;
using Xunit;

namespace Bursar.App.Tests.Planning;

/// <summary>Launches with a drop inside its token.</summary>
public sealed class InsideDropLaunchTests : IDisposable
{
    private const string Operator = "0x5f411f68798a3f6b455F34cD8e8dC22b75739E65";
    private const string A = "0x00000000000000000000000000000000000000a1";
    private const string B = "0x00000000000000000000000000000000000000b2";

    private readonly string _folder = Directory.CreateTempSubdirectory("bursar-inside-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_escrow_comes_out_of_the_operators_share_at_birth()
    {
        Blueprint blueprint = BlueprintBuilder.Build(Load($"{A},3\n{B},4\n", $"{{ to: operator, amount: 10 }}, {{ to: \"{B}\", amount: 90 }}").Value);
        TokenBlueprint token = blueprint.Tokens[0];
        Assert.Equal([(token.Address, 7UL), (Address.Parse(Operator), 3UL), (Address.Parse(B), 90UL)], token.Genesis.Select(g => (g.To, (ulong)g.Amount)));
        Assert.Equal(token.Address, blueprint.Drops[0].Address);
        Assert.Empty(blueprint.Escrows);
        Assert.False(blueprint.NeedsDropFactory);
        Assert.Equal(["contracts/token-factory", "contracts/claimable-factory", "tokens.coin/create"], PlanSteps.All(blueprint).Select(s => s.Id));
    }

    [Fact]
    public void A_share_that_is_given_out_in_full_leaves_no_row()
    {
        TokenBlueprint alone = BlueprintBuilder.Build(Load($"{A},60\n{B},40\n", "{ to: operator, amount: 100 }").Value).Tokens[0];
        Assert.Empty(alone.Parameters!.Rows);
        Assert.Equal([(alone.Address, 100UL)], alone.Genesis.Select(g => (g.To, (ulong)g.Amount)));
        TokenBlueprint two = BlueprintBuilder.Build(Load($"{A},5\n{B},5\n", $"{{ to: operator, amount: 10 }}, {{ to: \"{B}\", amount: 90 }}").Value).Tokens[0];
        Assert.Equal(32, two.Parameters!.Rows.Length);
    }

    [Fact]
    public void A_list_that_no_token_could_hold_is_refused()
    {
        Assert.Equal(["launch.inside-repeats"], Codes(Load($"{A},3\n{A},4\n", "{ to: operator, amount: 100 }", ", allow: [duplicates]")));
        Assert.Equal(["launch.inside-share"], Codes(Load($"{A},11\n", $"{{ to: operator, amount: 10 }}, {{ to: \"{B}\", amount: 90 }}")));
        IEnumerable<string> holders = Enumerable.Range(1, 499).Select(i => $"{{ to: \"0x{i:x40}\", amount: 0.1 }}");
        Assert.Equal(["launch.inside-too-long"], Codes(Load($"{A},1\n", $"{{ to: operator, amount: 50.1 }}, {string.Join(", ", holders)}", $", uri: \"https://{new string('a', 2_000)}\"")));
    }

    private static IEnumerable<string> Codes(Result<LoadedLaunch> result) => result.Faults.Select(f => f.Code);

    private Result<LoadedLaunch> Load(string rows, string genesis, string more = "")
    {
        File.WriteAllText(Path.Combine(_folder, "people.csv"), "address,amount\n" + rows);
        string path = Path.Combine(_folder, "launch.yaml");
        File.WriteAllText(path, $$"""
            bursar: 1
            name: inside
            network: local
            operator: "{{Operator}}"
            tokens:
              coin: { name: Coin, symbol: C, decimals: {{(genesis.Contains("0.1", StringComparison.Ordinal) ? 28 : 0)}}, supply: 100, genesis: [{{genesis}}] }
            drops:
              airdrop: { token: coin, list: people.csv, inside: true{{more}} }
            """);
        return new LaunchLoader(NetworkCatalog.BuiltIn).Load(path, null, TestContext.Current.CancellationToken);
    }
}
