using System.Diagnostics;
using System.Globalization;
using Bursar.Core.Lists;
using Bursar.Core.Trees;

namespace Bursar.Bench.Lists;

/// <summary>All proofs written to shards, beside building the tree and writing as many bytes plainly.</summary>
internal static class ProofFigures
{
    private const double MostOverPlain = 3;
    private const int Rounds = 3;

    public static void Measure(FigureReport report, int rows)
    {
        RecipientList list;
        using (FileStream file = File.OpenRead(ListFile.Of(rows)))
            list = RecipientListReader.Read(file, new ListReadOptions { FileName = "list.csv", MaxRows = rows, MaxBytes = long.MaxValue }).Value;
        string folder = Path.Combine(BenchOptions.Folder, "proofs");
        var runs = new List<(double Ours, double Plain, long Bytes)>();
        for (int round = 0; round <= Rounds; round++)
        {
            Clear(folder);
            long start = Stopwatch.GetTimestamp();
            MerkleTree tree = MerkleTree.Build(TreeKind.Standard, list).Value;
            double building = Stopwatch.GetElapsedTime(start).TotalSeconds;
            start = Stopwatch.GetTimestamp();
            ProofShardWriter.Write(tree, name => File.Create(Path.Combine(folder, name)));
            double writing = Stopwatch.GetElapsedTime(start).TotalSeconds;
            long[] sizes = [.. new DirectoryInfo(folder).EnumerateFiles().Select(f => f.Length)];
            Clear(folder);
            double plain = WritePlainly(folder, sizes);
            if (round > 0)
                runs.Add((building + writing, building + plain, sizes.Sum()));
            FigureReport.Note(string.Create(CultureInfo.InvariantCulture,
                $"{sizes.Sum() / 1e6:F0} MB of proofs in {sizes.Length} files: tree {building:F2} s, proofs {writing:F2} s, as many bytes plainly {plain:F2} s"));
        }

        Clear(folder);
        (double ours, double other, long bytes) = runs.OrderBy(r => r.Ours / r.Plain).ElementAt(Rounds / 2);
        report.Add(new Figure("proofs", $"tree of {rows:N0} rows and all its proofs in shards, {bytes / 1_000_000:N0} MB", ours, other, "tree, and as many bytes written plainly", "s",
            string.Create(CultureInfo.InvariantCulture, $"<= {MostOverPlain} times"), ours / other, ours <= MostOverPlain * other));
    }

    private static double WritePlainly(string folder, long[] sizes)
    {
        byte[] bytes = new byte[64 * 1024];
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < sizes.Length; i++)
        {
            using FileStream file = File.Create(Path.Combine(folder, i.ToString(CultureInfo.InvariantCulture)));
            for (long left = sizes[i]; left > 0; left -= bytes.Length)
                file.Write(bytes, 0, (int)Math.Min(bytes.Length, left));
        }

        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static void Clear(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
    }
}
