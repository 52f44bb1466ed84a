using System.Diagnostics;
using System.Globalization;
using Bursar.Chaos.Proxy;
using Bursar.Chaos.Runs;

namespace Bursar.Chaos.Reporting;

/// <summary>Many seeds, several at a time.</summary>
internal sealed class Campaign(Options options, Ground ground, KeptResults kept)
{
    private readonly Lock _gate = new();
    private readonly List<RunResult> _results = [];
    private readonly string _logs = Path.Combine(Path.GetTempPath(), "bursar-chaos-logs");
    private long _shown = TimeProvider.System.GetTimestamp();

    /// <summary>Runs them all; false when one failed.</summary>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        ulong[] seeds = [.. Enumerable.Range(0, options.Runs).Select(i => options.Seed + (ulong)i)];
        _results.AddRange(seeds.Select(s => kept.Find(options.Size.Name, s)).OfType<RunResult>());
        ulong[] open = [.. seeds.Where(s => kept.Find(options.Size.Name, s) is null)];
        foreach (EventKind missing in Enum.GetValues<EventKind>().Except(ground.Possible))
            Console.WriteLine($"not possible on this machine, and left out of every run: {Happenings.Name(missing)} (docs/reliability.md says what it needs)");
        Console.WriteLine($"{options.Runs} run(s) of {options.Size.Rows:N0} payments and claims, {Math.Min(options.Workers, open.Length)} at a time{(open.Length < seeds.Length ? $"; {seeds.Length - open.Length} are done already" : "")}");
        try
        {
            await Parallel.ForEachAsync(open, new ParallelOptions { MaxDegreeOfParallelism = options.Workers, CancellationToken = cancellationToken }, RunAsync);
        }
        catch (OperationCanceledException)
        {
            Console.WriteLine("stopped; what has ended counts");
        }

        foreach (string line in SurvivalTable.Lines(_results))
            Console.WriteLine(line);
        RunResult[] failed = [.. _results.Where(r => r.Problems.Count > 0).OrderBy(r => r.Seed)];
        foreach (RunResult result in failed)
        {
            Console.WriteLine($"FAILED  seed {result.Seed}; its log is {LogOf(result.Seed)}; again: ./test --chaos 1 --seed {result.Seed}{(options.Size == ChaosSize.Full ? "" : $" --size {options.Size.Name}")}");
            foreach (string problem in result.Problems.Take(5))
                Console.WriteLine($"        {problem.ReplaceLineEndings(" ")}");
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{_results.Count - failed.Length} runs passed, {failed.Length} failed, in {watch.Elapsed.TotalSeconds:0} s"));
        return failed.Length == 0 && _results.Count == options.Runs;
    }

    private async ValueTask RunAsync(ulong seed, CancellationToken cancellationToken)
    {
        string folder = Directory.CreateTempSubdirectory("bursar-chaos-").FullName;
        Directory.CreateDirectory(_logs);
        using var log = new TroubleLog(options.Runs == 1 ? LogOf(seed) : null);
        RunResult result;
        try
        {
            result = await ChaosRun.RunAsync(ground, options.Size, seed, folder, log, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A run that cannot even be judged has failed, and the others go on.
            result = new RunResult
            {
                Seed = seed,
                Size = options.Size.Name,
                Problems = [$"the run broke: {e}"],
                Injected = log.Counts.ToDictionary(),
                Exits = new Dictionary<string, int>(),
                Faults = new Dictionary<string, int>(),
                Starts = 0,
                Rows = options.Size.Rows,
                Transactions = 0,
                Blocks = 0,
                Seconds = 0,
            };
        }

        Finished(result, log);
        Directory.Delete(folder, recursive: true);
    }

    private string LogOf(ulong seed) => Path.Combine(_logs, $"{options.Size.Name}-{seed}.log");

    private void Finished(RunResult result, TroubleLog log)
    {
        kept.Add(result);
        lock (_gate)
        {
            _results.Add(result);
            int failed = _results.Count(r => r.Problems.Count > 0);
            foreach (string problem in result.Problems)
                log.Say($"PROBLEM {problem}");
            if (result.Problems.Count > 0 && options.Runs > 1)
                File.WriteAllLines(LogOf(result.Seed), log.Lines);

            if (result.Problems.Count > 0)
                Console.WriteLine($"FAILED  seed {result.Seed}: {result.Problems[0].ReplaceLineEndings(" ")}");
            if (TimeProvider.System.GetElapsedTime(_shown) < TimeSpan.FromSeconds(15) && _results.Count < options.Runs)
                return;
            _shown = TimeProvider.System.GetTimestamp();
            Console.WriteLine($"{_results.Count} of {options.Runs} runs, {failed} failed");
        }
    }
}
