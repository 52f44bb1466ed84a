using Bursar.Chaos.Runs;

namespace Bursar.Chaos.Reporting;

/// <summary>Writes the table of the longest campaign into the document about reliability.</summary>
internal static class ReliabilityPage
{
    private const string Begin = "<!-- chaos table: written by ./test --chaos … --report -->";
    private const string End = "<!-- end of the chaos table -->";

    /// <summary>Replaces what stands between the two marks.</summary>
    public static void Write(string path, IReadOnlyList<RunResult> results)
    {
        string text = File.ReadAllText(path);
        int begin = text.IndexOf(Begin, StringComparison.Ordinal), end = text.IndexOf(End, StringComparison.Ordinal);
        if (begin < 0 || end < begin)
            throw new InvalidDataException($"{path} has no place for the table: the line {Begin} and, below it, {End}");
        RunResult[] full = [.. results.Where(r => r.Size == ChaosSize.Full.Name)];
        string table = string.Join('\n', SurvivalTable.Lines(full));
        File.WriteAllText(path, string.Concat(text[..begin], Begin, "\n", table, "\n", text[end..]));
    }
}
