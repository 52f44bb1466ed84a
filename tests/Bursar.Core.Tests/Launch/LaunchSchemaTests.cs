using System.Text.Json.Nodes;
using Bursar.Core.Faults;
using Bursar.Core.Launch;
using Xunit;

namespace Bursar.Core.Tests.Launch;

/// <summary>The schema that editors use and the reader say the same, as far as a schema can say it.</summary>
public sealed class LaunchSchemaTests
{
    // What a schema cannot see: sums, references, checksums, order in time, the limits of arithmetic, what is a domain.
    private static readonly HashSet<string> OnlyTheReaderSees =
    [
        "launch.unknown-token", "launch.supply-mismatch", "launch.bad-amount", "launch.bad-address", "launch.zero-address", "launch.bad-date", "launch.bad-duration",
        "launch.expires-needs-starts", "launch.expires-too-early", "launch.duplicate-link", "launch.two-primaries", "launch.nothing-to-do", "launch.too-many-holders",
        "launch.supply-too-large", "launch.limit-below-supply", "launch.limit-without-manager",
        "site.bad-domain", "site.bad-punycode", "site.mixed-scripts", "site.not-normalisable",
    ];

    private static readonly JsonObject Schema = JsonNode.Parse(File.ReadAllText(Path.Combine(TestFiles.Root, "docs", "launch.schema.json")))!.AsObject();

    [Fact]
    public void Both_accept_the_full_file_and_the_examples()
    {
        string[] examples = Directory.GetFiles(Path.Combine(TestFiles.Root, "examples"), "launch.yaml", SearchOption.AllDirectories);
        Assert.NotEmpty(examples);
        string group = LaunchText.With("list: lists/people.csv.gz", $"list: {{ file: people.csv, format: safe, token: native, zone: UTC, digits: hex, ignore: [schedule], leave-out: zero-amount }}");
        foreach (string text in examples.Select(File.ReadAllText).Append(LaunchText.Full).Append(group))
        {
            Assert.Null(SchemaValidator.OfLaunches.Validate(YamlToJson.Convert(text)));
            Assert.Empty(LaunchReader.Read(text, "launch.yaml").Faults);
        }
    }

    [Theory]
    [InlineData("bursar: 1", "bursar: 2")]
    [InlineData("bursar: 1", "bursar: '1'")]
    [InlineData("spring-2026", "Spring")]
    [InlineData("title: Spring airdrop", "title: 'a '")]
    [InlineData("title: Spring airdrop", "titel: a")]
    [InlineData("\"0x00000000000000000000000000000000000000a1\"", "0x00000000000000000000000000000000000000a1")]
    [InlineData("\"0x00000000000000000000000000000000000000a1\"", "\"0xa1\"")]
    [InlineData("symbol: SPR", "symbol: S P")]
    [InlineData("decimals: 18", "decimals: 78")]
    [InlineData("supply: 1_000_000", "supply: 1__000")]
    [InlineData("supply: 1_000_000", "supply: 1,000")]
    [InlineData("supply: 1_000_000", "supply: -1")]
    [InlineData("supply: 1_000_000", "supply: \"1.\"")]
    [InlineData("to: operator", "to: owner")]
    [InlineData("decimals: 6 }", "decimals: 6, supply: 1 }")]
    [InlineData("domain: Example.ORG.", "domain: https://example.org")]
    [InlineData("product: shop/coffee", "product: Shop")]
    [InlineData("list: lists/people.csv.gz", "list: /people.csv")]
    [InlineData("list: lists/people.csv.gz", "list: ../people.csv")]
    [InlineData("list: lists/people.csv.gz", "list: lists/../people.csv")]
    [InlineData("list: lists/people.csv.gz", "list: lists//people.csv")]
    [InlineData("list: lists/people.csv.gz", "list: C:/people.csv")]
    [InlineData("list: lists/people.csv.gz", "list: ~/people.csv")]
    [InlineData("list: lists/people.csv.gz", "list: 'lists\\people.csv'")]
    [InlineData("list: lists/people.csv.gz", "list: [people.csv]")]
    [InlineData("list: lists/people.csv.gz", "list: { format: safe }")]
    [InlineData("list: lists/people.csv.gz", "list: { file: people.csv, format: excel }")]
    [InlineData("list: lists/people.csv.gz", "list: { file: people.csv, token: DAI }")]
    [InlineData("list: lists/people.csv.gz", "list: { file: people.csv, zone: Paris }")]
    [InlineData("list: lists/people.csv.gz", "list: { file: people.csv, digits: octal }")]
    [InlineData("list: lists/people.csv.gz", "list: { file: people.csv, leave-out: zero }")]
    [InlineData("list: lists/people.csv.gz", "list: { file: people.csv, ignore: [token] }")]
    [InlineData("unit: base", "unit: wei")]
    [InlineData("format: sharded:2", "format: sharded:5")]
    [InlineData("allow: [zero-amount, duplicates]", "allow: [all]")]
    [InlineData("starts: 2026-03-01T12:00:00+02:00", "starts: 2026-03-01T12:00:00")]
    [InlineData("expires: 90d", "expires: 90 days")]
    [InlineData("claim-for: true", "claim-for: sometimes")]
    [InlineData("uri: ipfs://bafy/people.csv", "uri: a b")]
    [InlineData("batch: 150", "batch: 501")]
    [InlineData("on-failure: skip", "on-failure: retry")]
    [InlineData("  team:", "  Team:")]
    public void Both_refuse(string old, string replacement)
    {
        string text = LaunchText.With(old, replacement);
        Assert.NotNull(SchemaValidator.OfLaunches.Validate(YamlToJson.Convert(text)));
        Assert.False(LaunchReader.Read(text, "launch.yaml").IsOk);
    }

    [Fact]
    public void They_agree_when_any_value_is_missing_or_another_one()
    {
        JsonNode?[] others =
        [
            null, 0, 1, 7, 1.5, true, "", " ", "x", "operator", "coin", "tokens", "skip", "packed", "a/b.csv", "2026-01-01", "1y", "0x00000000000000000000000000000000000000e5",
            "1_000", "1__0", ".5", "é", new string('a', 65), new string('b', 300), new JsonArray(), new JsonArray("duplicates"), new JsonObject(), new JsonObject { ["list"] = "a.csv" },
        ];
        int cases = 0;
        foreach (Action<Action> change in Changes(YamlToJson.Convert(LaunchText.Full)!, others, out JsonNode document))
            change(() => { cases++; AssertAgreement(document); });
        Assert.True(cases > 1500, $"only {cases} cases");
    }

    [Theory]
    [InlineData("", "bursar: 1", "bursar: 1\nzzzz: 1")]
    [InlineData("createdToken", "symbol: SPR", "symbol: SPR\n    zzzz: 1")]
    [InlineData("existingToken", "decimals: 6 }", "decimals: 6, zzzz: 1 }")]
    [InlineData("genesisRow", "label: distribution", "zzzz: 1")]
    [InlineData("site", "product: shop/coffee", "product: shop/coffee, zzzz: 1")]
    [InlineData("drop", "format: sharded:2", "format: sharded:2\n    zzzz: 1")]
    [InlineData("payout", "batch: 150", "batch: 150\n    zzzz: 1")]
    [InlineData("genesisList", "    genesis:\n      - { to: operator, amount: 900_000.5, label: distribution }\n      - to: \"0x00000000000000000000000000000000000000b2\"\n        amount: 99_999.5\n",
        "    genesis: { list: a.csv, zzzz: 1 }\n")]
    public void They_know_the_same_keys(string definition, string old, string replacement)
    {
        Fault fault = Assert.Single(LaunchReader.Read(LaunchText.With(old, replacement), "launch.yaml").Faults);
        Assert.Equal("launch.unknown-key", fault.Code);
        string[] reader = fault.Hint!["Known here: ".Length..].TrimEnd('.').Split(", ");
        JsonNode section = definition.Length == 0 ? Schema : Schema["$defs"]![definition]!;
        Assert.Equal(section["properties"]!.AsObject().Select(p => p.Key).Order(StringComparer.Ordinal), reader.Order(StringComparer.Ordinal));
    }

    private static void AssertAgreement(JsonNode document)
    {
        string text = document.ToJsonString();
        string? schema = SchemaValidator.OfLaunches.Validate(JsonNode.Parse(text));
        Result<Core.Launch.Launch> reader = LaunchReader.Read(text, "launch.yaml");
        if (schema is not null)
            Assert.False(reader.IsOk, $"only the schema refuses, {schema}: {text}");
        else
            Assert.True(reader.Faults.All(f => OnlyTheReaderSees.Contains(f.Code)), $"only the reader refuses, {reader.Faults.Concat([null]).First()}: {text}");
    }

    /// <summary>For each value of the document: once without it, and once with each other value in its place.</summary>
    private static List<Action<Action>> Changes(JsonNode root, JsonNode?[] others, out JsonNode document)
    {
        List<Action<Action>> changes = [];
        Visit(root);
        document = root;
        return changes;

        void Visit(JsonNode node)
        {
            if (node is JsonObject members)
            {
                foreach (string key in members.Select(m => m.Key).ToList())
                {
                    JsonNode original = members[key]!;
                    changes.Add(check => { members.Remove(key); check(); members[key] = original; });
                    foreach (JsonNode? other in others)
                        changes.Add(check => { members[key] = other?.DeepClone(); check(); members[key] = original; });
                    Visit(original);
                }
            }
            else if (node is JsonArray items)
            {
                for (int i = 0; i < items.Count; i++)
                {
                    int at = i;
                    JsonNode original = items[at]!;
                    foreach (JsonNode? other in others)
                        changes.Add(check => { items[at] = other?.DeepClone(); check(); items[at] = original; });
                    Visit(original);
                }
            }
        }
    }
}
