using System.CommandLine;
using Bursar.Core.Faults;
using Bursar.Core.Lists;
using Bursar.Evm.Primitives;

namespace Bursar.Cli.Commands;

/// <summary>Reads lists as commands name them: a file, the unit of its amounts, and rows that are allowed by name.</summary>
internal sealed class ListFiles
{
    public Argument<string> File { get; } = new("file") { Description = "The list: CSV with an address and an amount in each row, plain or gzip" };

    public Option<string> Unit { get; } = new("--unit", "-u")
    {
        Description = "What the amounts count: 'base' for base units, or the decimals of the token for amounts in tokens, such as 18",
        DefaultValueFactory = _ => "base",
        HelpName = "base|decimals",
    };

    public Option<string> Allow { get; } = new("--allow")
    {
        Description = "Rows that are otherwise refused: zero-address, zero-amount, duplicates (with commas between)",
        DefaultValueFactory = _ => "",
        HelpName = "kinds",
    };

    /// <summary>Reads the list that the command names.</summary>
    public RecipientList Read(CommandContext context, CancellationToken cancellationToken) => Read(context, context.Get(File), Options(context, context.Get(File)), cancellationToken);

    /// <summary>How the command wants lists to be read.</summary>
    public ListReadOptions Options(CommandContext context, string file) =>
        new() { FileName = file, Decimals = ParseUnit(context.Get(Unit)!), Allow = ParseAllow(context.Get(Allow)!) };

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

    private static byte? ParseUnit(string text)
    {
        if (text == "base")
            return null;
        return byte.TryParse(text, out byte decimals) && decimals <= Amount.MaxDecimals
            ? decimals
            : throw new FaultException(new Fault("cli.bad-unit", $"'{text}' is no unit.", "--unit", "Write base for base units, or the token's decimals, such as 18.") { Kind = FaultKind.Usage });
    }

    private static AllowedRows ParseAllow(string text) => AllowedRowsText.TryParse(text, out AllowedRows allowed, out string? unknown)
        ? allowed
        : throw new FaultException(new Fault("cli.bad-allow", $"'{unknown}' is no kind of row.", "--allow", "Kinds: zero-address, zero-amount, duplicates.") { Kind = FaultKind.Usage });
}
