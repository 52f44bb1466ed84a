using System.Globalization;
using System.Text.Json;
using Bursar.Evm.Crypto;

namespace Bursar.Bench;

/// <summary>Collects figures and prints them. Progress goes to standard error.</summary>
internal sealed class FigureReport(BenchOptions options)
{
    private readonly List<Figure> _figures = [];
    private readonly List<string> _names = [];

    /// <summary>True when a figure is asked for.</summary>
    public bool Wants(params string[] names)
    {
        _names.AddRange(names);
        return options.Only.Count == 0 || names.Any(n => options.Only.Contains(n, StringComparer.Ordinal));
    }

    /// <summary>Says what is being done.</summary>
    public static void Note(string text) => Console.Error.WriteLine($"bench: {text}");

    /// <summary>Adds a figure, unless it was not asked for.</summary>
    public void Add(Figure figure)
    {
        if (!Wants(figure.Name))
            return;
        _figures.Add(figure);
        Note($"{figure.Name}: {(figure.IsMet ? "met" : "MISSED")} ({Number(figure.Ours)} {figure.Unit}, ratio {Number(figure.Ratio)}, limit {figure.Limit})");
    }

    /// <summary>Prints everything.</summary>
    /// <returns>True when at least one figure was measured and all that were are met.</returns>
    public bool Finish()
    {
        if (options.Only.FirstOrDefault(n => !_names.Contains(n, StringComparer.Ordinal)) is { } unknown)
            Note($"there is no figure '{unknown}'; there are: {string.Join(", ", _names.Distinct())}");
        bool met = _figures.Count > 0 && _figures.All(f => f.IsMet);
        if (options.Json)
            PrintJson(met);
        else
            PrintTable();
        return met;
    }

    private static string Number(double value) => value switch
    {
        >= 100 => value.ToString("N0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("N1", CultureInfo.InvariantCulture),
        _ => value.ToString("N2", CultureInfo.InvariantCulture),
    };

    private void PrintTable()
    {
        string[][] lines =
        [
            ["figure", "what", "ours", "peer", "limit", "ratio", "met"],
            .. _figures.Select(f => (string[])
            [
                f.Name, f.What, $"{Number(f.Ours)} {f.Unit}", f.Peer is { } peer ? $"{Number(peer)} {f.Unit} ({f.PeerName})" : "–", f.Limit, Number(f.Ratio), f.IsMet ? "yes" : "NO",
            ]),
        ];
        int[] widths = [.. Enumerable.Range(0, lines[0].Length).Select(c => lines.Max(l => l[c].Length))];
        foreach (string[] line in lines)
            Console.WriteLine(string.Join("  ", line.Select((cell, c) => cell.PadRight(widths[c]))).TrimEnd());
        Console.WriteLine();
        Console.WriteLine($"{Environment.ProcessorCount} processors, {Keccak256Batch.Lanes} lanes, load before the run {LoadBefore}. Peers ran in this same run, one after the other.");
    }

    private void PrintJson(bool met)
    {
        using var writer = new Utf8JsonWriter(Console.OpenStandardOutput(), new JsonWriterOptions { Indented = true });
        writer.WriteStartObject();
        writer.WriteBoolean("ok", met);
        writer.WriteNumber("processors", Environment.ProcessorCount);
        writer.WriteNumber("lanes", Keccak256Batch.Lanes);
        writer.WriteString("loadBefore", LoadBefore);
        writer.WriteStartArray("figures");
        foreach (Figure figure in _figures)
        {
            writer.WriteStartObject();
            writer.WriteString("name", figure.Name);
            writer.WriteString("what", figure.What);
            writer.WriteNumber("ours", figure.Ours);
            writer.WriteString("unit", figure.Unit);
            if (figure.Peer is { } peer)
            {
                writer.WriteNumber("peer", peer);
                writer.WriteString("peerName", figure.PeerName);
            }

            writer.WriteString("limit", figure.Limit);
            writer.WriteNumber("ratio", figure.Ratio);
            writer.WriteBoolean("met", figure.IsMet);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.Flush();
        Console.WriteLine();
    }

    /// <summary>Processes that wanted to run in the minute before: above 0 the machine was shared.</summary>
    private static string LoadBefore { get; } = File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";
}
