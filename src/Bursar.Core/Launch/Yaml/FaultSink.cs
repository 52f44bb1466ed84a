using Bursar.Core.Faults;

namespace Bursar.Core.Launch.Yaml;

/// <summary>Collects the faults of one file, in the order of the file, up to a limit.</summary>
internal sealed class FaultSink(string file)
{
    private const int Most = 200;

    private readonly List<Fault> _faults = [];
    private int _dropped;

    /// <summary>Name of the file.</summary>
    internal string File { get; } = file;

    /// <summary>True when there is a fault.</summary>
    internal bool Any => _faults.Count > 0;

    /// <summary>Remembers a fault.</summary>
    internal void Add(Fault fault, SourcePosition position)
    {
        if (_faults.Count < Most)
            _faults.Add(fault.At(position));
        else
            _dropped++;
    }

    /// <summary>All faults by their place in the file, and one more when some were too many.</summary>
    internal List<Fault> InOrder()
    {
        List<Fault> ordered = [.. _faults.OrderBy(f => f.Line).ThenBy(f => f.Column)];
        if (_dropped > 0)
        {
            ordered.Add(new Fault("launch.too-many-faults", $"There are {_dropped} more faults.", null, "Correct these first.")
                .At(new SourcePosition(File, ordered[^1].Line, ordered[^1].Column)));
        }

        return ordered;
    }
}
