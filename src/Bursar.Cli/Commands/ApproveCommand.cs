using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bursar.App.Approval;
using Bursar.App.Networks;
using Bursar.App.Planning;
using Bursar.Cli.Output;
using Bursar.Core.Approval;
using Bursar.Core.Faults;
using Bursar.Core.Plans;
using Bursar.Evm.Primitives;
using Bursar.Evm.Signing;

namespace Bursar.Cli.Commands;

/// <summary><c>approve</c>: recomputes a plan, shows what it does, and signs that it may be applied.</summary>
internal static class ApproveCommand
{
    private const int MaxDocument = 256 * 1024;

    public static Command Create(CommandFactory factory)
    {
        var plan = new Argument<string>("plan") { Description = "The plan file, beside its launch file" };
        var from = new Option<string?>("--from", "-f") { Description = "Who approves: a key's name, an address, or local:N", HelpName = "key" };
        var expires = new Option<string?>("--expires") { Description = "How long the approval counts, such as 12h or 3d (default: as long as the policy lets it)", HelpName = "duration" };
        var show = new Option<bool>("--show") { Description = "Sign nothing: say who has approved and what is missing" };
        var named = new Option<string[]>("--approval") { Description = "With --show: a further file with an approval", HelpName = "file" };
        var document = new Option<string?>("--document") { Description = "For a wallet elsewhere: write the words to sign (eth_signTypedData_v4) to this file; with --signature, read them back", HelpName = "file" };
        var signature = new Option<string?>("--signature") { Description = "The signature of the document by a wallet elsewhere, or a contract's (ERC-1271), in hexadecimal", HelpName = "hex" };
        var output = new Option<string?>("--out", "-o") { Description = "Where to write the approval (default: beside the plan)", HelpName = "file" };
        return ExamplesHelp.With(
            factory.Create("approve", "Recompute a plan, show what it does, and sign that it may be applied; or show who has", (context, cancellation) => context.Get(show)
                ? ShowAsync(context, context.Get(plan), context.Get(named) ?? [], cancellation)
                : SignAsync(context, context.Get(plan), context.Get(from), ApprovalOptions.Duration(context.Get(expires)), context.Get(document), context.Get(signature), context.Get(output), cancellation),
                plan, from, expires, show, named, document, signature, output),
            "bursar approve launch.plan.json --from alice",
            "bursar approve launch.plan.json --show",
            "bursar approve launch.plan.json --from 0x… --document words.json");
    }

    private static async Task<Outcome> SignAsync(
        CommandContext context, string path, string? from, TimeSpan? lasting, string? document, string? signature, string? output, CancellationToken cancellationToken)
    {
        AuditedPlan audited = Audit(context, path, cancellationToken);
        LoadedPolicy policy = audited.Blueprint.Loaded.Policy ?? throw new FaultException(NoPolicy());
        NetworkOf(context, audited);
        string account = from ?? throw new FaultException(new Fault("approval.who", "whose approval it is was not said.", "--from", $"The policy names {string.Join(", ", policy.Policy.Approvers.Select(a => $"{a.Name} ({a.Account})"))}.") { Kind = FaultKind.Usage });
        if (!context.Terminal.Json)
            ApprovalView.PrintPlan(context.Terminal, audited, policy);
        if (document is not null || signature is not null)
            return ElsewhereAsync(context, path, audited, policy, account, lasting, document, signature, output);

        ISigner signer = await Session.SignerAsync(context, account, audited.Blueprint.Loaded.Network, cancellationToken);
        using var held = signer as IDisposable;
        ApprovalDraft draft = ApprovePlan.Draft(audited, policy, signer.Address, DateTimeOffset.UtcNow, lasting).Value;
        return Write(path, policy, await draft.SignAsync(signer, cancellationToken), output);
    }

    /// <summary>For a wallet that Bursar does not reach: first the words go out, then the signature comes in.</summary>
    private static Outcome ElsewhereAsync(CommandContext context, string path, AuditedPlan audited, LoadedPolicy policy, string account, TimeSpan? lasting, string? document, string? signature, string? output)
    {
        if (document is null)
            throw new FaultException(new Fault("approval.which-document", "a signature is of a document, and none is named.", "--document", "Name the file that was signed.") { Kind = FaultKind.Usage });
        Address approver = policy.Policy.Approvers.FirstOrDefault(a => a.Name == account)?.Account ?? Accounts.Resolve(context, account, audited.Blueprint.Loaded.Network, "--from");
        if (signature is null)
        {
            ApprovalDraft draft = ApprovePlan.Draft(audited, policy, approver, DateTimeOffset.UtcNow, lasting).Value;
            NewFile.Write(document, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(draft.Statement.Json)));
            return new Outcome(new JsonObject { ["ok"] = true, ["document"] = document }, t => SentView.Line(t, "document", document));
        }

        (DateTimeOffset issued, DateTimeOffset expires) = TimesIn(document);
        ApprovalDraft again = ApprovePlan.Draft(audited, policy, approver, issued, expires - issued).Value;
        if (!Hex.TryDecode(signature, out byte[]? bytes))
            throw new FaultException(new Fault("approval.bad-signature", "the signature is not hexadecimal.", "--signature", "Give it as the wallet shows it: 0x and digits."));
        return Write(path, policy, again.Paper with { Signature = bytes }, output);
    }

    private static (DateTimeOffset Issued, DateTimeOffset Expires) TimesIn(string document)
    {
        var wrong = new Fault("approval.bad-document", $"'{document}' is no document of 'bursar approve'.", "--document", "Name the file that was signed, as it was written.");
        if (new FileInfo(document) is not { Exists: true, Length: <= MaxDocument })
            throw new FaultException(wrong);
        try
        {
            JsonNode? message = JsonNode.Parse(File.ReadAllBytes(document))?["message"];
            if (ApprovalPaper.TryTime((string?)message?["issued"] ?? "", out DateTimeOffset issued) && ApprovalPaper.TryTime((string?)message?["expires"] ?? "", out DateTimeOffset expires))
                return (issued, expires);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new FaultException([wrong], e);
        }

        throw new FaultException(wrong);
    }

    private static Outcome Write(string plan, LoadedPolicy policy, ApprovalPaper paper, string? output)
    {
        string name = policy.Policy.Find(paper.Approver)!.Name;
        string file = output ?? Path.ChangeExtension(plan, $".{name}{ApprovalFile.Suffix}");
        File.WriteAllBytes(file, paper.Write());
        return new Outcome(
            new JsonObject { ["ok"] = true, ["file"] = file, ["approver"] = name, ["plan"] = paper.Subject.ToString(), ["expires"] = ApprovalPaper.Time(paper.Expires) },
            t =>
            {
                SentView.Line(t, "approved by", $"{name} ({paper.Approver})");
                SentView.Line(t, "plan", paper.Subject.ToString());
                SentView.Line(t, "expires", ApprovalPaper.Time(paper.Expires));
                SentView.Line(t, "file", file);
            });
    }

    private static async Task<Outcome> ShowAsync(CommandContext context, string path, string[] named, CancellationToken cancellationToken)
    {
        AuditedPlan audited = Audit(context, path, cancellationToken);
        LoadedPolicy policy = audited.Blueprint.Loaded.Policy ?? throw new FaultException(NoPolicy());
        PolicyJudge judge = policy.JudgeFor(audited.Plan.Operator);
        IReadOnlyList<ApprovalFile> files = ApprovalFile.Read(path, named).Value;
        ApprovalPaper[] papers = [.. files.Select(f => f.Paper).OfType<ApprovalPaper>()];
        DateTimeOffset now = DateTimeOffset.UtcNow;
        IReadOnlyList<ApprovalVerdict> verdicts = await PlanGate.Check(audited, judge, null).RunAsync(papers, now, cancellationToken);
        if (verdicts.Any(v => !v.Counts && v.Paper.Subject == audited.Plan.Hash && policy.Policy.Find(v.Paper.Approver) is not null) && context.Rpc is not null)
        {
            // Only the chain can say whether a contract signed.
            await using ChainConnection chain = await Session.ConnectAsync(context, audited.Blueprint.Loaded.Network, cancellationToken);
            verdicts = await PlanGate.Check(audited, judge, chain.Client).RunAsync(papers, now, cancellationToken);
        }

        return ApprovalView.State(audited, policy, judge, files, verdicts, now);
    }

    /// <summary>Reads a plan with its launch and recomputes it.</summary>
    public static AuditedPlan Audit(CommandContext context, string path, CancellationToken cancellationToken)
    {
        Plan plan = ApplyCommand.ReadPlan(path);
        string launch = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, plan.LaunchFile);
        LoadedLaunch loaded = new LaunchLoader(Session.Networks(context)).Load(launch, plan.Network, cancellationToken).Value;
        return PlanAudit.Run(plan, loaded).Value;
    }

    private static void NetworkOf(CommandContext context, AuditedPlan audited)
    {
        if (context.NetworkName is { } name && name != audited.Plan.Network)
            throw new FaultException(new Fault("apply.other-network", $"the plan is for {audited.Plan.Network}, not for {name}.", "--network") { Kind = FaultKind.Refused });
    }

    private static Fault NoPolicy() => new("approval.no-policy", "the launch file names no policy, so there is nothing to approve.", "policy", "Add 'policy: policy.yaml' to the launch file and plan again; docs/approvals.md shows the format.");
}
