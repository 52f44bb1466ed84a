using System.CommandLine;
using Bursar.App.Planning;
using Bursar.App.Programmes;
using Bursar.App.Publication;
using Bursar.Core.Faults;
using Bursar.Core.Networks;
using Bursar.Evm.Primitives;

namespace Bursar.Cli.Commands;

/// <summary>Which programme a command is about, and where its lists are published.</summary>
internal sealed class ProgrammeTarget
{
    public Argument<string> Programme { get; } = new("programme") { Description = "Its address, or the launch file that makes it" };

    public Option<string?> Key { get; } = new("--programme") { Description = "Which one, when the launch has several", HelpName = "key" };

    public Option<string?> Files { get; } = new("--files") { Description = "Folder of its published lists (default: beside the launch file, or programme-<address>)", HelpName = "folder" };

    /// <summary>All of it, and what else a command takes.</summary>
    public Symbol[] With(params Symbol[] own) => [Programme, .. own, Key, Files];

    /// <summary>Finds out what is meant.</summary>
    public (Address Address, ProgrammeFolder Folder, NetworkProfile Network) Resolve(CommandContext context, CancellationToken cancellationToken)
    {
        string text = context.Get(Programme);
        if (!File.Exists(text))
        {
            Address address = Accounts.Parse(text, "programme");
            return (address, new ProgrammeFolder(context.Get(Files) ?? $"programme-{address}"), Session.Network(context));
        }

        LoadedLaunch loaded = Session.LoadLaunch(context, text, cancellationToken);
        IReadOnlyList<ProgrammeBlueprint> all = BlueprintBuilder.Build(loaded).Programmes;
        string[] names = [.. all.Select(p => p.Spec.Key)];
        ProgrammeBlueprint found = context.Get(Key) is { } key
            ? all.FirstOrDefault(p => p.Spec.Key == key) ?? throw Usage(new Fault("programme.which", $"'{text}' has no programme '{key}'.", "--programme", Suggestion.Hint(key, names)))
            : all.Count == 1 ? all[0] : throw Usage(new Fault("programme.which", $"'{text}' has {all.Count} programmes.", "--programme", all.Count == 0 ? "Add one under programmes." : $"Name one with --programme: {string.Join(", ", names)}."));
        return (found.Address, new ProgrammeFolder(context.Get(Files) ?? PublishedFiles.ProgrammeFolder(loaded, found.Spec.Key)), loaded.Network);
    }

    private static FaultException Usage(Fault fault) => new(fault with { Kind = FaultKind.Usage });
}
