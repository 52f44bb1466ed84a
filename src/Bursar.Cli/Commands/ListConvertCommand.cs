using System.CommandLine;
using System.Text.Json.Nodes;
using Bursar.Cli.Output;
using Bursar.Core.Faults;
using Bursar.Core.Lists;
using Bursar.Core.Lists.Formats;

namespace Bursar.Cli.Commands;

/// <summary><c>list convert</c>.</summary>
internal static class ListConvertCommand
{
    private const string Canonical = "canonical";

    public static Command Create(CommandFactory factory)
    {
        var files = new ListFiles("--format");
        var target = new Target();
        return ExamplesHelp.With(
            factory.Create("convert", "Write a list in another format; what the format cannot say is refused by name", (context, cancellation) => Task.FromResult(Run(context, files, target, cancellation)),
                [.. files.All, target.To, target.Out, target.Unit, target.Token, target.Reason]),
            "bursar list convert recipients.csv --unit 18 --to canonical --out recipients.canonical.csv",
            "bursar list convert safe.csv --token native --to plain --to-unit 18 --drop token",
            "bursar list convert recipients.csv --unit 6 --to safe --as-token 0x…",
            "bursar list convert rewards.json --to plain --drop token,reason",
            "bursar list convert list.csv.gz --to json > list.json");
    }

    private static Outcome Run(CommandContext context, ListFiles files, Target target, CancellationToken cancellationToken)
    {
        string to = context.Get(target.To)!;
        string? output = context.Get(target.Out);
        if (to != Canonical && !ListFormatText.TryParse(to, out _))
            throw new FaultException(new Fault("list.unknown-format", $"'{to}' is no form that lists can be written in.", "--to", Suggestion.Hint(to, [Canonical, .. ListFormatText.Names])) { Kind = FaultKind.Usage });
        if (context.Terminal.Json && output is null)
            throw new FaultException(new Fault("cli.out-needed", "with --json the list itself cannot go to standard output.", "--out", "Name a file with --out.") { Kind = FaultKind.Usage });
        ListReadOptions options = files.Options(context, context.Get(files.File));
        if (output is not null)
            NewFile.Refuse(output);
        ListDocument document = files.ReadDocument(context, cancellationToken);
        ListWriteOptions write = target.Options(context, to, options, document);
        if (ListDocumentWriter.Check(document, write) is { Count: > 0 } faults)
            throw new FaultException(faults);
        RecipientList? canonical = to == Canonical ? document.ToRecipientList(options).Value : null;
        void Write(Stream stream)
        {
            if (canonical is not null)
                canonical.WriteCanonical(stream);
            else
                ListDocumentWriter.Write(document, write, stream, cancellationToken).TryGet(out _);
        }

        if (output is null)
        {
            using Stream standard = Console.OpenStandardOutput();
            Write(standard);
            return new Outcome(new JsonObject(), _ => { });
        }

        NewFile.Write(output, Write);
        var json = new JsonObject { ["ok"] = true, ["file"] = output, ["from"] = document.Format.Name(), ["format"] = to, ["rows"] = document.Count };
        if (document.ToRecipientList(options with { Lose = document.Fields }).TryGet(out RecipientList? list))
        {
            json["total"] = list.Total.ToString();
            json["hash"] = list.Hash.ToString();
        }

        return new Outcome(json, t => SentView.Line(t, "file", $"{output} ({document.Count:N0} rows{(list is null ? "" : $", hash {list.Hash}")})"));
    }

    /// <summary>The options that say how the list is written.</summary>
    private sealed class Target
    {
        public Option<string> To { get; } = new("--to")
        {
            Description = $"canonical (the form whose hash names the list), or a format: {string.Join(", ", ListFormatText.Names.Where(n => n != ListFormat.UniswapClaims.Name()))}",
            Required = true,
            HelpName = "format",
        };

        public Option<string?> Out { get; } = new("--out", "-o") { Description = "File to write (default: standard output)", HelpName = "file" };

        public Option<string?> Unit { get; } = new("--to-unit") { Description = "Unit of the amounts that are written: base, or decimals (default: that of the list)", HelpName = "base|decimals" };

        public Option<string?> Token { get; } = new("--as-token") { Description = "What the rows give, for formats that say it and lists that do not: 'native', or the token's address", HelpName = "token" };

        public Option<string?> Reason { get; } = new("--reason") { Description = "What the amounts are for, for formats that say it and lists that do not", HelpName = "text" };

        public ListWriteOptions Options(CommandContext context, string to, ListReadOptions read, ListDocument document)
        {
            ListFormat format = ListFormatText.TryParse(to, out ListFormat named) ? named : ListFormat.Plain;
            bool open = to != Canonical && format is ListFormat.Plain or ListFormat.Indexed;
            return new ListWriteOptions
            {
                Format = format,
                Decimals = context.Get(Unit) is { } unit ? ListFiles.ParseUnit(unit, "--to-unit") : open ? document.Decimals : null,
                TokenDecimals = read.TokenDecimals,
                Token = context.Get(Token) is { } token ? ListFiles.ParseToken(token, "--as-token") : null,
                Reason = context.Get(Reason),
                Zone = read.Zone,
                Lose = read.Lose,
            };
        }
    }
}
