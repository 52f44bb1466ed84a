using System.CommandLine;
using Bursar.App.Errors;
using Bursar.Cli.Output;
using Bursar.Core.Faults;

namespace Bursar.Cli.Commands;

/// <summary>Makes commands whose handlers end in an <see cref="Outcome"/>, and turns every way of failing into faults and an exit code.</summary>
internal sealed class CommandFactory(GlobalOptions options)
{
    private const int UsageExit = (int)FaultKind.Usage;
    private const int DefectExit = 1;

    /// <summary>A command that does something.</summary>
    public Command Create(string name, string description, Func<CommandContext, CancellationToken, Task<Outcome>> handler, params Symbol[] symbols)
    {
        var command = new Command(name, description);
        foreach (Symbol symbol in symbols)
        {
            if (symbol is Option option)
                command.Options.Add(option);
            else if (symbol is Argument argument)
                command.Arguments.Add(argument);
        }

        command.SetAction((parsed, cancellation) => RunAsync(new CommandContext(parsed, options), handler, cancellation));
        return command;
    }

    /// <summary>A command that only holds others.</summary>
    public static Command Group(string name, string description, params Command[] commands)
    {
        var group = new Command(name, description);
        foreach (Command command in commands)
            group.Subcommands.Add(command);
        return group;
    }

    private static async Task<int> RunAsync(
        CommandContext context, Func<CommandContext, CancellationToken, Task<Outcome>> handler, CancellationToken cancellation)
    {
        try
        {
            Outcome outcome = await handler(context, cancellation);
            context.Terminal.Show(outcome);
            return outcome.ExitCode;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            context.Terminal.Note($"[yellow]stopped[/]: run the command again to go on where it was");
            return (int)FaultKind.NotFinal;
        }
        catch (Exception e) when (ExceptionFaults.Describe(e) is { } faults)
        {
            context.Terminal.Show(faults);
            return faults.Count == 0 ? UsageExit : faults.Max(f => (int)f.Kind);
        }
        catch (Exception e) when (Environment.GetEnvironmentVariable("BURSAR_DEBUG") is not { Length: > 0 })
        {
            context.Terminal.Show([new Fault("bursar.defect", $"this should not have happened: {e.GetType().Name}: {e.Message}",
                Hint: "It is a defect of Bursar: set BURSAR_DEBUG=1 to see where, and report it. Nothing is lost: run the command again.")]);
            return DefectExit;
        }
    }
}
