using System.Globalization;

namespace Bursar.Bench;

/// <summary>What the command line asks for.</summary>
/// <param name="Verb">What is measured.</param>
/// <param name="Only">Names of figures; empty for all.</param>
/// <param name="Rows">Rows of the list that peers are measured with.</param>
/// <param name="Json">True for one JSON document instead of a table.</param>
/// <param name="Keep">True to leave the generated files.</param>
internal sealed record BenchOptions(string Verb, IReadOnlyList<string> Only, int Rows, bool Json, bool Keep)
{
    private const int UsualRows = 1_000_000;

    /// <summary>The checkout.</summary>
    public static string Root { get; } = Environment.GetEnvironmentVariable("BURSAR_ROOT") is { Length: > 0 } root
        ? root
        : throw new InvalidOperationException("start it by bench/run");

    /// <summary>Where generated files lie.</summary>
    public static string Folder { get; } = Path.Combine(Root, ".bursar", "bench");

    /// <summary>Reads a command line; null when it makes no sense.</summary>
    public static BenchOptions? Parse(string[] arguments)
    {
        var options = new BenchOptions("", [], UsualRows, Json: false, Keep: false);
        for (int i = 0; i < arguments.Length; i++)
        {
            switch (arguments[i])
            {
                case "--json":
                    options = options with { Json = true };
                    break;
                case "--keep":
                    options = options with { Keep = true };
                    break;
                case "--only" when i + 1 < arguments.Length:
                    options = options with { Only = arguments[++i].Split(',', StringSplitOptions.RemoveEmptyEntries) };
                    break;
                case "--rows" when i + 1 < arguments.Length && int.TryParse(arguments[i + 1], NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out int rows) && rows >= 2:
                    options = options with { Rows = rows };
                    i++;
                    break;
                case var verb when !verb.StartsWith('-') && options.Verb.Length == 0:
                    options = options with { Verb = verb };
                    break;
                default:
                    return null;
            }
        }

        return options.Verb.Length == 0 ? null : options;
    }
}
