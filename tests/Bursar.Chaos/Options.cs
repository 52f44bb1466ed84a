using System.Globalization;
using Bursar.Chaos.Runs;

namespace Bursar.Chaos;

/// <summary>What was asked for on the command line.</summary>
internal sealed record Options
{
    /// <summary>How it is called.</summary>
    public const string Usage = """
        chaos [--runs N] [--seed S] [--size full|small] [--workers W] [--keep FILE] [--report FILE]
          --runs N       seeds S, S+1, … S+N-1 (default 1)
          --seed S       the first seed (default 1)
          --size         full: 2,000 payments and claims a run; small: 200
          --workers W    runs at the same time (default: twice as many as there are processors)
          --keep FILE    results are added to this file, and seeds that it has are not run again
          --report FILE  writes the table of what --keep holds into this document
        """;

    /// <summary>Number of runs.</summary>
    public int Runs { get; init; } = 1;

    /// <summary>The first seed.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>How large each run is.</summary>
    public ChaosSize Size { get; init; } = ChaosSize.Full;

    /// <summary>Runs at the same time.</summary>
    public int Workers { get; init; } = 2 * Environment.ProcessorCount;

    /// <summary>File that keeps results.</summary>
    public string? Keep { get; init; }

    /// <summary>Document that gets the table.</summary>
    public string? Report { get; init; }

    /// <summary>Reads them; null when they make no sense.</summary>
    public static Options? Parse(string[] arguments)
    {
        var options = new Options();
        for (int i = 0; i < arguments.Length; i += 2)
        {
            if (i + 1 == arguments.Length)
                return null;
            string value = arguments[i + 1];
            bool isNumber = ulong.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out ulong number);
            Options? next = arguments[i] switch
            {
                "--runs" when isNumber && number <= 1_000_000 => options with { Runs = (int)number },
                "--seed" when isNumber => options with { Seed = number },
                "--workers" when isNumber && number is > 0 and <= 256 => options with { Workers = (int)number },
                "--size" when value is "full" => options with { Size = ChaosSize.Full },
                "--size" when value is "small" => options with { Size = ChaosSize.Small },
                "--keep" => options with { Keep = Path.GetFullPath(value) },
                "--report" => options with { Report = Path.GetFullPath(value) },
                _ => null,
            };
            if (next is null)
                return null;
            options = next;
        }

        return options.Report is null || options.Keep is not null ? options : null;
    }
}
