using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Bursar.Core.Lists;
using Bursar.Core.Trees;
using Bursar.Evm.Crypto;
using Bursar.Evm.Primitives;

namespace Bursar.Bench.Lists;

/// <summary>The hashing alone, and a whole tree beside it: how much of a tree's time is not hashing.</summary>
internal static class KernelFigures
{
    private const int Rounds = 15;
    private const int NodesOfRound = 1 << 15;
    private const int RoundsOfHashing = 8;
    private const double FirstKernel = 122;
    private const double MostOverKernel = 1.3;

    public static void Measure(FigureReport report, int rows)
    {
        int threads = Environment.ProcessorCount;
        double kernel = Best(() => Kernel(threads));
        report.Add(new Figure("kernel", $"64 bytes, a hash and thread, {threads} threads, {Keccak256Batch.Lanes} lanes", kernel, null, null, "ns",
            string.Create(CultureInfo.InvariantCulture, $"<= {FirstKernel:F0} ns (a first AVX2 kernel)"), kernel / FirstKernel, kernel <= FirstKernel));
        if (!report.Wants("tree-per-hash"))
            return;
        RecipientList list;
        using (FileStream file = File.OpenRead(ListFile.Of(rows)))
            list = RecipientListReader.Read(file, new ListReadOptions { FileName = "list.csv", MaxRows = rows, MaxBytes = long.MaxValue }).Value;
        double tree = Best(() => Tree(list, threads));
        report.Add(new Figure("tree-per-hash", $"a tree of {rows:N0} rows in memory, a hash and thread, kind standard", tree, kernel, "the kernel alone", "ns",
            string.Create(CultureInfo.InvariantCulture, $"<= {MostOverKernel} times the kernel"), tree / kernel, tree <= MostOverKernel * kernel));
    }

    // All threads at once, each with nodes that stay in its own cache: what the machine can do.
    private static double Kernel(int threads)
    {
        TimeSpan[] times = new TimeSpan[threads];
        using var together = new Barrier(threads);
        Thread[] workers = [.. Enumerable.Range(0, threads).Select(i => new Thread(() =>
        {
            var nodes = new Hash32[NodesOfRound];
            var parents = new Hash32[NodesOfRound / 2];
            new Random(i).NextBytes(MemoryMarshal.AsBytes(nodes.AsSpan()));
            Keccak256Batch.HashPairs(nodes, parents, sorted: true);
            together.SignalAndWait();
            long start = Stopwatch.GetTimestamp();
            for (int round = 0; round < RoundsOfHashing; round++)
                Keccak256Batch.HashPairs(nodes, parents, sorted: true);
            times[i] = Stopwatch.GetElapsedTime(start);
        }))];
        foreach (Thread worker in workers)
            worker.Start();
        foreach (Thread worker in workers)
            worker.Join();
        return times.Average(t => t.TotalNanoseconds) / (RoundsOfHashing * (NodesOfRound / 2.0));
    }

    // Two hashes for a leaf, and one for each node above.
    private static double Tree(RecipientList list, int threads)
    {
        GC.Collect();
        long start = Stopwatch.GetTimestamp();
        MerkleTree tree = MerkleTree.Build(TreeKind.Standard, list).Value;
        double time = Stopwatch.GetElapsedTime(start).TotalNanoseconds;
        return time * threads / ((3.0 * tree.Count) - 1);
    }

    // What others do on the machine only ever makes a round longer.
    private static double Best(Func<double> measure)
    {
        measure();
        return Enumerable.Range(0, Rounds).Min(_ => measure());
    }
}
