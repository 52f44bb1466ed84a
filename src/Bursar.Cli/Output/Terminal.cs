using System.Text.Json;
using System.Text.Json.Nodes;
using Bursar.Core.Faults;
using Spectre.Console;

namespace Bursar.Cli.Output;

/// <summary>The two streams of a command: results on standard output, everything else (progress, faults, notes) on standard error.</summary>
internal sealed class Terminal
{
    // What goes into a pipe or a file is not wrapped: hashes and paths stay in one piece.
    private const int PipeWidth = 10_000;

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public Terminal(bool json, bool plain)
    {
        Json = json;
        Results = Create(Console.Out, Console.IsOutputRedirected, plain);
        Notes = Create(Console.Error, Console.IsErrorRedirected, plain);
        Animated = !Console.IsErrorRedirected && !plain && !json;
    }

    /// <summary>True when the result is one JSON document.</summary>
    public bool Json { get; }

    /// <summary>Results.</summary>
    public IAnsiConsole Results { get; }

    /// <summary>Progress, warnings and faults.</summary>
    public IAnsiConsole Notes { get; }

    /// <summary>True when progress bars may move.</summary>
    public bool Animated { get; }

    /// <summary>Prints a result.</summary>
    public void Show(Outcome outcome)
    {
        if (Json)
            Console.Out.WriteLine(SafeText.Json(outcome.Json.ToJsonString(Indented)));
        else
            outcome.Human(this);
    }

    /// <summary>Prints faults, each with where it is and what to do next.</summary>
    public void Show(IReadOnlyList<Fault> faults)
    {
        if (Json)
        {
            var array = new JsonArray();
            foreach (Fault fault in faults)
                array.Add((JsonNode)ToJson(fault));
            Console.Out.WriteLine(SafeText.Json(new JsonObject { ["ok"] = false, ["faults"] = array }.ToJsonString(Indented)));
            return;
        }

        foreach (Fault fault in faults)
        {
            Notes.MarkupLineInterpolated($"[red]error[/] [bold]{fault.Code}[/]{Place(fault)}: {SafeText.Printable(fault.Message)}");
            if (fault.Hint is { } hint)
                Notes.MarkupLineInterpolated($"      [grey]{SafeText.Printable(hint)}[/]");
        }

        if (faults.Count > 1)
            Notes.MarkupLineInterpolated($"[red]{faults.Count} faults[/]; docs/errors.md explains each code");
    }

    /// <summary>A line for people that is no result.</summary>
    public void Note(FormattableString markup)
    {
        if (!Json)
            Notes.MarkupLineInterpolated(markup);
    }

    private static string Place(Fault fault)
    {
        string place = fault.File is { } file ? $" {file}" : "";
        if (fault.Line > 0)
            place += fault.Column > 0 ? $":{fault.Line}:{fault.Column}" : $":{fault.Line}";
        return SafeText.Printable(fault.Field is { } field ? $"{place} ({field})" : place);
    }

    private static JsonObject ToJson(Fault fault)
    {
        var json = new JsonObject { ["code"] = fault.Code, ["message"] = fault.Message };
        if (fault.File is { } file)
            json["file"] = file;
        if (fault.Line > 0)
            json["line"] = fault.Line;
        if (fault.Column > 0)
            json["column"] = fault.Column;
        if (fault.Field is { } field)
            json["field"] = field;
        if (fault.Hint is { } hint)
            json["hint"] = hint;
        return json;
    }

    private static IAnsiConsole Create(TextWriter writer, bool redirected, bool plain)
    {
        bool dumb = redirected || plain || Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 };
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = dumb ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = dumb ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = dumb ? InteractionSupport.No : InteractionSupport.Detect,
        });
        if (redirected)
            console.Profile.Width = PipeWidth;
        return console;
    }
}
