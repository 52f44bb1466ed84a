using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace Bursar.Repo.Tests;

/// <summary>Gas that pages and plans state is gas that was measured: each figure stands in the committed snapshots.</summary>
public sealed partial class GasFiguresTests
{
    [Fact]
    public void Tables_state_what_was_measured()
    {
        HashSet<long> measured = Measured();
        List<(string Row, long Figure)> stated = [.. from row in Rows("docs/contracts.md", "| what | Bursar |").Concat(Rows("docs/drops.md", "| gas | inside |"))
                                                     from Match figure in Figure().Matches(string.Join('|', row.Split('|')[2..4]))
                                                     select (row, long.Parse(figure.Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture))];
        Assert.InRange(stated.Count, 40, 1_000);
        Assert.All(stated.Where(s => !s.Row.Contains("(token, approval, drop)", StringComparison.Ordinal)), s => Assert.Contains(s.Figure, measured));
    }

    [Theory]
    [InlineData("src/Bursar.App/Planning/TokenTexts.cs", @"\b\d\d_\d{3}\b", 4)]
    public void Plans_state_what_was_measured(string path, string pattern, int count)
    {
        HashSet<long> measured = Measured();
        List<long> stated = [.. Regex.Matches(Repository.Read(path), pattern).Select(m => long.Parse(m.Value.Replace("_", "", StringComparison.Ordinal), CultureInfo.InvariantCulture))];
        Assert.Equal(count, stated.Count);
        Assert.All(stated, figure => Assert.Contains(figure, measured));
    }

    private static HashSet<long> Measured() => [.. JsonSerializer.Deserialize<Dictionary<string, long>>(Repository.Read("contracts/snapshots/gas.json"))!.Values];

    private static IEnumerable<string> Rows(string path, string header) =>
        Repository.Read(path).Split('\n').SkipWhile(l => !l.StartsWith(header, StringComparison.Ordinal)).Skip(2).TakeWhile(l => l.StartsWith('|'));

    [GeneratedRegex(@"\b\d{1,3}(,\d{3})+\b")]
    private static partial Regex Figure();
}
