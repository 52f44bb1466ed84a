using System.CommandLine;
using System.Text.Json.Nodes;
using Bursar.Cli.Output;
using Bursar.Core.Faults;
using Bursar.Core.Lists;
using Bursar.Evm.Primitives;
using Spectre.Console;

namespace Bursar.Cli.Commands;

/// <summary><c>list diff</c>.</summary>
internal static class ListDiffCommand
{
    private const int MostLimit = 10_000_000;

    public static Command Create(CommandFactory factory)
    {
        var files = new ListFiles("--format");
        files.File.Description = "The list that was agreed on";
        var second = new Argument<string>("other") { Description = "The list to compare with it; in any format and unit" };
        var secondUnit = new Option<string?>("--unit-b") { Description = "Unit of the other list, when it has another one", HelpName = "base|decimals" };
        var secondFormat = new Option<string?>("--list-format-b", "--format-b") { Description = "Format of the other list (default: told by its content)", HelpName = "format" };
        var limit = new Option<int>("--limit") { Description = "Most differences that are shown; all are counted", DefaultValueFactory = _ => 100, HelpName = "rows" };
        return ExamplesHelp.With(
            factory.Create("diff", "Name the rows in which two lists differ; exit code 4 when there are any", (context, cancellation) =>
            {
                int keep = context.Get(limit) is >= 0 and <= MostLimit and var rows ? rows
                    : throw new FaultException(new Fault("cli.bad-limit", $"{context.Get(limit)} is no number of rows.", "--limit", $"Write a number up to {MostLimit}.") { Kind = FaultKind.Usage });
                ListReadOptions options = files.Options(context, context.Get(files.File));
                ListReadOptions other = Second(context, options, context.Get(second), context.Get(secondUnit), context.Get(secondFormat));
                (RecipientList before, RecipientList after) = ReadBoth(context, options, other, cancellation);
                ListDiff diff = ListDiff.Between(before, after, keep);
                return Task.FromResult(new Outcome(ToJson(before, after, diff), t => Print(t, before, after, diff), diff.IsEmpty ? 0 : (int)FaultKind.Refused));
            }, [files.File, second, .. files.All.Skip(1), secondUnit, secondFormat, limit]),
            "bursar list diff agreed.csv published.csv --unit 18",
            "bursar list diff recipients.csv claims.json --unit 18 --unit-b base --json",
            "bursar list diff week-1.json week-2.json --limit 1000");
    }

    private static ListReadOptions Second(CommandContext context, ListReadOptions first, string file, string? unit, string? format)
    {
        ListReadOptions options = first with { FileName = file, Format = format is null ? null : ListFiles.ParseFormat(format, "--list-format-b") };
        return unit is null ? options : options with { Decimals = ListFiles.ParseUnit(unit, "--unit-b"), UnitIsDefault = false };
    }

    // Faults of both lists come together.
    private static (RecipientList Before, RecipientList After) ReadBoth(CommandContext context, ListReadOptions first, ListReadOptions second, CancellationToken cancellationToken)
    {
        var faults = new List<Fault>();
        RecipientList? Read(ListReadOptions options)
        {
            using FileStream stream = ListFiles.Open(options.FileName);
            context.Terminal.Note($"[grey]reading {options.FileName}[/]");
            Result<RecipientList> read = RecipientListReader.Read(stream, options, cancellationToken);
            faults.AddRange(read.Faults);
            return read.TryGet(out RecipientList? list) ? list : null;
        }

        RecipientList? before = Read(first);
        RecipientList? after = Read(second);
        return before is not null && after is not null ? (before, after) : throw new FaultException(faults);
    }

    private static JsonObject ToJson(RecipientList before, RecipientList after, ListDiff diff) => new()
    {
        ["ok"] = diff.IsEmpty,
        ["before"] = new JsonObject { ["file"] = before.FileName, ["rows"] = before.Count, ["total"] = before.Total.ToString(), ["hash"] = before.Hash.ToString() },
        ["after"] = new JsonObject { ["file"] = after.FileName, ["rows"] = after.Count, ["total"] = after.Total.ToString(), ["hash"] = after.Hash.ToString() },
        ["added"] = new JsonObject { ["rows"] = diff.Added, ["total"] = diff.AddedTotal.ToString() },
        ["removed"] = new JsonObject { ["rows"] = diff.Removed, ["total"] = diff.RemovedTotal.ToString() },
        ["changed"] = new JsonObject { ["rows"] = diff.Changed, ["before"] = diff.ChangedBefore.ToString(), ["after"] = diff.ChangedAfter.ToString() },
        ["differences"] = new JsonArray([.. diff.Changes.Select(c => (JsonNode)new JsonObject
        {
            ["kind"] = c.Kind.ToString().ToLowerInvariant(), ["address"] = c.Account.ToString(), ["before"] = c.Before?.ToString(), ["after"] = c.After?.ToString(),
            ["beforeRow"] = c.BeforeLine == 0 ? null : c.BeforeLine, ["afterRow"] = c.AfterLine == 0 ? null : c.AfterLine,
        })]),
    };

    private static void Print(Terminal terminal, RecipientList before, RecipientList after, ListDiff diff)
    {
        byte? decimals = before.Decimals ?? after.Decimals;
        string Text(UInt256 units) => decimals is { } known ? new Amount(units, known).ToString() : $"{units}";
        foreach (ListChange change in diff.Changes)
        {
            string line = change.Kind switch
            {
                ListChangeKind.Added => $"+ {change.Account} {Text(change.After!.Value)}",
                ListChangeKind.Removed => $"- {change.Account} {Text(change.Before!.Value)}",
                _ => $"~ {change.Account} {Text(change.Before!.Value)} → {Text(change.After!.Value)}",
            };
            string rows = string.Join(" → ", new[] { change.BeforeLine, change.AfterLine }.Where(l => l > 0).Select(l => $"row {l}"));
            terminal.Results.WriteLine(rows.Length == 0 ? line : $"{line} ({rows})");
        }

        if (diff.Count > diff.Changes.Count)
            terminal.Results.WriteLine($"… and {diff.Count - diff.Changes.Count:N0} more (--limit)");
        string unit = decimals is null ? " base units" : "";
        SentView.Line(terminal, "added", $"{diff.Added:N0} rows, {Text(diff.AddedTotal)}{unit}");
        SentView.Line(terminal, "removed", $"{diff.Removed:N0} rows, {Text(diff.RemovedTotal)}{unit}");
        SentView.Line(terminal, "changed", $"{diff.Changed:N0} rows, {Text(diff.ChangedBefore)} → {Text(diff.ChangedAfter)}{unit}");
        SentView.Line(terminal, "total", $"{Text(before.Total)} → {Text(after.Total)}{unit}");
        SentView.Line(terminal, "lists", diff.IsEmpty ? "the same" : "different");
    }
}
