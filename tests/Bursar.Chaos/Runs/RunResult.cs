namespace Bursar.Chaos.Runs;

/// <summary>How a run ended, and what it went through.</summary>
internal sealed record RunResult
{
    /// <summary>Its seed.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Name of its size.</summary>
    public required string Size { get; init; }

    /// <summary>What was not as it must be; none when it passed.</summary>
    public required IReadOnlyList<string> Problems { get; init; }

    /// <summary>What was injected, by kind.</summary>
    public required IReadOnlyDictionary<string, int> Injected { get; init; }

    /// <summary>How often the program ended with each exit code.</summary>
    public required IReadOnlyDictionary<string, int> Exits { get; init; }

    /// <summary>How often the program gave each fault.</summary>
    public required IReadOnlyDictionary<string, int> Faults { get; init; }

    /// <summary>Times that the program was started.</summary>
    public required int Starts { get; init; }

    /// <summary>Payments and claims.</summary>
    public required int Rows { get; init; }

    /// <summary>Transactions of the account that were on the chain at the end.</summary>
    public required int Transactions { get; init; }

    /// <summary>Blocks at the end.</summary>
    public required ulong Blocks { get; init; }

    /// <summary>Requests of the program to its node.</summary>
    public long Requests { get; init; }

    /// <summary>Seconds that it took.</summary>
    public required double Seconds { get; init; }

    /// <summary>Whether more was reorganised than the rule allows, so that what was final vanished, and the program said so before it was applied again.</summary>
    public bool SaidUndone { get; init; }
}
