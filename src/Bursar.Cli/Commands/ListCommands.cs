using System.CommandLine;
using System.Text.Json.Nodes;
using Bursar.Cli.Output;
using Bursar.Core.Fairness;
using Bursar.Core.Lists;
using Bursar.Core.Lists.Formats;
using Bursar.Evm.Primitives;

namespace Bursar.Cli.Commands;

/// <summary><c>list check</c>; the other commands of the group have files of their own.</summary>
internal static class ListCommands
{
    public static Command Create(CommandFactory factory) => CommandFactory.Group(
        "list", "Check lists of recipients, write them in the formats of other tools, and compare them", CreateCheck(factory), ListConvertCommand.Create(factory), ListDiffCommand.Create(factory));

    private static Command CreateCheck(CommandFactory factory)
    {
        var files = new ListFiles("--format");
        return ExamplesHelp.With(
            factory.Create("check", "Say everything that is wrong with a list, or its format, rows, total, hash and concentration", (context, cancellation) =>
            {
                ListReadOptions options = files.Options(context, context.Get(files.File));
                ListDocument document = files.ReadDocument(context, cancellation);
                ListFields beyond = document.Fields;
                // What stands in the way of accounts and amounts is no fault here: the list may be meant for more than that.
                document.ToRecipientList(options with { Lose = beyond }).TryGet(out RecipientList? list);
                return Task.FromResult(new Outcome(ToJson(document, list, context.Get(files.File)), t => Print(t, document, list, options.Format is null)));
            }, files.All),
            "bursar list check recipients.csv --unit 18",
            "bursar list check examples/ens-2021/recipients.csv.gz --json",
            "bursar list check airdrop-from-safe.csv --unit 6 --network base");
    }

    private static JsonObject ToJson(ListDocument document, RecipientList? list, string file)
    {
        var json = new JsonObject { ["ok"] = true, ["file"] = file, ["format"] = document.Format.Name(), ["rows"] = document.Count };
        if (document.LeftOut > 0)
            json["leftOut"] = document.LeftOut;
        if (document.Fields != ListFields.None)
            json["says"] = new JsonArray([.. ListFieldsText.Names.Where((_, i) => ((int)document.Fields & (1 << i)) != 0).Select(n => (JsonNode)n)]);
        if (document.Fields.HasFlag(ListFields.Token))
        {
            json["assets"] = new JsonArray([.. Sums(document).Select(s => (JsonNode)new JsonObject
            {
                ["asset"] = s.Asset.ToString(), ["rows"] = s.Rows, ["total"] = s.Total.ToString(),
            })]);
        }

        if (list is null)
            return json;
        Concentration concentration = Concentration.Of(list.Rows);
        json["total"] = list.Total.ToString();
        json["hash"] = list.Hash.ToString();
        json["concentration"] = PlanView.ToJson(concentration);
        json["smallest"] = concentration.Smallest.ToString();
        json["median"] = concentration.Median.ToString();
        json["largest"] = concentration.Largest.ToString();
        return json;
    }

    private static void Print(Terminal terminal, ListDocument document, RecipientList? list, bool isRecognized)
    {
        SentView.Line(terminal, "format", $"{document.Format.Name()} ({(isRecognized ? "by its content" : "as chosen")})");
        if (document.LeftOut > 0)
            SentView.Line(terminal, "left out", $"{document.LeftOut:N0} rows");
        if (document.Fields.HasFlag(ListFields.Token))
        {
            foreach ((Asset asset, int rows, UInt256 total) in Sums(document).Take(20))
                SentView.Line(terminal, "asset", $"{asset}: {rows:N0} rows, {total} {(asset.IsFungible ? "base units" : "pieces")}");
            if (document.Assets.Count > 20)
                SentView.Line(terminal, "asset", $"and {document.Assets.Count - 20:N0} more; --json shows all");
        }

        if (document.Fields != ListFields.None)
            SentView.Line(terminal, "says", ListFieldsText.Format(document.Fields));
        if (list is null)
        {
            SentView.Line(terminal, "rows", $"{document.Count:N0}");
            SentView.Line(terminal, "hash", "none: only accounts and amounts of one token have one (--token)");
            return;
        }

        Concentration concentration = Concentration.Of(list.Rows);
        string Text(UInt256 units) => list.Decimals is { } decimals ? new Amount(units, decimals).ToString() : $"{units} base units";
        SentView.Line(terminal, "rows", $"{document.Count:N0} ({concentration.Recipients:N0} accounts)");
        SentView.Line(terminal, "total", Text(list.Total));
        SentView.Line(terminal, "hash", list.Hash.ToString());
        SentView.Line(terminal, "amounts", $"from {Text(concentration.Smallest)} to {Text(concentration.Largest)}, median {Text(concentration.Median)}");
        SentView.Line(terminal, "spread", $"Gini {concentration.Gini:0.000}, largest {concentration.Top1}, ten largest {concentration.Top10}, Nakamoto {concentration.Nakamoto:N0}");
    }

    private static List<(Asset Asset, int Rows, UInt256 Total)> Sums(ListDocument document)
    {
        var sums = new SortedDictionary<Asset, (int Rows, UInt256 Total)>();
        foreach (ListEntry entry in document.Entries)
        {
            (int rows, UInt256 total) = sums.GetValueOrDefault(entry.Asset);
            sums[entry.Asset] = (rows + 1, total + entry.Amount); // the sum of each asset was checked while reading
        }

        return [.. sums.Select(s => (s.Key, s.Value.Rows, s.Value.Total))];
    }
}
