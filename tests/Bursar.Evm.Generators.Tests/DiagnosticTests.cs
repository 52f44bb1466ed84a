using Bursar.Evm.Generators.Tests.Running;
using Microsoft.CodeAnalysis;
using Xunit;

namespace Bursar.Evm.Generators.Tests;

public sealed class DiagnosticTests
{
    private const string Function = """{"type":"function","name":"f","inputs":[],"outputs":[]}""";

    [Theory]
    [InlineData("BURSAR001", DiagnosticSeverity.Error, "[{\"type\":}]", 1, 10)]
    [InlineData("BURSAR001", DiagnosticSeverity.Error, "[\n  1,\n  x\n]", 3, 3)]
    [InlineData("BURSAR001", DiagnosticSeverity.Error, "", 1, 1)]
    [InlineData("BURSAR001", DiagnosticSeverity.Error, "[] []", 1, 4)]
    [InlineData("BURSAR002", DiagnosticSeverity.Warning, "{\"abi\":5}", 1, 1)]
    [InlineData("BURSAR002", DiagnosticSeverity.Warning, "\"text\"", 1, 1)]
    [InlineData("BURSAR003", DiagnosticSeverity.Warning, "[{\"type\":\"function\",\"name\":\"f\",\"inputs\":[{\"name\":\"x\",\"type\":\"fixed128x18\"}]}]", 1, 42)]
    [InlineData("BURSAR003", DiagnosticSeverity.Warning, "[{\"type\":\"error\",\"name\":\"f\",\"inputs\":[{\"name\":\"x\",\"type\":\"uint7\"}]}]", 1, 39)]
    [InlineData("BURSAR003", DiagnosticSeverity.Warning, "[{\"type\":\"error\",\"name\":\"f\",\"inputs\":[{\"name\":\"x\",\"type\":\"bytes33\"}]}]", 1, 39)]
    [InlineData("BURSAR003", DiagnosticSeverity.Warning, "[{\"type\":\"error\",\"name\":\"f\",\"inputs\":[{\"name\":\"x\",\"type\":\"bool[0]\"}]}]", 1, 39)]
    [InlineData("BURSAR003", DiagnosticSeverity.Warning, "[{\"type\":\"error\",\"name\":\"f\",\"inputs\":[{\"name\":\"x\",\"type\":\"bool[9][9999999]\"}]}]", 1, 39)]
    [InlineData("BURSAR003", DiagnosticSeverity.Warning, "[{\"type\":\"error\",\"name\":\"f\",\"inputs\":[{\"name\":\"x\",\"type\":\"tuple\"}]}]", 1, 39)]
    [InlineData("BURSAR004", DiagnosticSeverity.Warning, "[{\"type\":\"function\",\"inputs\":[]}]", 1, 2)]
    [InlineData("BURSAR004", DiagnosticSeverity.Warning, "[{\"type\":\"function\",\"name\":\"a b\",\"inputs\":[]}]", 1, 2)]
    [InlineData("BURSAR004", DiagnosticSeverity.Warning, "[{\"type\":\"error\",\"name\":\"f\",\"inputs\":[{\"name\":\"\\\"; evil\",\"type\":\"bool\"}]}]", 1, 39)]
    [InlineData("BURSAR004", DiagnosticSeverity.Warning, "[{\"type\":\"modifier\",\"name\":\"f\"}]", 1, 2)]
    [InlineData("BURSAR004", DiagnosticSeverity.Warning, "[7]", 1, 2)]
    [InlineData("BURSAR007", DiagnosticSeverity.Info, "{\"abi\":[],\"bytecode\":\"0x\"}", 1, 22)]
    [InlineData("BURSAR008", DiagnosticSeverity.Warning, "{\"abi\":[],\"bytecode\":\"0x60__$abcdef$__\"}", 1, 22)]
    [InlineData("BURSAR008", DiagnosticSeverity.Warning, "{\"abi\":[],\"bytecode\":\"0x601\"}", 1, 22)]
    [InlineData("BURSAR008", DiagnosticSeverity.Warning, "{\"abi\":[],\"bytecode\":\"0xzz\"}", 1, 22)]
    [InlineData("BURSAR009", DiagnosticSeverity.Warning, "{\"abi\":[],\"deployedBytecode\":\"0x6001\",\"immutableReferences\":{\"x\":[{\"start\":1,\"length\":2}]}}", 1, 67)]
    public void Says_what_is_wrong_and_where(string id, DiagnosticSeverity severity, string text, int line, int column)
    {
        Generation generation = Generation.Of(("folder/Sample.json", text));
        Diagnostic diagnostic = Assert.Single(generation.Result.Diagnostics);
        Assert.Equal(id, diagnostic.Id);
        Assert.Equal(severity, diagnostic.Severity);
        FileLinePositionSpan place = diagnostic.Location.GetLineSpan();
        Assert.Equal(("folder/Sample.json", line, column), (place.Path, place.StartLinePosition.Line + 1, place.StartLinePosition.Character + 1));
        generation.AssertCompilesCleanly();
    }

    [Fact]
    public void Leaves_out_only_the_entry_that_it_cannot_bind()
    {
        Generation generation = Generation.Of(("Sample.json", $$"""[{"type":"function","name":"bad","inputs":[{"name":"x","type":"ufixed"}]},{{Function}}]"""));
        Assert.Equal("BURSAR003", Assert.Single(generation.Result.Diagnostics).Id);
        Assert.Contains("struct FCall", generation.Source("Sample.g.cs"), StringComparison.Ordinal);
        Assert.DoesNotContain("BadCall", generation.Source("Sample.g.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_struct_whose_name_is_taken_gets_a_number()
    {
        const string Abi =
            """
            [{"type":"function","name":"f","inputs":[
              {"name":"a","type":"tuple","internalType":"struct A.Item","components":[{"name":"x","type":"bool"}]},
              {"name":"b","type":"tuple","internalType":"struct B.Item","components":[{"name":"x","type":"bool"}]},
              {"name":"c","type":"tuple","internalType":"struct Sample","components":[{"name":"sample","type":"bool"}]}],"outputs":[]}]
            """;
        Generation generation = Generation.Of(("Sample.json", Abi));
        Assert.Equal(["BURSAR005", "BURSAR005"], generation.Result.Diagnostics.Select(diagnostic => diagnostic.Id));
        Assert.Contains("FCall(global::Sample.Sample.Item A, global::Sample.Sample.Item2 B, global::Sample.Sample.Sample2 C)", generation.Source("Sample.g.cs"), StringComparison.Ordinal);
        generation.AssertCompilesCleanly();
    }

    [Fact]
    public void Of_two_files_for_one_contract_the_first_by_path_is_bound()
    {
        Generation generation = Generation.Of(("b/Counter.json", Samples.Greeter), ("a/Counter.json", Samples.Counter));
        Diagnostic diagnostic = Assert.Single(generation.Result.Diagnostics);
        Assert.Equal(("BURSAR006", "b/Counter.json"), (diagnostic.Id, diagnostic.Location.GetLineSpan().Path));
        Assert.Contains("CountCall", generation.Source("Counter.g.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void Hostile_nesting_ends_in_a_diagnostic()
    {
        string deepJson = string.Concat(Enumerable.Repeat("[", 100_000));
        Assert.Equal("BURSAR001", Assert.Single(Generation.Of(("Sample.json", deepJson)).Result.Diagnostics).Id);
        string deepArray = $$"""[{"type":"error","name":"f","inputs":[{"name":"x","type":"bool{{string.Concat(Enumerable.Repeat("[]", 5_000))}}"}]}]""";
        Assert.Equal("BURSAR003", Assert.Single(Generation.Of(("Sample.json", deepArray)).Result.Diagnostics).Id);
    }

    [Fact]
    public void Every_diagnostic_has_its_entry_in_the_documentation_and_the_release_notes()
    {
        string docs = Repository.Read("docs", "generator.md");
        string releases = Repository.Read("src", "Bursar.Evm.Generators", "AnalyzerReleases.Unshipped.md") + Repository.Read("src", "Bursar.Evm.Generators", "AnalyzerReleases.Shipped.md");
        for (int number = 1; number <= 10; number++)
        {
            string id = $"BURSAR{number:000}";
            Assert.Contains($"### {id}", docs, StringComparison.Ordinal);
            Assert.Contains(id, releases, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("BURSAR011", releases, StringComparison.Ordinal);
    }
}
