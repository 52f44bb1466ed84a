using System.CommandLine;
using System.Text.Json.Nodes;
using Bursar.App.Networks;
using Bursar.App.Planning;
using Bursar.App.Safes;
using Bursar.Cli.Output;
using Bursar.Core.Faults;
using Bursar.Core.Networks;
using Bursar.Core.Plans;
using Bursar.Core.Safes;
using Bursar.Evm.Primitives;
using Bursar.Evm.Signing;
using Spectre.Console;

namespace Bursar.Cli.Commands;

/// <summary><c>safe propose</c>, <c>check</c>, <c>sign</c>, <c>approve</c> and <c>execute</c>: a plan whose operator is a Safe.</summary>
internal static class SafeProposalCommands
{
    public static Command Propose(CommandFactory factory)
    {
        var plan = new Argument<string>("plan") { Description = "The plan file that 'bursar plan' wrote, of a launch whose operator is a Safe" };
        var nonce = new Option<string?>("--nonce") { Description = "Number of the first transaction (default: the Safe's next), to queue behind others", HelpName = "number" };
        var output = new Option<string?>("--out", "-o") { Description = "Where to write the proposal (default: beside the plan, as <name>.safe.json)", HelpName = "file" };
        var files = new SafeFiles();
        return ExamplesHelp.With(
            factory.Create("propose", "Pack a plan into transactions of its Safe, for the owners to sign; nothing is sent", async (context, cancellation) =>
            {
                (Plan planned, LoadedLaunch loaded, string path) = ProposalFiles.OpenPlan(Session.Networks(context), context.Get(plan), cancellation).Value;
                string file = Path.GetFullPath(context.Get(output) ?? ProposalFiles.ProposalOf(path));
                string folder = Path.GetDirectoryName(file)!;
                await using ChainConnection chain = await Session.ConnectAsync(context, loaded.Network, cancellation);
                SafeReview review = (await new ProposeSafe(chain.Client, loaded.Network).RunAsync(
                    planned, loaded, Path.GetRelativePath(folder, path).Replace('\\', '/'), Number(context.Get(nonce)), files.AcceptedBy(context), cancellation)).Value;
                await File.WriteAllBytesAsync(file, SafeProposalCodec.Write(review.Proposal), cancellation);
                return Of(review, file, "file", $"next  each owner: bursar safe sign {Path.GetFileName(file)} --from KEY");
            }, plan, nonce, output, files.Accept),
            "bursar safe propose launch.plan.json",
            "bursar safe propose launch.plan.json --nonce 12 --network base --rpc https://…");
    }

    public static Command Check(CommandFactory factory)
    {
        var files = new SafeFiles();
        return ExamplesHelp.With(
            factory.Create("check", "Derive a proposal again from its plan and launch, compare it with the chain, and show what it does; no key is needed", async (context, cancellation) =>
            {
                SafeReview offline = files.Open(context, cancellation);
                await using ChainConnection chain = await Session.ConnectAsync(context, offline.Loaded.Network, cancellation);
                return Of(await files.OpenAsync(context, chain.Client, offline, cancellation), null, null, null);
            }, files.Proposal, files.Accept),
            "bursar safe check launch.safe.json",
            "bursar safe check launch.safe.json --rpc https://… --json");
    }

    public static Command Sign(CommandFactory factory)
    {
        var files = new SafeFiles();
        var from = new Option<string?>("--from", "-f") { Description = "The owner who signs: a key's name, an address, or local:N (default on the local chain: local:0)", HelpName = "key" };
        var output = new Option<string?>("--out", "-o") { Description = "Where to write the signatures (default: beside the proposal, as <name>.<owner>.json)", HelpName = "file" };
        var message = new Option<bool>("--eth-sign") { Description = "Sign the hash as a personal message, for signers that know no typed data" };
        var offline = new Option<bool>("--offline") { Description = "Ask no chain: derive everything from the proposal's plan, launch file and lists alone" };
        return ExamplesHelp.With(
            factory.Create("sign", "Show what a proposal does, derived again from launch, plan and chain, and sign it as an owner; nothing is sent", async (context, cancellation) =>
            {
                string proposal = context.Get(files.Proposal);
                SafeReview review = files.Open(context, cancellation);
                NetworkProfile network = review.Loaded.Network;
                if (!context.Get(offline))
                {
                    await using ChainConnection chain = await Session.ConnectAsync(context, network, cancellation);
                    review = await files.OpenAsync(context, chain.Client, review, cancellation);
                    if (await ReviewProposal.PlanAgainAsync(chain.Client, review, cancellation) is { Count: > 0 } moved)
                        throw new FaultException(moved);
                }

                // What is signed is shown first: a signer elsewhere asks its person meanwhile.
                if (!context.Terminal.Json)
                    SafeView.Print(context.Terminal, review);
                ISigner signer = await Session.SignerAsync(context, Accounts.SenderOr(context.Get(from), network), network, cancellation);
                using var held = signer as IDisposable;
                IReadOnlyList<SafeSignature> signatures = (await SignProposal.RunAsync(review, signer, context.Get(message), cancellation)).Value;
                string file = context.Get(output) ?? ProposalFiles.SignaturesOf(proposal, signer.Address);
                await File.WriteAllBytesAsync(file, SafeSignatureFile.Write(review.Proposal, signatures), cancellation);
                JsonObject json = SafeView.ToJson(review);
                json.Insert(0, "ok", true);
                json["owner"] = signer.Address.ToString();
                json["file"] = file;
                return new Outcome(json, t =>
                {
                    SentView.Line(t, "signed by", signer.Address.ToString());
                    SentView.Line(t, "file", file);
                });
            }, files.Proposal, from, output, message, offline, files.Accept),
            "bursar safe sign launch.safe.json --from treasurer",
            "bursar safe sign launch.safe.json --from 0x… --signer http://127.0.0.1:9000 --rpc https://…",
            "bursar safe sign launch.safe.json --from cold --offline");
    }

    public static Command Approve(CommandFactory factory)
    {
        var files = new SafeFiles();
        var send = new SendOptions("The owner who approves, signs and pays the fee: a key's name, an address, or local:N (default on the local chain: local:0)");
        return ExamplesHelp.With(
            factory.Create("approve", "Approve a proposal on the chain as an owner, in place of a signature", async (context, cancellation) =>
            {
                SafeReview offline = files.Open(context, cancellation);
                await using Sender sender = await send.OpenAsync(context, offline.Loaded.Network, cancellation);
                SafeReview review = await files.OpenAsync(context, sender.Send.Client, offline, cancellation);
                if (await ReviewProposal.PlanAgainAsync(sender.Send.Client, review, cancellation) is { Count: > 0 } moved)
                    throw new FaultException(moved);
                if (!context.Terminal.Json)
                    SafeView.Print(context.Terminal, review);
                return SentView.Of((await StepProgress.RunAsync(context.Terminal, "approving", review.Pending.Count, p =>
                    new ApproveSafe(sender.Send).RunAsync(review, send.Read(context), p, cancellation))).Value, offline.Loaded.Network,
                    [("safe", review.Proposal.Safe.ToString()), ("owner", sender.Send.Sender.ToString())]);
            }, send.WithoutKey(files.Proposal, files.Accept)),
            "bursar safe approve launch.safe.json --from treasurer");
    }

    public static Command Execute(CommandFactory factory)
    {
        var files = new SafeFiles();
        var with = new Option<string[]>("--with", "-w")
        {
            Description = "Files of owners' signatures; may be given again (default: those beside the proposal, as <name>.<owner>.json)",
            HelpName = "file",
            AllowMultipleArgumentsPerToken = true,
        };
        var send = new SendOptions("Who sends and pays the gas, an owner or not: a key's name, an address, or local:N (default on the local chain: local:0)");
        return ExamplesHelp.With(
            factory.Create("execute", "Execute a proposal that enough owners signed; run it again after any interruption and it goes on where it was", async (context, cancellation) =>
            {
                SafeReview offline = files.Open(context, cancellation);
                IReadOnlyList<string> given = context.Get(with) is { Length: > 0 } named ? named : ProposalFiles.SignaturesBeside(context.Get(files.Proposal));
                IReadOnlyList<SafeSignature> signatures = ProposalFiles.Signatures(offline.Proposal, given).Value;
                await using Sender sender = await send.OpenAsync(context, offline.Loaded.Network, cancellation);
                SafeReview review = await files.OpenAsync(context, sender.Send.Client, offline, cancellation);
                ExecutedProposal executed = (await StepProgress.RunAsync(context.Terminal, "executing", review.Pending.Count, p =>
                    new ExecuteSafe(sender.Send).RunAsync(review, signatures, send.Read(context), p, cancellation))).Value;
                return Of(executed, review, sender.Send.Sender);
            }, send.WithoutKey(files.Proposal, with, files.Accept)),
            "bursar safe execute launch.safe.json --from anybody",
            "bursar safe execute launch.safe.json --with alice.json bob.json --from 0x… --rpc https://…");
    }

    private static Outcome Of(SafeReview review, string? file, string? label, string? next)
    {
        JsonObject json = SafeView.ToJson(review);
        json.Insert(0, "ok", true);
        if (file is not null)
            json["file"] = file;
        return new Outcome(json, t =>
        {
            SafeView.Print(t, review);
            if (label is not null)
                t.Results.MarkupLineInterpolated($"{label}  {file}");
            if (next is not null)
                t.Results.MarkupLineInterpolated($"{next}");
        });
    }

    private static Outcome Of(ExecutedProposal executed, SafeReview review, Address sender)
    {
        Outcome? sent = executed.Outcome is { } outcome ? SentView.Of(outcome, review.Loaded.Network, []) : null;
        JsonNode json = sent?.Json ?? new JsonObject { ["ok"] = true, ["final"] = true, ["steps"] = new JsonArray() };
        json["safe"] = review.Proposal.Safe.ToString();
        json["executor"] = sender.ToString();
        json["alreadyExecuted"] = executed.Outcome is null;
        json["executed"] = new JsonArray([.. executed.Executed.Select(e => (JsonNode)new JsonObject
        {
            ["nonce"] = e.Transaction.Nonce.ToString(), ["safeTxHash"] = e.Transaction.Hash.ToString(), ["transaction"] = e.In.ToString(), ["block"] = e.Block,
        })]);
        return new Outcome(json, t =>
        {
            foreach (ExecutedTransaction done in executed.Executed)
                SentView.Line(t, "executed", $"{done.Transaction.Nonce} in {done.In}, block {done.Block}");
            if (sent is null)
                SentView.Line(t, "sent", "nothing: the Safe has executed this proposal already");
            else
                sent.Human(t);
            t.Results.MarkupLineInterpolated($"next  bursar verify {review.Loaded.Launch.FileName}");
        }, sent?.ExitCode ?? 0);
    }

    private static UInt256? Number(string? text) => text is null ? null
        : UInt256.TryParseDecimal(text, out UInt256 number) ? number
        : throw new FaultException(new Fault("safe.bad-nonce", $"'{text}' is no number of a transaction.", "--nonce", "Write digits only.") { Kind = FaultKind.Usage });
}
