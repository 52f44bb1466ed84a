using System.CommandLine;
using System.Text.Json.Nodes;
using Bursar.App.Outbox;
using Bursar.Cli.Output;
using Bursar.Core.Faults;
using Bursar.Storage;
using Spectre.Console;

namespace Bursar.Cli.Commands;

/// <summary><c>journal backup</c>, <c>journal restore</c> and <c>journal check</c>.</summary>
internal static class JournalCommands
{
    public static Command Create(CommandFactory factory) => CommandFactory.Group(
        "journal", "Back up, put back and check the outbox's journal", CreateBackup(factory), CreateRestore(factory), CreateCheck(factory));

    private static Command CreateBackup(CommandFactory factory)
    {
        var file = new Argument<string>("file") { Description = "A file that does not exist yet, or a folder, where the file is named by the time" };
        return ExamplesHelp.With(
            factory.Create("backup", "Copy the journal into a file while runs go on", async (context, cancellation) =>
            {
                await using SqlJournal journal = await Session.OpenJournalAsync(context, cancellation);
                string path = Directory.Exists(context.Get(file)) ? Path.Combine(context.Get(file), $"journal-{DateTimeOffset.UtcNow:yyyyMMdd-HHmmss}.db") : context.Get(file);
                DateTimeOffset at = (await journal.BackUpAsync(path, cancellation)).Value;
                return new Outcome(
                    new JsonObject { ["ok"] = true, ["journal"] = journal.Place, ["backup"] = path, ["at"] = at.ToString("O") },
                    t => t.Results.WriteLine($"backup  {path}, of {at:u}"));
            }, file),
            "bursar journal backup /backup/bursar/",
            "bursar journal backup today.db --journal postgres://payroll@db.example/bursar");
    }

    private static Command CreateRestore(CommandFactory factory)
    {
        var file = new Argument<string>("file") { Description = "A file that 'bursar journal backup' wrote" };
        return ExamplesHelp.With(
            factory.Create("restore", "Put the journal back to what a backup holds; what it held is kept beside it", async (context, cancellation) =>
            {
                await using SqlJournal journal = await Session.OpenJournalAsync(context, cancellation);
                RestoredJournal restored = (await journal.RestoreAsync(context.Get(file), TimeProvider.System, cancellation)).Value;
                return new Outcome(
                    new JsonObject { ["ok"] = true, ["journal"] = journal.Place, ["backupAt"] = restored.BackupAt.ToString("O"), ["kept"] = restored.Kept },
                    t =>
                    {
                        t.Results.WriteLine($"journal  {journal.Place} is what it was at {restored.BackupAt:u}");
                        if (restored.Kept is { } kept)
                            t.Results.WriteLine($"kept     {kept}");
                        t.Results.WriteLine("next     apply again what was under way: what the chain has is found there, and nothing is sent twice");
                    });
            }, file),
            "bursar journal restore /backup/bursar/journal-20261121-030000.db");
    }

    private static Command CreateCheck(CommandFactory factory)
    {
        var file = new Argument<string?>("file") { Description = "A backup; without it the journal itself", Arity = ArgumentArity.ZeroOrOne };
        return ExamplesHelp.With(
            factory.Create("check", "Say what the journal holds and whether it is whole", async (context, cancellation) =>
            {
                string? backup = context.Parsed.GetValue(file);
                if (backup is not null && !File.Exists(backup))
                    throw new FaultException(new Fault("journal.no-backup", $"there is no file '{SafeText.Printable(backup)}'.", "file", "Name a file that 'bursar journal backup' wrote.") { Kind = FaultKind.Usage });
                await using SqlJournal journal = backup is null
                    ? await Session.OpenJournalAsync(context, cancellation)
                    : (await JournalStore.OpenAsync(backup, TimeProvider.System, cancellation)).Value;
                JournalSummary summary = await journal.CheckAsync(cancellation);
                return summary.Problems.Count == 0
                    ? new Outcome(Json(summary), t => Print(t, summary))
                    : throw new FaultException([.. summary.Problems.Select(p =>
                        new Fault("journal.damaged", SafeText.Printable(p), "--journal", "Keep the file as it is, and put back the last good backup with 'bursar journal restore'.") { Kind = FaultKind.Refused })]);
            }, file),
            "bursar journal check",
            "bursar journal check /backup/bursar/journal-20261121-030000.db");
    }

    private static JsonObject Json(JournalSummary summary) => new()
    {
        ["ok"] = true,
        ["journal"] = summary.Place,
        ["schema"] = summary.Schema,
        ["runs"] = new JsonArray([.. summary.Runs.Select(r => (JsonNode)new JsonObject
        {
            ["plan"] = r.Run.PlanHash.ToString(), ["chain"] = r.Run.Chain.ToString(), ["operator"] = r.Run.Operator.ToString(), ["begun"] = r.Run.CreatedAt.ToString("O"), ["steps"] = States(r.Steps),
        })]),
        ["transactions"] = States(summary.Transactions),
        ["events"] = summary.Events,
        ["lastEvent"] = summary.LastEvent?.ToString("O"),
        ["restored"] = new JsonArray([.. summary.Restores.Select(r => (JsonNode)new JsonObject { ["at"] = r.At.ToString("O"), ["backupAt"] = r.BackupAt.ToString("O"), ["note"] = r.Note })]),
    };

    private static JsonObject States(IReadOnlyDictionary<OutboxState, int> counts) =>
        new(counts.Select(c => KeyValuePair.Create(Name(c.Key), (JsonNode?)JsonValue.Create(c.Value))));

    private static string Name(OutboxState state) => state.ToString().ToLowerInvariant();

    private static string Words(IReadOnlyDictionary<OutboxState, int> counts) => string.Join(", ", counts.Select(c => $"{c.Value} {Name(c.Key)}"));

    private static void Print(Terminal terminal, JournalSummary summary)
    {
        terminal.Results.WriteLine($"journal       {summary.Place}: whole, schema {summary.Schema}");
        foreach (JournalRunSummary run in summary.Runs)
            terminal.Results.WriteLine($"run           {run.Run.CreatedAt:u}  plan {run.Run.PlanHash.ToString()[..12]}…  chain {run.Run.Chain}  {run.Run.Operator}  {Words(run.Steps)}");
        terminal.Results.WriteLine($"transactions  {(summary.Transactions.Count == 0 ? "none" : Words(summary.Transactions))}");
        terminal.Results.WriteLine($"events        {summary.Events}{(summary.LastEvent is { } last ? $", the last at {last:u}" : "")}");
        foreach (JournalRestoreMark mark in summary.Restores)
            terminal.Results.WriteLine($"put back      {mark.At:u} to {mark.BackupAt:u} ({SafeText.Printable(mark.Note)})");
    }
}
