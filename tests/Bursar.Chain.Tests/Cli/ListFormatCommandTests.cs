using System.Text.Json;
using Xunit;

namespace Bursar.Chain.Tests.Cli;

/// <summary>Lists of other tools in <c>bursar list</c>, which needs no chain.</summary>
public sealed class ListFormatCommandTests : IDisposable
{
    private const string A = "0x00000000000000000000000000000000000000A1";
    private const string B = "0x00000000000000000000000000000000000000b2";
    private const string Dai = "0x6B175474E89094C44Da98b954EedeAC495271d0F";

    private readonly string _folder = Directory.CreateTempSubdirectory("bursar-formats-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_list_of_Safe_becomes_one_of_Merkl_and_of_Uniswap_and_says_the_same()
    {
        string safe = Write("safe.csv", $"token_type,token_address,receiver,amount,id\nerc20,{Dai},eth:{A},1.5,\nerc20,{Dai},{B},2,\n");
        JsonElement check = Json(await ExpectAsync(0, "list", "check", safe, "--unit", "6", "--network", "ethereum", "--json"));
        Assert.Equal("safe", check.GetProperty("format").GetString());
        Assert.Equal("3500000", check.GetProperty("total").GetString());
        Assert.Equal(Dai, check.GetProperty("assets")[0].GetProperty("asset").GetString());
        Assert.Contains("list.chain-prefix", (await ExpectAsync(3, "list", "check", safe, "--unit", "6", "--network", "base")).Error, StringComparison.Ordinal);
        Assert.Contains("list.unit-needed", (await ExpectAsync(3, "list", "check", safe)).Error, StringComparison.Ordinal);
        Assert.Contains("list.unit:", (await ExpectAsync(3, "list", "check", safe, "--unit", "base")).Error.Replace($" {safe}", "", StringComparison.Ordinal), StringComparison.Ordinal);

        string merkl = Path.Combine(_folder, "merkl.json");
        await ExpectAsync(0, "list", "convert", safe, "--unit", "6", "--to", "merkl", "--reason", "spring", "--out", merkl);
        string uniswap = Path.Combine(_folder, "uniswap.json");
        Assert.Contains("--drop token,reason", (await ExpectAsync(3, "list", "convert", merkl, "--to", "uniswap", "--out", uniswap)).Error, StringComparison.Ordinal);
        Assert.False(File.Exists(uniswap));
        await ExpectAsync(0, "list", "convert", merkl, "--to", "uniswap", "--drop", "token,reason", "--out", uniswap);

        JsonElement same = Json(await ExpectAsync(0, "list", "diff", safe, uniswap, "--unit", "6", "--unit-b", "base", "--json"));
        Assert.True(same.GetProperty("ok").GetBoolean());
        Assert.Equal(check.GetProperty("hash").GetString(), same.GetProperty("after").GetProperty("hash").GetString());
    }

    [Fact]
    public async Task Differences_are_named_with_totals_and_exit_code_4()
    {
        string before = Write("before.csv", $"address,amount\n{A},100\n{B},7\n");
        string after = Write("after.json", $"{{\"{A}\": 120, \"0x00000000000000000000000000000000000000C3\": 5}}");
        CliResult text = await ExpectAsync(4, "list", "diff", before, after);
        Assert.Contains($"~ {A} 100 → 120 (row 2 → row 1)", text.Output, StringComparison.Ordinal);
        Assert.Contains($"- {B} 7 (row 3)", text.Output, StringComparison.Ordinal);
        Assert.Contains("+ 0x00000000000000000000000000000000000000C3 5 (row 2)", text.Output, StringComparison.Ordinal);

        JsonElement diff = Json(await ExpectAsync(4, "list", "diff", before, after, "--json", "--limit", "1"));
        Assert.False(diff.GetProperty("ok").GetBoolean());
        Assert.Equal(("5", "7", "100", "120"), (
            diff.GetProperty("added").GetProperty("total").GetString(), diff.GetProperty("removed").GetProperty("total").GetString(),
            diff.GetProperty("changed").GetProperty("before").GetString(), diff.GetProperty("changed").GetProperty("after").GetString()));
        Assert.Equal(1, diff.GetProperty("differences").GetArrayLength());
        Assert.Contains("cli.bad-limit", (await ExpectAsync(2, "list", "diff", before, after, "--limit", "-1")).Error, StringComparison.Ordinal);

        // Faults of both files come together.
        string bad = Write("bad.csv", "address,amount\nnobody,1\n");
        string worse = Write("worse.json", "{\"vitalik.eth\": 1}");
        JsonElement faults = Json(await ExpectAsync(3, "list", "diff", bad, worse, "--json")).GetProperty("faults");
        Assert.Equal([bad, worse], faults.EnumerateArray().Select(f => f.GetProperty("file").GetString()));
    }

    [Fact]
    public async Task An_ambiguous_file_names_its_candidates_and_a_choice_settles_it()
    {
        string file = Write("people.csv", $"address\n{A}\n{B}\n");
        Assert.Contains("--list-format thirdweb or --list-format thirdweb-snapshot", (await ExpectAsync(3, "list", "check", file)).Error, StringComparison.Ordinal);
        Assert.Equal("2", Json(await ExpectAsync(0, "list", "check", file, "--list-format", "thirdweb", "--unit", "0", "--json")).GetProperty("total").GetString());
        Assert.Equal("thirdweb-snapshot", Json(await ExpectAsync(0, "list", "check", file, "--format", "thirdweb-snapshot", "--unit", "0", "--json")).GetProperty("format").GetString());
        Assert.Contains("list.unknown-format", (await ExpectAsync(2, "list", "check", file, "--format", "thirdwep")).Error, StringComparison.Ordinal);
        string digits = Write("digits.json", $"{{\"{A}\": \"100\"}}");
        Assert.Contains("list.ambiguous-digits", (await ExpectAsync(3, "list", "check", digits)).Error, StringComparison.Ordinal);
        Assert.Equal("256", Json(await ExpectAsync(0, "list", "check", digits, "--digits", "hex", "--json")).GetProperty("total").GetString());
    }

    [Theory]
    [InlineData("--digits", "octal", "cli.bad-digits")]
    [InlineData("--zone", "Europe/Paris", "cli.bad-zone")]
    [InlineData("--drop", "everything", "cli.bad-drop")]
    [InlineData("--leave-out", "duplicates", "cli.bad-leave-out")]
    [InlineData("--token", "DAI", "cli.bad-token")]
    [InlineData("--token-decimals", "DAI=18", "cli.bad-token-decimals")]
    public async Task Slips_in_options_are_usage_faults(string option, string value, string code)
    {
        string file = Write("list.csv", $"address,amount\n{A},1\n");
        Assert.Contains(code, (await ExpectAsync(2, "list", "check", file, option, value)).Error, StringComparison.Ordinal);
    }

    private static JsonElement Json(CliResult result) => JsonDocument.Parse(result.Output).RootElement;

    private string Write(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private async Task<CliResult> ExpectAsync(int exitCode, params string[] arguments)
    {
        string home = Directory.CreateDirectory(Path.Combine(_folder, "home")).FullName;
        CliResult result = await CliProcess.RunAsync(home, arguments);
        Assert.True(result.ExitCode == exitCode, $"bursar {string.Join(' ', arguments)}: exit code {exitCode} was expected\n{result}");
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
        return result;
    }
}
