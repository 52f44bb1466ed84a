using System.CommandLine;
using System.Text.Json.Nodes;
using Bursar.App.Planning;
using Bursar.App.Safes;
using Bursar.Cli.Output;
using Bursar.Core.Faults;
using Bursar.Core.Plans;
using Bursar.Core.Safes;
using Bursar.Evm.Primitives;
using Spectre.Console;

namespace Bursar.Cli.Commands;

/// <summary><c>safe export</c> and <c>safe import</c>: the batch files of Safe's own web application.</summary>
internal static class SafeBatchCommands
{
    private const int NativeDecimals = 18;

    public static Command Export(CommandFactory factory)
    {
        var plan = new Argument<string>("plan") { Description = "The plan file that 'bursar plan' wrote" };
        var output = new Option<string?>("--out", "-o") { Description = "Where to write it (default: beside the plan, as <name>.batch.json; several as <name>.batch-1.json and so on)", HelpName = "file" };
        return ExamplesHelp.With(
            factory.Create("export", "Write a plan as batch files for the transaction builder of Safe's web application, one for each transaction", (context, cancellation) =>
            {
                (Plan planned, LoadedLaunch loaded, string path) = ProposalFiles.OpenPlan(Session.Networks(context), context.Get(plan), cancellation).Value;
                if (planned.Steps.Count == 0)
                    throw new FaultException(new Fault("safe.nothing-to-do", "the plan has no step: everything is on the chain already.", "plan", "Run 'bursar verify' to see that it is.") { Kind = FaultKind.Refused });
                string file = Path.GetFullPath(context.Get(output) ?? ProposalFiles.BatchOf(path));
                IReadOnlyList<BatchFile> batches = ExportBatch.Of(planned, loaded.Launch, TimeProvider.System);
                string[] files = [.. batches.Select((_, i) => batches.Count == 1 ? file : Path.ChangeExtension(file, null) + $"-{i + 1}.json")];
                for (int i = 0; i < files.Length; i++)
                    File.WriteAllBytes(files[i], BatchFileCodec.Write(batches[i]));
                var json = new JsonObject { ["ok"] = true, ["safe"] = planned.Operator.ToString(), ["files"] = new JsonArray([.. files.Select(f => (JsonNode)f)]), ["transactions"] = planned.Steps.Count };
                return Task.FromResult(new Outcome(json, t =>
                {
                    foreach ((int i, string written) in files.Index())
                        SentView.Line(t, "file", $"{written}, {batches[i].Transactions.Count} transactions");
                }));
            }, plan, output),
            "bursar safe export launch.plan.json");
    }

    public static Command Import(CommandFactory factory)
    {
        var file = new Argument<string>("file") { Description = "A batch file of Safe's transaction builder" };
        return ExamplesHelp.With(
            factory.Create("import", "Show what a batch file of Safe's transaction builder does, and whether its checksum holds; nothing is sent", (context, _) =>
            {
                string path = context.Get(file);
                BatchFile batch = BatchFileCodec.Read(ProposalFiles.Bytes(path, BatchFileCodec.MaxBytes).Value, path).Value;
                if (batch.ChecksumHolds == false)
                {
                    throw new FaultException(new Fault("safe.batch-checksum", "the checksum of the batch file is not that of its content: it was changed after it was saved.", null, "Ask for the file again, and do not use this one.")
                    { File = path, Kind = FaultKind.Refused });
                }

                IReadOnlyList<DescribedCall> calls = [.. batch.Transactions.Select(DescribedCall.Of)];
                var json = new JsonObject
                {
                    ["ok"] = true,
                    ["chainId"] = batch.Chain.ToString(),
                    ["safe"] = batch.Safe?.ToString(),
                    ["name"] = batch.Name,
                    ["description"] = batch.Description,
                    ["checksum"] = batch.ChecksumHolds,
                    ["transactions"] = new JsonArray([.. calls.Select(c => (JsonNode)new JsonObject
                    {
                        ["to"] = c.To.ToString(), ["value"] = c.Value.ToString(), ["what"] = c.What, ["warning"] = c.Warning,
                    })]),
                };
                return Task.FromResult(new Outcome(json, t => Print(t, batch, calls)));
            }, file),
            "bursar safe import batch.json",
            "bursar safe import batch.json --json");
    }

    private static void Print(Terminal terminal, BatchFile batch, IReadOnlyList<DescribedCall> calls)
    {
        SentView.Line(terminal, "chain", batch.Chain.ToString());
        SentView.Line(terminal, "safe", batch.Safe?.ToString() ?? "the file does not say");
        SentView.Line(terminal, "name", batch.Name);
        if (batch.Description.Length > 0)
            SentView.Line(terminal, "description", batch.Description);
        SentView.Line(terminal, "checksum", batch.ChecksumHolds is null ? "none: nothing tells whether it was changed" : "right");
        foreach ((int i, DescribedCall call) in calls.Index())
        {
            SentView.Line(terminal, $"{i + 1}", $"to {call.To}{(call.Value.IsZero ? "" : $", with {new Amount(call.Value, NativeDecimals)} of the chain's coin")}");
            SentView.Line(terminal, "", call.What);
            if (call.Warning is { } warning)
                terminal.Results.MarkupLineInterpolated($"[red bold]ATTENTION[/] {SafeText.Printable(warning)}");
        }
    }
}
