using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bursar.Cli.Output;
using Bursar.Core.Fairness;
using Bursar.Core.Faults;
using Bursar.Core.Lists;
using Bursar.Evm.Primitives;

namespace Bursar.Cli.Commands;

/// <summary><c>list check</c> and <c>list convert</c>.</summary>
internal static class ListCommands
{
    private static readonly string[] Formats = ["canonical", "plain", "json"];

    public static Command Create(CommandFactory factory) =>
        CommandFactory.Group("list", "Check lists of recipients and write them in another form", CreateCheck(factory), CreateConvert(factory));

    private static Command CreateCheck(CommandFactory factory)
    {
        var files = new ListFiles();
        return ExamplesHelp.With(
            factory.Create("check", "Say everything that is wrong with a list, or its rows, total, hash and concentration", (context, cancellation) =>
            {
                RecipientList list = files.Read(context, cancellation);
                Concentration concentration = Concentration.Of(list.Rows);
                return Task.FromResult(new Outcome(ToJson(list, context.Get(files.File), concentration), t => Print(t, list, concentration)));
            }, files.File, files.Unit, files.Allow),
            "bursar list check recipients.csv --unit 18",
            "bursar list check examples/ens-2021/recipients.csv.gz --json");
    }

    private static Command CreateConvert(CommandFactory factory)
    {
        var files = new ListFiles();
        var to = new Option<string>("--to") { Description = "canonical (the form whose hash names the list), plain (checksummed addresses, amounts in the given unit) or json", Required = true, HelpName = "format" };
        var output = new Option<string?>("--out", "-o") { Description = "File to write (default: standard output)", HelpName = "file" };
        return ExamplesHelp.With(
            factory.Create("convert", "Write a list in another form", (context, cancellation) => Task.FromResult(Convert(context, files, context.Get(to)!, context.Get(output), cancellation)),
                files.File, files.Unit, files.Allow, to, output),
            "bursar list convert recipients.csv --unit 18 --to canonical --out recipients.canonical.csv",
            "bursar list convert list.csv.gz --to json > list.json");
    }

    private static Outcome Convert(CommandContext context, ListFiles files, string format, string? output, CancellationToken cancellationToken)
    {
        if (!Formats.Contains(format, StringComparer.Ordinal))
            throw new FaultException(new Fault("list.unknown-format", $"'{format}' is no form that lists can be written in.", "--to", Suggestion.Hint(format, Formats)) { Kind = FaultKind.Usage });
        if (context.Terminal.Json && output is null)
            throw new FaultException(new Fault("cli.out-needed", "with --json the list itself cannot go to standard output.", "--out", "Name a file with --out.") { Kind = FaultKind.Usage });
        RecipientList list = files.Read(context, cancellationToken);
        if (output is null)
        {
            using Stream standard = Console.OpenStandardOutput();
            Write(list, format, standard);
            return new Outcome(new JsonObject(), _ => { });
        }

        NewFile.Write(output, stream => Write(list, format, stream));
        var json = new JsonObject { ["ok"] = true, ["file"] = output, ["format"] = format, ["rows"] = list.Count, ["total"] = list.Total.ToString(), ["hash"] = list.Hash.ToString() };
        return new Outcome(json, t => SentView.Line(t, "file", $"{output} ({list.Count:N0} rows, hash {list.Hash})"));
    }

    private static void Write(RecipientList list, string format, Stream stream)
    {
        if (format == "canonical")
        {
            list.WriteCanonical(stream);
            return;
        }

        if (format == "json")
        {
            using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" });
            json.WriteStartArray();
            foreach (RecipientRow row in list.Rows)
            {
                json.WriteStartObject();
                json.WriteString("address", row.Account.ToString());
                json.WriteString("amount", row.Amount.ToString());
                json.WriteEndObject();
            }

            json.WriteEndArray();
            return;
        }

        using var text = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" };
        text.WriteLine("address,amount");
        foreach (RecipientRow row in list.Rows)
            text.WriteLine($"{row.Account},{new Amount(row.Amount, list.Decimals ?? 0)}");
    }

    private static JsonObject ToJson(RecipientList list, string file, Concentration concentration) => new()
    {
        ["ok"] = true,
        ["file"] = file,
        ["rows"] = list.Count,
        ["total"] = list.Total.ToString(),
        ["hash"] = list.Hash.ToString(),
        ["concentration"] = PlanView.ToJson(concentration),
        ["smallest"] = concentration.Smallest.ToString(),
        ["median"] = concentration.Median.ToString(),
        ["largest"] = concentration.Largest.ToString(),
    };

    private static void Print(Terminal terminal, RecipientList list, Concentration concentration)
    {
        string Text(UInt256 units) => list.Decimals is { } decimals ? new Amount(units, decimals).ToString() : $"{units} base units";
        SentView.Line(terminal, "rows", $"{list.Count:N0} ({concentration.Recipients:N0} accounts)");
        SentView.Line(terminal, "total", Text(list.Total));
        SentView.Line(terminal, "hash", list.Hash.ToString());
        SentView.Line(terminal, "amounts", $"from {Text(concentration.Smallest)} to {Text(concentration.Largest)}, median {Text(concentration.Median)}");
        SentView.Line(terminal, "spread", $"Gini {concentration.Gini:0.000}, largest {concentration.Top1}, ten largest {concentration.Top10}, Nakamoto {concentration.Nakamoto:N0}");
    }
}
