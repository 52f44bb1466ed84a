using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using Bursar.App.Approval;
using Bursar.App.Courier;
using Bursar.Cli.Output;
using Bursar.Core.Faults;
using Bursar.Core.Plans;
using Bursar.Evm.Primitives;
using Bursar.Evm.Signing;
using Spectre.Console;

namespace Bursar.Cli.Commands;

/// <summary><c>sign</c>: on a machine without network, recomputes an export, shows it and signs it. No node is asked anything.</summary>
internal static class SignCommand
{
    private const int MaxInput = 128 * 1024 * 1024;

    public static Command Create(CommandFactory factory)
    {
        var file = new Argument<string?>("export") { Description = "The file that 'bursar sign export' wrote", DefaultValueFactory = _ => null };
        var chunks = new Option<string?>("--chunks") { Description = "Instead of the file: the texts of its QR codes, one a line, in any order", HelpName = "file" };
        var yes = new Option<string?>("--yes") { Description = "Do not ask: the plan's hash, typed in full", HelpName = "hash" };
        var again = new Option<bool>("--again") { Description = "Sign nonces or steps that were signed otherwise before on this machine" };
        var output = new Option<string?>("--out", "-o") { Description = "Where to write what was signed (default: signed.json)", HelpName = "file" };
        CourierOutput codes = new();
        Command command = ExamplesHelp.With(
            factory.Create("sign", "On a machine without network: recompute what was exported, show it, and sign it", (context, cancellation) =>
                RunAsync(context, context.Get(file), context.Get(chunks), context.Get(yes), context.Get(again), context.Get(output) ?? "signed.json", codes, cancellation),
                file, chunks, yes, again, output, codes.Qr, codes.Html),
            "bursar sign launch.export.json",
            "bursar sign --chunks scanned.txt --html signed.html",
            "bursar sign launch.export.json --yes 0x… --password-fd 3 3<password.txt");
        command.Subcommands.Add(CourierCommands.CreateExport(factory));
        command.Subcommands.Add(CourierCommands.CreateImport(factory));
        return command;
    }

    private static async Task<Outcome> RunAsync(
        CommandContext context, string? file, string? chunks, string? yes, bool again, string output, CourierOutput codes, CancellationToken cancellationToken)
    {
        byte[] bytes = ReadInput(file, chunks);
        string name = file ?? chunks!;
        CourierExport export = CourierCodec.ReadExport(bytes, name).Value;
        OpenedExport opened = (await new OpenExport(Session.Networks(context), new PolicyPins(context.Home), TimeProvider.System).RunAsync(export, name, cancellationToken)).Value;
        Plan plan = opened.Audited.Plan;
        if (!context.Terminal.Json)
            CourierView.Print(context.Terminal, opened);
        Confirm(context, plan.Hash, yes);
        NewFile.Refuse(output);
        ISigner signer = await Session.SignerAsync(context, plan.Operator, opened.Audited.Blueprint.Loaded.Network, cancellationToken);
        using var held = signer as IDisposable;
        SignedCourier signed = (await new SignExport(signer, context.Home).RunAsync(opened, again, cancellationToken)).Value;
        byte[] written = CourierCodec.Write(signed);
        NewFile.Write(output, stream => stream.Write(written));
        JsonObject json = CourierView.Json(opened);
        json["file"] = output;
        json["transactions"] = signed.Transactions.Count;
        return codes.With(context, new Outcome(json, t =>
        {
            SentView.Line(t, "signed", $"{signed.Transactions.Count} transactions");
            SentView.Line(t, "file", output);
            SentView.Line(t, "next", "on the machine with network: bursar sign import FILE --plan PLAN");
        }), written, $"signed {plan.Launch}");
    }

    /// <summary>The content of a file, or of scanned texts.</summary>
    public static byte[] ReadInput(string? file, string? chunks)
    {
        if (file is null == chunks is null)
            throw new FaultException(new Fault("courier.which-file", "give either the file or the texts of its QR codes.", "--chunks") { Kind = FaultKind.Usage });
        string path = file ?? chunks!;
        if (new FileInfo(path) is not { Exists: true, Length: <= MaxInput })
            throw new FaultException(new Fault("courier.not-found", $"there is no file '{path}' of at most {MaxInput} bytes.", Hint: "Carry it over again."));
        byte[] bytes = File.ReadAllBytes(path);
        return chunks is null ? bytes : CourierChunks.Join(Encoding.UTF8.GetString(bytes)).Value;
    }

    private static void Confirm(CommandContext context, Hash32 plan, string? yes)
    {
        if (yes is not null)
        {
            if (!Hash32.TryParse(yes, out Hash32 typed) || typed != plan)
                throw new FaultException(new Fault("courier.not-confirmed", $"the hash that was typed is not that of the plan, which is {plan}.", "--yes", "Look at what is to be signed, and compare the hash with the one that you reviewed.") { Kind = FaultKind.Refused });
            return;
        }

        if (Console.IsInputRedirected)
            throw new FaultException(new Fault("courier.not-confirmed", "nothing is signed without a person's yes, and there is no terminal to ask at.", "--yes", "Give the plan's whole hash as its value.") { Kind = FaultKind.Usage });
        string start = plan.ToString()[2..10];
        string answer = context.Terminal.Notes.Prompt(new TextPrompt<string>($"To sign, type the first 8 digits of the plan's hash after 0x ({plan.ToString()[..4]}…):"));
        if (!string.Equals(answer.Trim(), start, StringComparison.OrdinalIgnoreCase))
            throw new FaultException(new Fault("courier.not-confirmed", "that is not how the plan's hash begins: nothing was signed.", null, "Run the command again, and compare.") { Kind = FaultKind.Refused });
    }
}
