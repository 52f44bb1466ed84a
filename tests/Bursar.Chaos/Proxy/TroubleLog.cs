using System.Collections.Concurrent;
using System.Globalization;

namespace Bursar.Chaos.Proxy;

/// <summary>What was done to whom, in order, and how often.</summary>
/// <param name="file">A file that can be read meanwhile; null for none.</param>
internal sealed class TroubleLog(string? file = null) : IDisposable
{
    private readonly TextWriter? _file = file is null ? null : TextWriter.Synchronized(new StreamWriter(file) { AutoFlush = true });
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly long _start = TimeProvider.System.GetTimestamp();

    /// <summary>How often each kind happened.</summary>
    public IReadOnlyDictionary<string, int> Counts => _counts;

    /// <summary>The lines, oldest first.</summary>
    public IReadOnlyCollection<string> Lines => _lines;

    /// <summary>Notes something that counts.</summary>
    public void Count(string kind, string detail)
    {
        _counts.AddOrUpdate(kind, 1, (_, n) => n + 1);
        Say($"{kind}: {detail}");
    }

    /// <summary>Notes something.</summary>
    public void Say(string line)
    {
        string whole = string.Create(CultureInfo.InvariantCulture, $"{TimeProvider.System.GetElapsedTime(_start).TotalMilliseconds,8:0} {line}");
        _lines.Enqueue(whole);
        _file?.WriteLine(whole);
    }

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();
}
