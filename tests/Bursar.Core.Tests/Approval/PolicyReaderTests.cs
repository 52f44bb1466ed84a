using System.Text.Json.Nodes;
using Bursar.Core.Approval;
using Bursar.Core.Faults;
using Bursar.Core.Tests.Launch;
using Bursar.Evm.Primitives;
using Xunit;

namespace Bursar.Core.Tests.Approval;

public sealed class PolicyReaderTests
{
    private const string Alice = "0x19edDD416129a1c671C01F734354B8baCa8D4568";
    private const string Bob = "0xfe4667d5D162567cA696F735df8F73f67Ad3E761";
    private const string Token = "0x036cbd53842c5426634e7929541ec2318f3dcf7e";

    private static readonly string Full = $$"""
        bursar-policy: 1
        name: treasury
        approvers: { alice: "{{Alice}}", bob: "{{Bob}}" }
        tokens: { usdc: { address: "{{Token}}", decimals: 6 } }
        rules:
          - { approvals: 1 }
          - { do: [site, deploy], approvals: 0 }
          - { do: pay, token: usdc, above: 10_000.5, approvals: 2, of: [alice, bob] }
        limits:
          - { token: native, per-day: 2 }
        recipients:
          - { address: "{{Bob}}" }
          - { list: partners.csv, hash: "0x{{new string('a', 64)}}" }
        quiet: 12h
        valid: 3d
        change: 2
        """;

    private static readonly SchemaValidator Validator = new(JsonNode.Parse(File.ReadAllText(Path.Combine(TestFiles.Root, "docs", "policy.schema.json")))!.AsObject());

    [Fact]
    public void Reads_everything_that_a_policy_can_say()
    {
        Policy policy = PolicyReader.Read(Full, "policy.yaml").Value;
        Assert.Equal("treasury", policy.Name);
        Assert.Equal(["alice", "bob"], policy.Approvers.Select(a => a.Name));
        Assert.Equal([1, 0, 2], policy.Rules.Select(r => r.Approvals));
        Assert.Equal(new Amount(10_000_500_000UL, 6), policy.Rules[2].Above);
        Assert.Equal(Address.Parse(Token), policy.Rules[2].Asset!.Value.Token);
        Assert.Equal(new PolicyLimit(MovedAsset.Native, new Amount(2UL * UInt256.PowerOfTen(18), 18)), Assert.Single(policy.Limits));
        Assert.Equal(2, policy.Recipients.Count);
        Assert.Equal((TimeSpan.FromHours(12), TimeSpan.FromDays(3), 2), (policy.Quiet, policy.Valid, policy.Change));
        Assert.NotEqual(policy.Hash, PolicyReader.Read(Full + "\n", "policy.yaml").Value.Hash);
        Assert.Null(Validator.Validate(YamlToJson.Convert(Full)));
    }

    [Theory]
    [InlineData("bursar-policy: 1", "bursar-policy: 2", "policy.malformed")]
    [InlineData("alice: ", "Alice: ", "policy.bad-name")]
    [InlineData(Bob + "\" }\ntokens", Alice + "\" }\ntokens", "policy.same-approver")]
    [InlineData("{ alice: \"" + Alice + "\", bob: \"" + Bob + "\" }", "{}", "policy.no-approvers")]
    [InlineData("of: [alice, bob]", "of: [alice, carol]", "policy.unknown-approver")]
    [InlineData("of: [alice, bob]", "of: [alice, alice]", "policy.same-approver")]
    [InlineData("of: [alice, bob]", "of: []", "policy.no-approvers")]
    [InlineData("of: [alice, bob]", "of: [alice]", "policy.too-many-approvals")]
    [InlineData("- { approvals: 1 }", "- { approvals: 3 }", "policy.too-many-approvals")]
    [InlineData("[site, deploy]", "[site, mint]", "policy.unknown-kind")]
    [InlineData("token: usdc, above", "above", "policy.above-what")]
    [InlineData("token: usdc, above", "token: usdt, above", "policy.unknown-token")]
    [InlineData("10_000.5", "10_000.1234567", "launch.bad-amount")]
    [InlineData("quiet: 12h", "quiet: 3d", "policy.never-valid")]
    [InlineData("valid: 3d", "valid: 400d", "policy.bad-duration")]
    [InlineData("quiet: 12h", "quiet: soon", "policy.bad-duration")]
    [InlineData("list: partners.csv", "list: ../partners.csv", "policy.bad-path")]
    [InlineData("hash: \"0xaaaa", "hash: \"0xaa", "policy.bad-hash")]
    [InlineData("change: 2", "change: 3", "launch.bad-number")]
    [InlineData("quiet:", "quite:", "launch.unknown-key")]
    [InlineData("decimals: 6", "decimals: 78", "launch.bad-number")]
    public void A_faulty_policy_is_no_policy(string there, string instead, string code)
    {
        Assert.Contains(there, Full, StringComparison.Ordinal);
        Result<Policy> read = PolicyReader.Read(Full.Replace(there, instead, StringComparison.Ordinal), "policy.yaml");
        Assert.Contains(code, read.Faults.Select(f => f.Code));
        Assert.All(read.Faults, f => Assert.True(f.Line > 0));
    }

    [Fact]
    public void All_faults_are_told_at_once()
    {
        string text = Full.Replace("quiet: 12h", "quiet: soon", StringComparison.Ordinal).Replace("usdc, above", "usdt, above", StringComparison.Ordinal).Replace("[site, deploy]", "[site, mint]", StringComparison.Ordinal);
        Assert.Equal(["policy.unknown-kind", "policy.unknown-token", "policy.bad-duration"], PolicyReader.Read(text, "policy.yaml").Faults.Select(f => f.Code));
    }

    [Fact]
    public void The_kinds_of_the_schema_are_those_of_the_reader()
    {
        JsonNode schema = JsonNode.Parse(File.ReadAllText(Path.Combine(TestFiles.Root, "docs", "policy.schema.json")))!;
        Assert.Equal(MoveKinds.ByWord.Keys.Order(StringComparer.Ordinal), schema["$defs"]!["kind"]!["enum"]!.AsArray().Select(k => (string)k!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_example_is_read_and_fits_the_schema()
    {
        string text = File.ReadAllText(Path.Combine(TestFiles.Root, "examples", "treasury", "policy.yaml"));
        Assert.Empty(PolicyReader.Read(text, "policy.yaml").Faults);
        Assert.Null(Validator.Validate(YamlToJson.Convert(text)));
    }
}
