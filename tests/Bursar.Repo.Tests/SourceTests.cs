using System.Text.RegularExpressions;
using Xunit;

namespace Bursar.Repo.Tests;

/// <summary>Rules that every file of the repository keeps.</summary>
public sealed partial class SourceTests
{
    private const int MostLines = 500;

    [Fact]
    public void No_hand_written_file_is_longer_than_500_lines()
    {
        var tooLong = from path in Repository.WithExtension(".cs", ".sol", ".sh", ".mjs", ".js", ".ts", ".css", ".tree", ".sql")
                      where !path.EndsWith(".g.cs", StringComparison.Ordinal)
                      let lines = File.ReadLines(Path.Combine(Repository.Root, path)).Count()
                      where lines > MostLines
                      select $"{path}: {lines}";
        Assert.Empty(tooLong);
    }

    [Fact]
    public void Public_members_without_docs_fail_the_build_everywhere()
    {
        Assert.Contains("<GenerateDocumentationFile>true</GenerateDocumentationFile>", Repository.Read("Directory.Build.props"), StringComparison.Ordinal);
        Assert.Contains("<TreatWarningsAsErrors>true</TreatWarningsAsErrors>", Repository.Read("Directory.Build.props"), StringComparison.Ordinal);
        var silenced = from path in Repository.WithExtension(".csproj", ".cs", ".props")
                       where path.StartsWith("src/", StringComparison.Ordinal) || path == "Directory.Build.props"
                       let text = Repository.Read(path)
                       where text.Contains("CS1591", StringComparison.Ordinal) || text.Contains("<GenerateDocumentationFile>false", StringComparison.Ordinal)
                       select path;
        Assert.Empty(silenced);
        Assert.DoesNotContain("CS1591", Repository.Read(".editorconfig"), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_names_a_package_registry_or_a_path_of_one_machine()
    {
        string[] words = ["registry." + "npmjs", "api." + "nuget.org", "/" + "work/main", "/" + "tmp/w/", "/" + "root/", "files." + "pythonhosted"];
        var found = from path in Repository.Files
                    where !path.EndsWith(".gz", StringComparison.Ordinal) && !path.EndsWith(".png", StringComparison.Ordinal)
                    let text = Repository.Read(path)
                    from word in words
                    where text.Contains(word, StringComparison.Ordinal)
                    select $"{path}: {word}";
        Assert.Empty(found);
    }

    [Fact]
    public void No_unfinished_work_is_left_in_the_sources()
    {
        var found = from path in Repository.WithExtension(".cs", ".sol", ".mjs", ".js", ".sh")
                    where !path.Contains("Repo.Tests", StringComparison.Ordinal)
                    from line in Repository.Read(path).Split('\n').Select((text, i) => (Text: text, Number: i + 1))
                    where Unfinished().IsMatch(line.Text) || (path.EndsWith(".cs", StringComparison.Ordinal) && Swallowed().IsMatch(line.Text))
                    select $"{path}:{line.Number}: {line.Text.Trim()}";
        Assert.Empty(found);
    }

    [Fact]
    public void Links_between_documents_lead_to_files()
    {
        var broken = from path in Repository.WithExtension(".md")
                     from Match link in MarkdownLink().Matches(Repository.Read(path))
                     let target = link.Groups[1].Value.Split('#')[0]
                     where target.Length > 0 && !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith("mailto:", StringComparison.Ordinal)
                     where !Path.Exists(Path.GetFullPath(Path.Combine(Repository.Root, Path.GetDirectoryName(path) ?? "", target)))
                     select $"{path} -> {target}";
        Assert.Empty(broken);
    }

    [GeneratedRegex(@"NotImplementedException|\b(TODO|FIXME|HACK)\b|vm\.skip|Assert\.True\(true\)")]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"catch\s*(\(Exception[^)]*\))?\s*\{\s*\}")]
    private static partial Regex Swallowed();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex MarkdownLink();
}
