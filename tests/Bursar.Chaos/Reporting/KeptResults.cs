using System.Text.Json;
using Bursar.Chaos.Runs;

namespace Bursar.Chaos.Reporting;

/// <summary>Results of runs, in a file with one line each, so that a long campaign can be interrupted.</summary>
internal sealed class KeptResults
{
    private readonly string? _file;
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Size, ulong Seed), RunResult> _all = [];

    /// <summary>Reads what the file has; null keeps nothing.</summary>
    public KeptResults(string? file)
    {
        _file = file;
        if (file is null || !File.Exists(file))
            return;
        foreach (string line in File.ReadLines(file).Where(l => l.Length > 0))
        {
            RunResult result = JsonSerializer.Deserialize<RunResult>(line)!;
            _all[(result.Size, result.Seed)] = result;
        }
    }

    /// <summary>Everything, by size and seed.</summary>
    public IReadOnlyList<RunResult> All
    {
        get
        {
            lock (_gate)
                return [.. _all.Values.OrderBy(r => r.Size, StringComparer.Ordinal).ThenBy(r => r.Seed)];
        }
    }

    /// <summary>The result of a seed; null when there is none, or it failed, so that it is run again.</summary>
    public RunResult? Find(string size, ulong seed)
    {
        lock (_gate)
            return _all.GetValueOrDefault((size, seed)) is { Problems.Count: 0 } passed ? passed : null;
    }

    /// <summary>Adds a result.</summary>
    public void Add(RunResult result)
    {
        lock (_gate)
        {
            _all[(result.Size, result.Seed)] = result;
            if (_file is not null)
                File.AppendAllText(_file, JsonSerializer.Serialize(result) + "\n");
        }
    }
}
