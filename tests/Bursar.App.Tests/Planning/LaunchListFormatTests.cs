using Bursar.App.Planning;
using Bursar.Core.Faults;
using Bursar.Core.Networks;
using Xunit;

namespace Bursar.App.Tests.Planning;

/// <summary>Launches over lists of other tools.</summary>
public sealed class LaunchListFormatTests : IDisposable
{
    private const string Dollar = "0x00000000000000000000000000000000000000c3";
    private const string Other = "0x00000000000000000000000000000000000000d4";
    private const string A = "0x00000000000000000000000000000000000000a1";
    private const string B = "0x00000000000000000000000000000000000000b2";

    private readonly string _folder = Directory.CreateTempSubdirectory("bursar-formats-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_payout_takes_a_Safe_list_in_the_tokens_own_unit()
    {
        LoadedLaunch launch = Load("people.csv", $"token_type,token_address,receiver,amount,id\nerc20,{Dollar},{A},1.5,\nerc20,{Dollar},{B},2,\n").Value;
        Assert.Equal(3_500_000UL, (ulong)launch.Lists["payouts.team"].Total);
    }

    [Fact]
    public void A_payout_takes_Uniswaps_and_Merkls_lists_in_base_units_without_being_told()
    {
        Assert.Equal(7UL, (ulong)Load("people.json", $"{{\"{A}\":3,\"{B}\":\"0x4\"}}").Value.Lists["payouts.team"].Total);
        Assert.Equal(12UL, (ulong)Load("people.json", $"{{\"rewardToken\":\"{Dollar}\",\"rewards\":{{\"{A}\":{{\"x\":\"5\",\"y\":\"7\"}}}}}}").Value.Lists["payouts.team"].Total);
        Assert.Equal("list.unit", OnlyFault("people.json", $"{{\"{A}\":3}}", "list: people.json, unit: tokens").Code);
    }

    [Fact]
    public void A_list_of_another_token_or_chain_is_refused()
    {
        Assert.Equal("list.other-token", OnlyFault("people.csv", $"token_address,receiver,amount\n{Other},{A},1\n").Code);
        Fault prefix = OnlyFault("people.csv", $"token_address,receiver,amount\n{Dollar},eth:{A},1\n");
        Assert.Equal(("list.chain-prefix", "people.csv", 2), (prefix.Code, prefix.File, prefix.Line));
        Assert.Equal("list.several-tokens", OnlyFault("people.csv", $"user,token,amount\n{A},{Dollar},1\n{A},{Other},1\n").Code);
        Assert.Equal(1UL, (ulong)Load("people.csv", $"user,token,amount\n{A},{Dollar},1\n{A},{Other},1\n", $"list: {{ file: people.csv, token: \"{Dollar}\" }}").Value.Lists["payouts.team"].Total);
    }

    [Fact]
    public void A_token_that_is_yet_to_be_created_takes_the_rows_of_another_only_when_told_so()
    {
        const string Genesis = "genesis: { list: genesis.csv }";
        const string Named = $"genesis: {{ list: {{ file: genesis.csv, token: \"{Other}\" }} }}";
        string list = $"token_address,receiver,amount\n{Other},{A},9\n{Other},{B},1\n";
        Fault fault = Assert.Single(LoadCreated(list, Genesis).Faults);
        Assert.Equal("list.other-token", fault.Code);
        Assert.Contains("token: ", fault.Hint, StringComparison.Ordinal);
        Assert.Equal(2, LoadCreated(list, Named).Value.Lists["tokens.coin"].Count);
    }

    private Result<LoadedLaunch> Load(string file, string text, string list = "list: people.csv")
    {
        File.WriteAllText(Path.Combine(_folder, file), text);
        return Load($$"""
            bursar: 1
            name: test
            network: local
            operator: "0x5f411f68798a3f6b455F34cD8e8dC22b75739E65"
            tokens:
              dollar: { address: "{{Dollar}}", decimals: 6 }
            payouts:
              team: { token: dollar, {{list.Replace("people.csv", file, StringComparison.Ordinal)}} }
            """);
    }

    private Result<LoadedLaunch> LoadCreated(string text, string genesis)
    {
        File.WriteAllText(Path.Combine(_folder, "genesis.csv"), text);
        return Load($$"""
            bursar: 1
            name: test
            network: local
            operator: "0x5f411f68798a3f6b455F34cD8e8dC22b75739E65"
            tokens:
              coin:
                name: Coin
                symbol: C
                decimals: 18
                supply: 10
                {{genesis}}
            """);
    }

    private Result<LoadedLaunch> Load(string launch)
    {
        string path = Path.Combine(_folder, "launch.yaml");
        File.WriteAllText(path, launch);
        return new LaunchLoader(NetworkCatalog.BuiltIn).Load(path, null, TestContext.Current.CancellationToken);
    }

    private Fault OnlyFault(string file, string text, string list = "list: people.csv") => Assert.Single(Load(file, text, list).Faults);
}
