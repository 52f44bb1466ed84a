using System.CommandLine;
using Bursar.Core.Faults;
using Bursar.Core.Lists;
using Bursar.Core.Lists.Formats;

namespace Bursar.Cli.Commands;

/// <summary>Reads lists as commands name them: a file, its format, the unit of its amounts, and what is allowed, taken or left out by name.</summary>
internal sealed partial class ListFiles(params string[] formatAliases)
{
    public Argument<string> File { get; } = new("file") { Description = "The list: CSV with an address and an amount in each row, or a list of another tool (docs/lists.md); plain or gzip" };

    public Option<string> Unit { get; } = new("--unit", "-u")
    {
        Description = "What the amounts count, where the format leaves it open: 'base' for base units, or the token's decimals for whole tokens, such as 18",
        DefaultValueFactory = _ => "base",
        HelpName = "base|decimals",
    };

    public Option<string> Allow { get; } = new("--allow")
    {
        Description = "Rows that are otherwise refused: zero-address, zero-amount, duplicates (with commas between)",
        DefaultValueFactory = _ => "",
        HelpName = "kinds",
    };

    /// <summary>Reads the list that the command names, as accounts and amounts.</summary>
    public RecipientList Read(CommandContext context, CancellationToken cancellationToken) => Read(context, context.Get(File), Options(context, context.Get(File)), cancellationToken);

    /// <summary>Reads the list that the command names, with all that its format says.</summary>
    public ListDocument ReadDocument(CommandContext context, CancellationToken cancellationToken) =>
        ReadDocument(context, context.Get(File), Options(context, context.Get(File)), cancellationToken);

    /// <summary>Reads a list with all that its format says.</summary>
    public static ListDocument ReadDocument(CommandContext context, string file, ListReadOptions options, CancellationToken cancellationToken)
    {
        using FileStream stream = Open(file);
        context.Terminal.Note($"[grey]reading {file}[/]");
        return ListDocumentReader.Read(stream, options, cancellationToken).Value;
    }

    /// <summary>Reads a list.</summary>
    public static RecipientList Read(CommandContext context, string file, ListReadOptions options, CancellationToken cancellationToken)
    {
        using FileStream stream = Open(file);
        context.Terminal.Note($"[grey]reading {file}[/]");
        return RecipientListReader.Read(stream, options, cancellationToken).Value;
    }

    /// <summary>Opens a file for reading.</summary>
    public static FileStream Open(string file) => System.IO.File.Exists(file)
        ? System.IO.File.OpenRead(file)
        : throw new FaultException(new Fault("file.not-found", $"there is no file '{file}'.", "file", "Check the path."));

    private static AllowedRows ParseAllow(string text) => AllowedRowsText.TryParse(text, out AllowedRows allowed, out string? unknown)
        ? allowed
        : throw new FaultException(new Fault("cli.bad-allow", $"'{unknown}' is no kind of row.", "--allow", "Kinds: zero-address, zero-amount, duplicates.") { Kind = FaultKind.Usage });
}
