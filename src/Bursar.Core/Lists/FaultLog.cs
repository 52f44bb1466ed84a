using System.Globalization;
using Bursar.Core.Faults;

namespace Bursar.Core.Lists;

/// <summary>Collects the faults of one file: keeps the first in the order of lines, and counts all.</summary>
internal sealed class FaultLog(string? file, int keep)
{
    private readonly List<Fault> _kept = [];
    private readonly List<Fault> _fatal = [];

    /// <summary>Most faults that are kept.</summary>
    internal int Keep => keep;

    /// <summary>Faults so far, kept or not.</summary>
    internal long Count { get; private set; }

    /// <summary>True when another fault of a later line would not be kept.</summary>
    internal bool IsFull => _kept.Count >= keep;

    /// <summary>Adds a fault; callers that build messages at a cost ask <see cref="IsFull"/> and call <see cref="Skip"/> instead.</summary>
    internal void Add(Fault fault)
    {
        Count++;
        if (!IsFull)
            _kept.Add(fault with { File = file });
    }

    /// <summary>Counts faults without keeping them.</summary>
    internal void Skip(long count = 1) => Count += count;

    /// <summary>Adds a fault that ended the reading: it is kept whatever came before.</summary>
    internal void AddFatal(Fault fault)
    {
        Count++;
        _fatal.Add(fault with { File = file });
    }

    /// <summary>Adds faults that were found after the scan, so that the first by line are kept. At most as many as are kept need be given.</summary>
    internal void Merge(IEnumerable<Fault> late, long count)
    {
        Count += count;
        Fault[] merged = [.. _kept.Concat(late.Select(f => f with { File = file })).OrderBy(f => f.Line).Take(keep)];
        _kept.Clear();
        _kept.AddRange(merged);
    }

    /// <summary>The kept faults, those that ended the reading, and one with the number of all when some were not kept.</summary>
    internal Fault[] Finish()
    {
        var all = new List<Fault>(_kept);
        all.AddRange(_fatal);
        if (Count > all.Count)
        {
            string total = Count.ToString("N0", CultureInfo.InvariantCulture);
            string shown = all.Count.ToString("N0", CultureInfo.InvariantCulture);
            all.Add(new Fault("list.more", $"The list has {total} problems; {shown} of them are shown.", null,
                "Put these right first and check again.")
            { File = file });
        }

        return [.. all];
    }
}
