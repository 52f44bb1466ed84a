using System.CommandLine;
using System.Text.Json.Nodes;
using Bursar.App.Approval;
using Bursar.App.Courier;
using Bursar.App.Networks;
using Bursar.App.Planning;
using Bursar.Cli.Output;
using Bursar.Core.Approval;
using Bursar.Core.Faults;
using Bursar.Core.Networks;
using Bursar.Core.Plans;
using Bursar.Evm.Primitives;
using Bursar.Storage;

namespace Bursar.Cli.Commands;

/// <summary><c>sign export</c> and <c>sign import</c>: the machine with network, before and after the one without.</summary>
internal static class CourierCommands
{
    private const int UsualOffers = 3;

    public static Command CreateExport(CommandFactory factory)
    {
        var plan = new Argument<string>("plan") { Description = "The plan file" };
        var offers = new Option<int>("--offers") { Description = "How many offers for gas are signed at once, each half as much again as the one before", DefaultValueFactory = _ => UsualOffers };
        var maxFee = new Option<string?>("--max-fee") { Description = "Most that is offered for a unit of gas, in wei", HelpName = "wei" };
        var approvals = new Option<string[]>("--approval") { Description = "A file with an approval; those beside the plan are found by themselves", HelpName = "file" };
        var output = new Option<string?>("--out", "-o") { Description = "Where to write the export (default: beside the plan)", HelpName = "file" };
        CourierOutput codes = new();
        return ExamplesHelp.With(
            factory.Create("export", "Fix nonces, gas and fees of a plan, and pack it for a machine without network", (context, cancellation) => ExportAsync(
                context, context.Get(plan), context.Get(offers), Fee(context.Get(maxFee)), context.Get(approvals) ?? [], context.Get(output), codes, cancellation),
                plan, offers, maxFee, approvals, output, codes.Qr, codes.Html),
            "bursar sign export launch.plan.json --rpc https://…",
            "bursar sign export launch.plan.json --html launch.html");
    }

    public static Command CreateImport(CommandFactory factory)
    {
        var file = new Argument<string?>("signed") { Description = "The file that 'bursar sign' wrote", DefaultValueFactory = _ => null };
        var chunks = new Option<string?>("--chunks") { Description = "Instead of the file: the texts of its QR codes, one a line, in any order", HelpName = "file" };
        var plan = new Option<string>("--plan") { Description = "The plan file", HelpName = "file", Required = true };
        var approvals = new Option<string[]>("--approval") { Description = "A file with an approval; those beside the plan are found by themselves", HelpName = "file" };
        return ExamplesHelp.With(
            factory.Create("import", "Take what was signed into the journal, when it is what was exported; 'bursar apply' sends it", (context, cancellation) =>
                ImportAsync(context, SignCommand.ReadInput(context.Get(file), context.Get(chunks)), context.Get(plan)!, context.Get(approvals) ?? [], cancellation), file, chunks, plan, approvals),
            "bursar sign import signed.json --plan launch.plan.json",
            "bursar sign import --chunks scanned.txt --plan launch.plan.json");
    }

    private static async Task<Outcome> ExportAsync(
        CommandContext context, string path, int offers, UInt256? cap, string[] named, string? output, CourierOutput codes, CancellationToken cancellationToken)
    {
        (Plan plan, LoadedLaunch loaded) = Read(context, path, cancellationToken);
        ApprovalPaper[] approvals = [.. ApprovalFile.Read(path, named).Value.Select(f => f.Paper).OfType<ApprovalPaper>()];
        await using ChainConnection chain = await Session.ConnectAsync(context, loaded.Network, cancellationToken);
        await using SqlJournal journal = await Session.OpenJournalAsync(context, cancellationToken);
        CourierExport export = (await new ExportPlan(chain.Client, journal, new PolicyPins(context.Home), new CourierFolder(context.Home), TimeProvider.System)
            .RunAsync(plan, loaded, approvals, offers, cap, cancellationToken)).Value;
        string file = output ?? loaded.Beside(".export.json");
        byte[] bytes = CourierCodec.Write(export);
        await File.WriteAllBytesAsync(file, bytes, cancellationToken);
        UInt256 maxFees = export.Steps.Aggregate(UInt256.Zero, (sum, s) => sum + (export.Fees[^1].MaxFee * s.Gas));
        var json = new JsonObject
        {
            ["ok"] = true,
            ["file"] = file,
            ["export"] = export.Hash.ToString(),
            ["plan"] = plan.Hash.ToString(),
            ["steps"] = export.Steps.Count,
            ["firstNonce"] = export.Steps[0].Nonce,
            ["maxFees"] = maxFees.ToString(),
        };
        return codes.With(context, new Outcome(json, t =>
        {
            CourierView.Print(t, export, plan, loaded.Network.NativeSymbol, maxFees);
            SentView.Line(t, "file", file);
            SentView.Line(t, "next", "on the machine without network: bursar sign FILE");
        }), bytes, $"export of {plan.Launch}");
    }

    private static async Task<Outcome> ImportAsync(CommandContext context, byte[] bytes, string path, string[] named, CancellationToken cancellationToken)
    {
        SignedCourier signed = CourierCodec.ReadSigned(bytes, "signed").Value;
        (Plan plan, LoadedLaunch loaded) = Read(context, path, cancellationToken);
        ApprovalPaper[] approvals = [.. ApprovalFile.Read(path, named).Value.Select(f => f.Paper).OfType<ApprovalPaper>()];
        await using ChainConnection chain = await Session.ConnectAsync(context, loaded.Network, cancellationToken);
        await using SqlJournal journal = await Session.OpenJournalAsync(context, cancellationToken);
        ImportedCourier imported = (await new ImportSigned(chain.Client, journal, new PolicyPins(context.Home), new CourierFolder(context.Home), TimeProvider.System)
            .RunAsync(signed, plan, loaded, approvals, cancellationToken)).Value;
        return new Outcome(new JsonObject { ["ok"] = true, ["steps"] = imported.Steps, ["offers"] = imported.Offers, ["plan"] = plan.Hash.ToString() }, t =>
        {
            SentView.Line(t, "taken over", $"{imported.Steps} steps, {imported.Offers} offers each");
            SentView.Line(t, "next", $"bursar apply {path}");
        });
    }

    private static (Plan Plan, LoadedLaunch Loaded) Read(CommandContext context, string path, CancellationToken cancellationToken)
    {
        Plan plan = ApplyCommand.ReadPlan(path);
        string launch = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, plan.LaunchFile);
        NetworkCatalog networks = Session.Networks(context);
        return (plan, new LaunchLoader(networks).Load(launch, plan.Network, cancellationToken).Value);
    }

    private static UInt256? Fee(string? text) => text is null ? null : UInt256.TryParseDecimal(text, out UInt256 fee)
        ? fee
        : throw new FaultException(new Fault("cli.bad-fee", $"'{text}' is no number of wei.", "--max-fee", "Write digits only, for example 30000000000 for 30 gwei.") { Kind = FaultKind.Usage });
}
