using System.Text.Json;
using Xunit;

namespace Bursar.Chain.Tests.Cli;

/// <summary>The commands of <c>bursar list</c> and <c>bursar tree</c>, which need no chain.</summary>
public sealed class ListAndTreeCommandTests : IDisposable
{
    private const string Account = "0x00000000000000000000000000000000000000a2";

    private readonly string _folder = Directory.CreateTempSubdirectory("bursar-list-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Every_bad_row_is_reported_at_once_and_the_exit_code_is_3()
    {
        string file = Write("bad.csv", """
            address,amount
            0x00000000000000000000000000000000000000a1,100
            0x00000000000000000000000000000000000000a,100
            0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed,100
            vitalik.eth,100
            eth:0x00000000000000000000000000000000000000a2,100
            ,100
            0x00000000000000000000000000000000000000a3
            0x00000000000000000000000000000000000000a4,100,team
            0x00000000000000000000000000000000000000a5,
            0x00000000000000000000000000000000000000a6,-5
            0x00000000000000000000000000000000000000a7,1.5E+21
            0x00000000000000000000000000000000000000a8,"1,000"
            0x00000000000000000000000000000000000000a9,1.25
            0x00000000000000000000000000000000000000ab,0
            0x0000000000000000000000000000000000000000,100
            0x00000000000000000000000000000000000000A1,7
            0x00000000000000000000000000000000000000af,many

            """);
        JsonElement answer = Json(await ExpectAsync(3, "list", "check", file, "--json"));
        Dictionary<long, string> byLine = answer.GetProperty("faults").EnumerateArray()
            .ToDictionary(f => f.GetProperty("line").GetInt64(), f => f.GetProperty("code").GetString()!);
        Assert.Equal(Enumerable.Range(3, 16).Select(i => (long)i), byLine.Keys.Order());
        Assert.True(byLine.Values.Distinct().Count() >= 12, string.Join(' ', byLine.Values));
        Assert.Equal("list.duplicate", byLine[17]);

        // For people: the same, a line each, and nothing was sent, since nothing can be from here.
        CliResult plain = await ExpectAsync(3, "list", "check", file);
        Assert.All(byLine, fault => Assert.Contains($"{fault.Value} {file}:{fault.Key}", plain.Error, StringComparison.Ordinal));
        Assert.Contains("16 faults", plain.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_over_a_list_with_bad_rows_reports_them_all_and_exits_3()
    {
        string launch = Path.Combine(_folder, "launch");
        await ExpectAsync(0, "init", launch);
        await File.WriteAllTextAsync(Path.Combine(launch, "recipients.csv"), "address,amount\nnobody,1\n0x00000000000000000000000000000000000000a1,none\n", Cancel);
        CliResult plan = await ExpectAsync(3, "plan", Path.Combine(launch, "launch.yaml"));
        Assert.Contains("recipients.csv:2", plan.Error, StringComparison.Ordinal);
        Assert.Contains("recipients.csv:3", plan.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(launch, "launch.plan.json")));
        await ExpectAsync(3, "init", launch);
    }

    [Fact]
    public async Task A_list_is_checked_and_converted_without_changing_what_it_says()
    {
        string file = Write("list.csv", "amount;account\n1.5;0x00000000000000000000000000000000000000B2\n2;0x00000000000000000000000000000000000000a1\n");
        JsonElement check = Json(await ExpectAsync(0, "list", "check", file, "--unit", "2", "--json"));
        Assert.Equal(2, check.GetProperty("rows").GetInt32());
        Assert.Equal("350", check.GetProperty("total").GetString());

        CliResult canonical = await ExpectAsync(0, "list", "convert", file, "--unit", "2", "--to", "canonical");
        Assert.Equal("address,amount\n0x00000000000000000000000000000000000000a1,200\n0x00000000000000000000000000000000000000b2,150\n", canonical.Output);
        string copy = Path.Combine(_folder, "plain.csv");
        await ExpectAsync(0, "list", "convert", file, "--unit", "2", "--to", "plain", "--out", copy);
        Assert.Equal(check.GetProperty("hash").GetString(), Json(await ExpectAsync(0, "list", "check", copy, "--unit", "2", "--json")).GetProperty("hash").GetString());
        JsonElement rows = Json(await ExpectAsync(0, "list", "convert", file, "--unit", "2", "--to", "json"));
        Assert.Equal("150", rows[1].GetProperty("amount").GetString());

        Assert.Contains("file.exists", (await ExpectAsync(3, "list", "convert", file, "--unit", "2", "--to", "plain", "--out", copy)).Error, StringComparison.Ordinal);
        Assert.Contains("list.unknown-format", (await ExpectAsync(2, "list", "convert", file, "--to", "xlsx")).Error, StringComparison.Ordinal);
        Assert.Contains("cli.bad-unit", (await ExpectAsync(2, "list", "check", file, "--unit", "wei")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_published_root_of_the_ENS_airdrop_comes_out()
    {
        string file = Path.Combine(Checkout.Root, "examples", "ens-2021", "recipients.csv.gz");
        JsonElement tree = Json(await ExpectAsync(0, "tree", "build", file, "--format", "sharded:2", "--unit", "base", "--json"));
        Assert.Equal("0xaca22207fc31a4c3ecd6ab11ce2df3db64b8afeba4f31db2b9aeb76f1dada659", tree.GetProperty("root").GetString());
        Assert.Equal(137_689, tree.GetProperty("count").GetInt32());
        Assert.Equal("25000000000000001930530982", tree.GetProperty("total").GetString());
    }

    [Fact]
    public async Task The_published_root_of_the_Safe_distribution_comes_out()
    {
        string file = Path.Combine(Checkout.Root, "..", "shared", "data", "gnosis-safe-50c84448.csv.gz");
        Assert.SkipUnless(File.Exists(file), "the real list ../shared/data/gnosis-safe-50c84448.csv.gz is not beside this repository");
        JsonElement tree = Json(await ExpectAsync(0, "tree", "build", file, "--format", "standard", "--unit", "base", "--json"));
        Assert.Equal("0x50c84448ebfeb9f975fbcc439e50ce6f0a3b1f7b7a792db99a1b79e212e2735c", tree.GetProperty("root").GetString());
        Assert.Equal(3_667, tree.GetProperty("count").GetInt32());
        Assert.Equal("3835275726930888414388381", tree.GetProperty("total").GetString());
    }

    [Theory]
    [InlineData("pooltogether-2021.csv.gz", "uniswap", "0xd0efdfaf3f46b5aad83e628951bf1dc7f60c95f8ef00c6b867c88917246b44dd")]
    [InlineData("merkl-8453-474415.csv.gz", null, "0x692e3f0b12f15faf6a3ae5d20bc84313a53b0b299a10ca239ed3a8ce91af4fe0")]
    public async Task The_published_roots_of_indexed_and_cumulative_trees_come_out_and_their_folders_are_sound(string list, string? format, string root)
    {
        string file = Path.Combine(Checkout.Root, "..", "shared", "data", list);
        Assert.SkipUnless(File.Exists(file), $"the real list ../shared/data/{list} is not beside this repository");
        string folder = Path.Combine(_folder, "tree");
        string[] named = format is null ? [] : ["--format", format];
        JsonElement tree = Json(await ExpectAsync(0, ["tree", "build", file, .. named, "--out", folder, "--json"]));
        Assert.Equal(root, tree.GetProperty("root").GetString());
        Assert.Equal(root, Json(await ExpectAsync(0, "tree", "check", folder, "--json")).GetProperty("root").GetString());
        Assert.Equal(root, Json(await ExpectAsync(0, "tree", "build", Path.Combine(folder, "list.csv"), "--root", root, "--json")).GetProperty("root").GetString());
        if (format is null)
            return;
        string distribution = Path.Combine(folder, "distribution.json");
        Assert.Equal(root, Json(await ExpectAsync(0, "tree", "check", distribution, "--json")).GetProperty("root").GetString());
        await File.WriteAllTextAsync(distribution, (await File.ReadAllTextAsync(distribution, Cancel)).Replace("\"index\":7,", "\"index\":8,", StringComparison.Ordinal), Cancel);
        Assert.Contains("Claim 8, index 8, 0x", (await ExpectAsync(3, "tree", "check", distribution)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_that_fits_several_kinds_is_refused_unless_a_kind_or_a_root_is_named()
    {
        string file = Write("rows.csv", "address,amount\n" + string.Concat(Enumerable.Range(0xa0, 9).Select(i => $"0x{i:x40},{i}\n")));
        CliResult refused = await ExpectAsync(3, "tree", "build", file);
        Assert.Contains("tree.ambiguous", refused.Error, StringComparison.Ordinal);
        Assert.Contains("standard, packed, sharded:1", refused.Error, StringComparison.Ordinal);
        string root = Json(await ExpectAsync(0, "tree", "build", file, "--format", "sablier", "--json")).GetProperty("root").GetString()!;
        Assert.Equal("sablier", Json(await ExpectAsync(0, "tree", "build", file, "--root", root, "--json")).GetProperty("format").GetString());
        Assert.Contains("tree.root-differs", (await ExpectAsync(3, "tree", "build", file, "--format", "packed", "--root", root)).Error, StringComparison.Ordinal);
        Assert.Contains("cli.bad-root", (await ExpectAsync(2, "tree", "build", file, "--root", "0x12")).Error, StringComparison.Ordinal);
        Assert.Contains("tree.unknown-kind", (await ExpectAsync(2, "tree", "build", file, "--format", "merkle")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_described_kind_builds_proves_and_checks_as_a_named_one()
    {
        string kind = Write("kind.json", """
            {"format":"bursar-tree-kind-v1","name":"mine","leaf":{"encoding":"packed","fields":["address account","uint64 vote","uint256 amount"]},
             "order":"file","odd":"duplicate","padding":"none","pairs":"positional"}
            """);
        string file = Write("rows.csv", "address,vote,amount\n" + string.Concat(Enumerable.Range(0xa0, 9).Select(i => $"0x{i:x40},{i % 3},{i}\n")));
        string folder = Path.Combine(_folder, "mine");
        JsonElement tree = Json(await ExpectAsync(0, "tree", "build", file, "--format", kind, "--out", folder, "--json"));
        Assert.Equal("mine", tree.GetProperty("format").GetString());
        Assert.Equal(tree.GetProperty("root").GetString(), Json(await ExpectAsync(0, "tree", "check", folder, "--json")).GetProperty("root").GetString());
        string proof = (await ExpectAsync(0, "tree", "proof", file, Account, "--format", kind, "--json")).Output;
        Assert.Equal("0", Json(proof).GetProperty("rows")[0].GetProperty("vote").GetString());
        Assert.Equal(proof, (await ExpectAsync(0, "tree", "proof", folder, Account, "--json")).Output);
        Assert.Contains("tree.no-multiproof", (await ExpectAsync(3, "tree", "prove", folder, Account, "0x00000000000000000000000000000000000000a3")).Error, StringComparison.Ordinal);
        Assert.Contains("tree.bad-description", (await ExpectAsync(3, "tree", "build", file, "--format", Write("bad.json", "{}"))).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_accounts_get_one_proof()
    {
        string file = Write("rows.csv", "address,amount\n" + string.Concat(Enumerable.Range(0xa0, 9).Select(i => $"0x{i:x40},{i}\n")));
        JsonElement proof = Json(await ExpectAsync(0, "tree", "prove", file, Account, "0x00000000000000000000000000000000000000a3", "--format", "standard", "--json"));
        Assert.Equal(2, proof.GetProperty("leaves").GetArrayLength());
        Assert.Equal(proof.GetProperty("leaves").GetArrayLength() + proof.GetProperty("proof").GetArrayLength(), proof.GetProperty("proofFlags").GetArrayLength() + 1);
    }

    [Theory]
    [InlineData("standard")]
    [InlineData("sharded:1")]
    public async Task A_proof_is_the_same_from_the_list_the_folder_and_the_dump(string format)
    {
        string file = Write("rows.csv", "address,amount\n" + string.Concat(Enumerable.Range(0xa0, 40).Select(i => $"0x{i:x40},{i}\n")));
        string folder = Path.Combine(_folder, "tree");
        string root = Json(await ExpectAsync(0, "tree", "build", file, "--format", format, "--out", folder, "--json")).GetProperty("root").GetString()!;
        string fromList = (await ExpectAsync(0, "tree", "proof", file, Account, "--format", format, "--json")).Output;
        Assert.Equal("162", Json(fromList).GetProperty("rows")[0].GetProperty("amount").GetString());
        Assert.Equal(fromList, (await ExpectAsync(0, "tree", "proof", folder, Account, "--json")).Output);
        if (format == "standard")
        {
            string dump = Path.Combine(folder, "tree.json");
            Assert.Equal(fromList, (await ExpectAsync(0, "tree", "proof", dump, Account, "--json")).Output);
            Assert.Equal(root, Json(await ExpectAsync(0, "tree", "check", dump, "--json")).GetProperty("root").GetString());
            await File.WriteAllTextAsync(dump, (await File.ReadAllTextAsync(dump, Cancel)).Replace("\"162\"", "\"163\"", StringComparison.Ordinal), Cancel);
            Assert.Contains("values[2]", (await ExpectAsync(3, "tree", "check", dump)).Error, StringComparison.Ordinal);
        }

        JsonElement check = Json(await ExpectAsync(0, "tree", "check", folder, "--json"));
        Assert.Equal(root, check.GetProperty("root").GetString());
        Assert.Equal(40, check.GetProperty("count").GetInt32());
        string shard = Path.Combine(folder, "proofs", "0.json");
        await File.WriteAllTextAsync(shard, (await File.ReadAllTextAsync(shard, Cancel)).Replace("\"162\"", "\"163\"", StringComparison.Ordinal), Cancel);
        Assert.Contains("tree.shard-mismatch", (await ExpectAsync(3, "tree", "check", folder)).Error, StringComparison.Ordinal);
        Assert.Contains("tree.no-row", (await ExpectAsync(3, "tree", "proof", file, "0x00000000000000000000000000000000000000ff", "--format", format)).Error, StringComparison.Ordinal);
    }

    private static JsonElement Json(CliResult result) => Json(result.Output);

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;

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
        Assert.DoesNotContain('\u001b', result.Output + result.Error);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
        return result;
    }
}
