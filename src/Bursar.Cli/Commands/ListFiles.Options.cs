using System.CommandLine;
using Bursar.Core.Faults;
using Bursar.Core.Lists;
using Bursar.Core.Lists.Formats;
using Bursar.Evm.Primitives;

namespace Bursar.Cli.Commands;

/// <summary>The options that say how a list is read.</summary>
internal sealed partial class ListFiles
{
    private const int BytesOfRow = 384; // of a row, its leaf and its nodes, with room to work
    private const int TextOfRow = 256;

    public Option<string?> ListFormat { get; } = new("--list-format", formatAliases)
    {
        Description = $"Format of the list (default: told by its content): {string.Join(", ", ListFormatText.Names)}",
        HelpName = "format",
    };

    public Option<string?> Token { get; } = new("--token") { Description = "Which rows to take from a list of several tokens: 'native', or the token's address", HelpName = "token" };

    public Option<string[]> TokenDecimals { get; } = new("--token-decimals")
    {
        Description = "Decimals of a token, for lists of several in whole tokens, as in 0xA0b8…=6; may be given several times",
        DefaultValueFactory = _ => [],
        HelpName = "token=decimals",
    };

    public Option<string> LeaveOut { get; } = new("--leave-out")
    {
        Description = "Rows that are left out instead of refused: zero-amount",
        DefaultValueFactory = _ => "",
        HelpName = "kinds",
    };

    public Option<string> Lose { get; } = new("--drop")
    {
        Description = $"What the list says and the result need not: {string.Join(", ", ListFieldsText.Names)} (with commas between)",
        DefaultValueFactory = _ => "",
        HelpName = "columns",
    };

    public Option<string?> Digits { get; } = new("--digits") { Description = "How digits in JSON texts are read where tools disagree: decimal or hex", HelpName = "decimal|hex" };

    public Option<string?> Zone { get; } = new("--zone") { Description = "Zone of times that name none: UTC, or an offset such as +02:00", HelpName = "zone" };

    /// <summary>All of them, for a command that reads a list.</summary>
    public Symbol[] All => [File, Unit, Allow, ListFormat, Token, TokenDecimals, LeaveOut, Lose, Digits, Zone];

    /// <summary>As many rows as a list and its tree can have in the memory that there is: the user named the file.</summary>
    private static int MostRows => (int)Math.Clamp(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / BytesOfRow, 1_000_000, 100_000_000);

    /// <summary>How the command wants lists to be read.</summary>
    public ListReadOptions Options(CommandContext context, string file) => new()
    {
        FileName = file,
        MaxRows = MostRows,
        MaxBytes = MostRows * (long)TextOfRow,
        Decimals = ParseUnit(context.Get(Unit)!, "--unit"),
        UnitIsDefault = IsDefault(context, Unit),
        Allow = ParseAllow(context.Get(Allow)!),
        Format = context.Get(ListFormat) is { } format ? ParseFormat(format, "--list-format") : null,
        Token = context.Get(Token) is { } token ? ParseToken(token, "--token") : null,
        TokenDecimals = ParseDecimals(context.Get(TokenDecimals)!),
        LeaveOutZero = ParseLeaveOut(context.Get(LeaveOut)!),
        Lose = ParseLose(context.Get(Lose)!),
        Digits = context.Get(Digits) switch
        {
            null => null,
            "decimal" => DigitReading.Decimal,
            "hex" => DigitReading.Hex,
            _ => throw Usage(new Fault("cli.bad-digits", $"'{context.Get(Digits)}' is no way of reading digits.", "--digits", "Write decimal or hex.")),
        },
        Zone = context.Get(Zone) is { } zone ? ParseZone(zone) : null,
        // Only a network that was named: without one, a list may be for any chain.
        Chain = context.NetworkName is null ? null : Session.Network(context).ChainId,
    };

    /// <summary>True when the command line does not have the option.</summary>
    public static bool IsDefault<T>(CommandContext context, Option<T> option) => context.Parsed.GetResult(option) is null or { Implicit: true };

    /// <summary>Reads a unit: <c>base</c>, or decimals.</summary>
    public static byte? ParseUnit(string text, string option)
    {
        if (text == "base")
            return null;
        return byte.TryParse(text, out byte decimals) && decimals <= Amount.MaxDecimals
            ? decimals
            : throw Usage(new Fault("cli.bad-unit", $"'{text}' is no unit.", option, "Write base for base units, or the token's decimals, such as 18."));
    }

    /// <summary>Reads the name of a format.</summary>
    public static ListFormat ParseFormat(string text, string option) => ListFormatText.TryParse(text, out ListFormat format)
        ? format
        : throw Usage(new Fault("list.unknown-format", $"'{text}' is no format of lists.", option, Suggestion.Hint(text, [.. ListFormatText.Names])));

    /// <summary>Reads what rows give: <c>native</c>, or the address of a token.</summary>
    public static Asset ParseToken(string text, string option) => Asset.TryParse(text, out Asset asset)
        ? asset
        : throw Usage(new Fault("cli.bad-token", $"'{text}' is no token.", option, "Write native, or the token's address."));

    private static Dictionary<Address, byte> ParseDecimals(string[] texts)
    {
        var decimals = new Dictionary<Address, byte>();
        foreach (string text in texts)
        {
            int at = text.IndexOf('=', StringComparison.Ordinal);
            if (at < 0 || !Address.TryParse(text.AsSpan(0, at), out Address token) || !byte.TryParse(text.AsSpan(at + 1), out byte number) || number > Amount.MaxDecimals || !decimals.TryAdd(token, number))
                throw Usage(new Fault("cli.bad-token-decimals", $"'{text}' does not say the decimals of a token, or says them again.", "--token-decimals", "Write the token's address, = and its decimals, each token once."));
        }

        return decimals;
    }

    private static bool ParseLeaveOut(string text) => text is "zero-amount" || (text.Length == 0
        ? false
        : throw Usage(new Fault("cli.bad-leave-out", $"'{text}' is no kind of row that can be left out.", "--leave-out", "Write zero-amount.")));

    private static ListFields ParseLose(string text) => ListFieldsText.TryParse(text, out ListFields fields, out string? unknown)
        ? fields
        : throw Usage(new Fault("cli.bad-drop", $"'{unknown}' is nothing that a list says.", "--drop", Suggestion.Hint(unknown, [.. ListFieldsText.Names])));

    private static TimeSpan ParseZone(string text) => StreamTerms.TryParseZone(text, out TimeSpan zone)
        ? zone
        : throw Usage(new Fault("cli.bad-zone", $"'{text}' is no time zone.", "--zone", "Write UTC, or an offset such as +02:00: names of places would change with the season."));

    private static FaultException Usage(Fault fault) => new(fault with { Kind = FaultKind.Usage });
}
