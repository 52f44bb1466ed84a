using System.Globalization;
using System.Text.RegularExpressions;
using Bursar.Bench.Measuring;

namespace Bursar.Bench.Lists;

/// <summary>From a file to a root, whole processes beside the peers; then what only Bursar does.</summary>
internal sealed partial class ListsBenchmark(BenchOptions options, FigureReport report)
{
    private const int Repeats = 5;
    private const double MostMebibytes = 400;
    private const double ManyRowsMebibytes = 4096;
    private const double MostRowsMebibytes = 24 * 1024;

    /// <summary>Measures everything that is asked for.</summary>
    public void Run()
    {
        double peak = 0;
        if (report.Wants("root-openzeppelin", "memory"))
            Compare("root-openzeppelin", "standard", "openzeppelin", "@openzeppelin/merkle-tree", 200, ref peak);
        if (report.Wants("root-merkletreejs", "memory"))
            Compare("root-merkletreejs", "packed", "merkletreejs", "merkletreejs", 40, ref peak);
        if (peak > 0)
            report.Add(new Figure("memory", $"peak of either, {options.Rows:N0} rows", peak, null, null, "MiB", $"< {MostMebibytes:N0} MiB", peak / MostMebibytes, peak < MostMebibytes));
        if (report.Wants("kernel", "tree-per-hash"))
            KernelFigures.Measure(report, options.Rows);
        if (report.Wants("proofs"))
            ProofFigures.Measure(report, options.Rows);
        if (report.Wants("rows-10m"))
            Many("rows-10m", 10_000_000, ManyRowsMebibytes, "4 GiB");
        if (report.Wants("rows-50m"))
            Many("rows-50m", 50_000_000, MostRowsMebibytes, "24 GiB");
        if (!options.Keep && Directory.Exists(BenchOptions.Folder))
            Directory.Delete(BenchOptions.Folder, recursive: true);
    }

    [GeneratedRegex("0x[0-9a-f]{64}")]
    private static partial Regex Root();

    private static ProcessUse Bursar(string list, string kind) => ProcessMeter.Run(BenchOptions.Folder,
        Path.Combine(BenchOptions.Root, "bursar"), "tree", "build", list, "--format", kind, "--unit", "base");

    private void Compare(string name, string kind, string script, string peer, double limit, ref double peak)
    {
        string list = ListFile.Of(options.Rows);
        var walls = new List<double>();
        string root = "";
        for (int i = 0; i < Repeats; i++)
        {
            ProcessUse ours = Bursar(list, kind);
            walls.Add(ours.Wall.TotalSeconds);
            peak = Math.Max(peak, ours.PeakMebibytes);
            root = Root().Match(ours.Output).Value;
            FigureReport.Note(string.Create(CultureInfo.InvariantCulture, $"bursar, {kind}: {ours.Wall.TotalSeconds:F3} s, processors {ours.Cpu.TotalSeconds:F2} s, {ours.PeakMebibytes:F0} MiB"));
        }

        if (!report.Wants(name))
            return;
        FigureReport.Note($"{peer} with the same {options.Rows:N0} rows: this takes a while");
        ProcessUse theirs = ProcessMeter.Run(BenchOptions.Folder, "node", "--max-old-space-size=16384", Path.Combine(BenchOptions.Root, "bench", "peers", script + ".mjs"), list);
        FigureReport.Note(string.Create(CultureInfo.InvariantCulture, $"{peer}: {theirs.Wall.TotalSeconds:F1} s, processors {theirs.Cpu.TotalSeconds:F1} s, {theirs.PeakMebibytes:F0} MiB"));
        if (theirs.Output.Trim() != root)
            throw new InvalidOperationException($"the roots differ: {root} and {theirs.Output.Trim()} of {peer}");
        walls.Sort();
        double median = walls[Repeats / 2];
        double ratio = theirs.Wall.TotalSeconds / median;
        report.Add(new Figure(name, $"{options.Rows:N0} rows, CSV to root, kind {kind}, median of {Repeats}", median, theirs.Wall.TotalSeconds, peer, "s",
            string.Create(CultureInfo.InvariantCulture, $">= {limit:F0} times faster"), ratio, ratio >= limit));
    }

    private void Many(string name, int rows, double most, string limit)
    {
        string list = ListFile.Of(rows);
        ProcessUse use = Bursar(list, "standard");
        FigureReport.Note(string.Create(CultureInfo.InvariantCulture, $"bursar, {rows:N0} rows: {use.Wall.TotalSeconds:F1} s, {use.PeakMebibytes:F0} MiB"));
        report.Add(new Figure(name, string.Create(CultureInfo.InvariantCulture, $"peak, {rows:N0} rows, CSV to root in {use.Wall.TotalSeconds:F1} s"),
            use.PeakMebibytes, null, null, "MiB", $"< {limit}", use.PeakMebibytes / most, use.PeakMebibytes < most));
        if (!options.Keep)
            File.Delete(list);
    }
}
