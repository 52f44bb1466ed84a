using System.Xml.Linq;
using Xunit;

namespace Bursar.Repo.Tests;

/// <summary>Dependencies point one way: the edges are those of the design and no others.</summary>
public sealed class DependencyTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Bursar.Evm"] = [],
        ["Bursar.Evm.Generators"] = [],
        ["Bursar.Evm.Rpc"] = ["Bursar.Evm"],
        ["Bursar.Contracts"] = ["Bursar.Evm.Rpc", "Bursar.Evm.Generators"],
        ["Bursar.Core"] = ["Bursar.Evm"],
        ["Bursar.App"] = ["Bursar.Core", "Bursar.Contracts"],
        ["Bursar.Storage"] = ["Bursar.App"],
        ["Bursar"] = ["Bursar.Storage"],
        ["Bursar.Cli"] = ["Bursar"],
    };

    [Fact]
    public void Every_project_reference_is_an_edge_of_the_design()
    {
        var wrong = new List<string>();
        int projects = 0;
        foreach (string path in Repository.WithExtension(".csproj").Where(f => f.StartsWith("src/", StringComparison.Ordinal)))
        {
            projects++;
            string project = Path.GetFileNameWithoutExtension(path);
            if (!Allowed.TryGetValue(project, out string[]? edges))
            {
                wrong.Add($"{project}: not a project of the design");
                continue;
            }

            foreach (string reference in References(path, "ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Replace('\\', '/'))))
            {
                if (!edges.Contains(reference, StringComparer.Ordinal))
                    wrong.Add($"{project} -> {reference}");
            }
        }

        Assert.Empty(wrong);
        Assert.Equal(Allowed.Count, projects);
    }

    [Fact]
    public void Only_Storage_knows_a_database()
    {
        string[] databases = ["Microsoft.Data.Sqlite", "Dapper", "Npgsql"];
        var wrong = from path in Repository.WithExtension(".csproj")
                    where path.StartsWith("src/", StringComparison.Ordinal) && !path.Contains("Bursar.Storage", StringComparison.Ordinal)
                    from package in References(path, "PackageReference")
                    where databases.Contains(package, StringComparer.Ordinal)
                    select $"{path} -> {package}";
        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("src/Bursar.Evm/")]
    [InlineData("src/Bursar.Core/")]
    public void The_pure_projects_do_no_IO(string folder)
    {
        string[] doors = ["File.", "Directory.", "new HttpClient", "System.Net.Sockets", "Process.Start", "DateTime.Now", "DateTime.UtcNow", "DateTimeOffset.UtcNow", "Console."];
        var wrong = from path in Repository.WithExtension(".cs")
                    where path.StartsWith(folder, StringComparison.Ordinal)
                    from line in Repository.Read(path).Split('\n').Select((text, i) => (Text: text.TrimStart(), Number: i + 1))
                    where !line.Text.StartsWith("//", StringComparison.Ordinal)
                    from door in doors
                    where System.Text.RegularExpressions.Regex.IsMatch(line.Text, $@"(?<![\w.]){System.Text.RegularExpressions.Regex.Escape(door)}")
                    select $"{path}:{line.Number}: {door}";
        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_project_is_in_the_solution_and_has_its_lock_file()
    {
        string solution = Repository.Read("Bursar.slnx");
        var wrong = new List<string>();
        foreach (string path in Repository.WithExtension(".csproj"))
        {
            if (!solution.Contains($"\"{path}\"", StringComparison.Ordinal))
                wrong.Add($"{path} is not in Bursar.slnx");
            if (!File.Exists(Path.Combine(Repository.Root, Path.GetDirectoryName(path)!, "packages.lock.json")))
                wrong.Add($"{path} has no packages.lock.json");
        }

        Assert.Empty(wrong);
    }

    private static IEnumerable<string> References(string path, string element) =>
        XDocument.Parse(Repository.Read(path)).Descendants(element).Select(e => (string?)e.Attribute("Include")).OfType<string>();
}
