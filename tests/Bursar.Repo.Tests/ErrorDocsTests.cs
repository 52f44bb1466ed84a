using System.Text.RegularExpressions;
using Xunit;

namespace Bursar.Repo.Tests;

/// <summary>Every fault code has its entry in <c>docs/errors.md</c>, and every entry a code.</summary>
public sealed partial class ErrorDocsTests
{
    [Fact]
    public void Every_fault_code_is_documented()
    {
        HashSet<string> documented = Documented();
        var missing = from code in Codes()
                      where !documented.Contains(code.Code)
                      select $"{code.Code} ({code.Path})";
        Assert.Empty(missing.Distinct());
        Assert.NotEmpty(documented);
    }

    [Fact]
    public void Every_documented_code_can_happen()
    {
        string sources = string.Concat(Repository.WithExtension(".cs").Where(p => p.StartsWith("src/", StringComparison.Ordinal)).Select(Repository.Read));
        List<string> dead = [.. Documented().Where(code => !sources.Contains($"\"{code}\"", StringComparison.Ordinal))];
        Assert.Empty(dead);
    }

    [Fact]
    public void Every_entry_says_what_why_and_how_to_fix()
    {
        string[] entries = Repository.Read("docs/errors.md").Split("\n### ")[1..];
        List<string> thin = [.. entries.Where(e => !e.Contains("What", StringComparison.Ordinal) || !e.Contains("Why", StringComparison.Ordinal)
            || !e.Contains("Fix", StringComparison.Ordinal)).Select(e => e.Split('\n')[0])];
        Assert.Empty(thin);
    }

    private static IEnumerable<(string Code, string Path)> Codes() =>
        from path in Repository.WithExtension(".cs")
        where path.StartsWith("src/", StringComparison.Ordinal)
        from Match match in Code().Matches(Repository.Read(path))
        where !FileName().IsMatch(match.Groups["code"].Value)
        select (match.Groups["code"].Value, path);

    private static HashSet<string> Documented() =>
        [.. Entry().Matches(Repository.Read("docs/errors.md")).Select(m => m.Groups[1].Value)];

    [GeneratedRegex("""(?:new Fault\(\s*|const string \w+ = |\bCode: |Fault\(\s*|Add\(\s*)"(?<code>[a-z][a-z0-9]*(?:-[a-z0-9]+)*\.[a-z0-9]+(?:-[a-z0-9]+)*)"(?=\s*[,;)])""")]
    private static partial Regex Code();

    [GeneratedRegex(@"\.(csv|json|yaml|md|db|sql)$")]
    private static partial Regex FileName();

    [GeneratedRegex(@"^### ([a-z0-9.-]+)\s*$", RegexOptions.Multiline)]
    private static partial Regex Entry();
}
