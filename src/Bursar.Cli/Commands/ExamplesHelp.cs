using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Bursar.Cli.Commands;

/// <summary>The help of the framework, followed by the examples of the command.</summary>
internal sealed class ExamplesHelp(HelpAction inner) : SynchronousCommandLineAction
{
    private static readonly System.Runtime.CompilerServices.ConditionalWeakTable<Command, string[]> Examples = [];

    /// <summary>Gives a command its examples.</summary>
    public static Command With(Command command, params string[] examples)
    {
        Examples.AddOrUpdate(command, examples);
        return command;
    }

    /// <summary>Puts this action behind the help option of <paramref name="root"/>.</summary>
    public static void Attach(RootCommand root)
    {
        foreach (HelpOption option in root.Options.OfType<HelpOption>())
        {
            if (option.Action is HelpAction help)
                option.Action = new ExamplesHelp(help);
        }
    }

    public override int Invoke(ParseResult parseResult)
    {
        TextWriter output = parseResult.InvocationConfiguration.Output;
        using var text = new StringWriter();
        parseResult.InvocationConfiguration.Output = text;
        int exit = inner.Invoke(parseResult);
        parseResult.InvocationConfiguration.Output = output;
        // The framework calls the program by its assembly; people call it bursar.
        output.Write(text.ToString().Replace(RootCommand.ExecutableName, "bursar", StringComparison.Ordinal));
        if (Examples.TryGetValue(parseResult.CommandResult.Command, out string[]? lines))
        {
            output.WriteLine("Examples:");
            foreach (string line in lines)
                output.WriteLine($"  {line}");
            output.WriteLine();
        }

        return exit;
    }
}
