using System.CommandLine;
using System.Text.Json.Nodes;
using Bursar.App.Approval;
using Bursar.App.Networks;
using Bursar.Cli.Output;
using Bursar.Core.Approval;
using Bursar.Core.Faults;
using Bursar.Core.Networks;
using Bursar.Evm.Primitives;
using Bursar.Evm.Signing;
using Spectre.Console;

namespace Bursar.Cli.Commands;

/// <summary><c>policy check</c>, <c>show</c>, <c>pin</c>, <c>unpin</c> and <c>approve</c>.</summary>
internal static class PolicyCommands
{
    public static Command Create(CommandFactory factory) => CommandFactory.Group(
        "policy", "Who has to approve what", CreateCheck(factory), CreateShow(factory), CreatePin(factory), CreateUnpin(factory), CreateApprove(factory));

    private static Command CreateCheck(CommandFactory factory)
    {
        var file = new Argument<string>("policy") { Description = "The policy file" };
        return ExamplesHelp.With(
            factory.Create("check", "Read a policy file with its lists, and say what it means", (context, _) =>
            {
                LoadedPolicy policy = PolicyLoader.Load(context.Get(file)).Value;
                return Task.FromResult(new Outcome(Json(policy), t => Print(t, policy)));
            }, file),
            "bursar policy check policy.yaml");
    }

    private static Command CreateShow(CommandFactory factory) => ExamplesHelp.With(
        factory.Create("show", "Show the policies that are pinned on this machine", (context, _) =>
        {
            var pins = new PolicyPins(context.Home);
            (Address Operator, LoadedPolicy Policy)[] pinned = [.. pins.Operators().Select(o => (o, pins.Find(o)!))];
            var json = new JsonObject
            {
                ["ok"] = true,
                ["pins"] = new JsonArray([.. pinned.Select(p =>
                {
                    JsonObject one = Json(p.Policy);
                    one["operator"] = p.Operator.ToString();
                    return (JsonNode)one;
                })]),
            };
            return Task.FromResult(new Outcome(json, t =>
            {
                foreach ((Address @operator, LoadedPolicy policy) in pinned)
                {
                    SentView.Line(t, "operator", @operator.ToString());
                    Print(t, policy);
                }

                if (pinned.Length == 0)
                    t.Results.WriteLine("no policy is pinned; pin one with 'bursar policy pin'");
            }));
        }),
        "bursar policy show --json");

    private static Command CreatePin(CommandFactory factory)
    {
        var file = new Argument<string>("policy") { Description = "The policy file" };
        (Option<string> @operator, Option<string[]> named) = Common();
        return ExamplesHelp.With(
            factory.Create("pin", "Insist on a policy for all plans of an operator on this machine; in place of another it takes that one's approvers", (context, cancellation) =>
                PinAsync(context, PolicyLoader.Load(context.Get(file)).Value, context.Get(@operator)!, context.Get(named) ?? [], cancellation), file, @operator, named),
            "bursar policy pin policy.yaml --operator treasury",
            "bursar policy pin policy.yaml --operator 0x… --approval alice.approval.json --approval bob.approval.json");
    }

    private static Command CreateUnpin(CommandFactory factory)
    {
        (Option<string> @operator, Option<string[]> named) = Common();
        return ExamplesHelp.With(
            factory.Create("unpin", "Take a pinned policy away, which takes its approvers", (context, cancellation) =>
                PinAsync(context, null, context.Get(@operator)!, context.Get(named) ?? [], cancellation), @operator, named),
            "bursar policy unpin --operator 0x… --approval alice.approval.json --approval bob.approval.json");
    }

    private static Command CreateApprove(CommandFactory factory)
    {
        var file = new Argument<string?>("policy") { Description = "The policy that is to be pinned; left out to take the pin away", DefaultValueFactory = _ => null };
        (Option<string> @operator, _) = Common();
        var old = new Option<string>("--old") { Description = "The policy that is pinned now (see 'bursar policy show')", HelpName = "file", Required = true };
        var from = new Option<string>("--from", "-f") { Description = "Who approves: a key's name, an address, or local:N", HelpName = "key", Required = true };
        var expires = new Option<string?>("--expires") { Description = "How long the approval counts, such as 12h or 3d", HelpName = "duration" };
        var output = new Option<string>("--out", "-o") { Description = "Where to write the approval", HelpName = "file", Required = true };
        return ExamplesHelp.With(
            factory.Create("approve", "As an approver of the pinned policy, agree to another one in its place, or to none", async (context, cancellation) =>
            {
                Policy holds = PolicyLoader.Load(context.Get(old)!).Value.Policy;
                Hash32 to = context.Get(file) is { } path ? PolicyLoader.Load(path).Value.Policy.Hash : Hash32.Zero;
                NetworkProfile network = Session.Network(context);
                ISigner signer = await Session.SignerAsync(context, context.Get(from)!, network, cancellation);
                using var held = signer as IDisposable;
                Address account = Accounts.Resolve(context, context.Get(@operator)!, network, "--operator");
                ApprovalDraft draft = ApprovePlan.DraftChange(network.ChainId, account, holds, to, signer.Address, DateTimeOffset.UtcNow, ApprovalOptions.Duration(context.Get(expires))).Value;
                ApprovalPaper paper = await draft.SignAsync(signer, cancellation);
                await File.WriteAllBytesAsync(context.Get(output)!, paper.Write(), cancellation);
                return new Outcome(new JsonObject { ["ok"] = true, ["file"] = context.Get(output) }, t => SentView.Line(t, "file", context.Get(output)!));
            }, file, @operator, old, from, expires, output),
            "bursar policy approve new.yaml --old policy.yaml --operator 0x… --from alice --out alice.approval.json");
    }

    private static (Option<string> Operator, Option<string[]> Named) Common() => (
        new Option<string>("--operator") { Description = "Whose plans: an address, the name of a key, or local:N", HelpName = "account", Required = true },
        new Option<string[]>("--approval") { Description = "An approval of an approver of the policy that is pinned now", HelpName = "file" });

    private static async Task<Outcome> PinAsync(CommandContext context, LoadedPolicy? policy, string account, string[] named, CancellationToken cancellationToken)
    {
        NetworkProfile network = Session.Network(context);
        Address @operator = Accounts.Resolve(context, account, network, "--operator");
        var pins = new PolicyPins(context.Home);
        LoadedPolicy? before = pins.Find(@operator);
        if (before is not null && before.Policy.Hash != policy?.Policy.Hash)
        {
            ApprovalPaper[] papers = [.. ApprovalFile.Read(null, named).Value.Select(f => f.Paper).OfType<ApprovalPaper>()];
            await using ChainConnection? chain = context.Rpc is null ? null : await Session.ConnectAsync(context, network, cancellationToken);
            IReadOnlyList<Fault> faults = await new PolicyChange(before.Policy, @operator, policy?.Policy.Hash ?? Hash32.Zero, network.ChainId, chain?.Client, TimeProvider.System).CheckAsync(papers, cancellationToken);
            if (faults.Count > 0)
                throw new FaultException(faults);
        }

        if (policy is not null)
            pins.Write(@operator, policy);
        else
            pins.Remove(@operator);
        return new Outcome(
            new JsonObject { ["ok"] = true, ["operator"] = @operator.ToString(), ["policy"] = policy?.Policy.Hash.ToString(), ["before"] = before?.Policy.Hash.ToString() },
            t =>
            {
                SentView.Line(t, "operator", @operator.ToString());
                SentView.Line(t, "policy", policy is null ? "none: nobody has to approve any more" : $"{policy.Policy.Name} ({policy.Policy.Hash})");
            });
    }

    private static JsonObject Json(LoadedPolicy loaded) => new()
    {
        ["ok"] = true,
        ["name"] = loaded.Policy.Name,
        ["hash"] = loaded.Policy.Hash.ToString(),
        ["approvers"] = new JsonObject(loaded.Policy.Approvers.Select(a => KeyValuePair.Create(a.Name, (JsonNode?)a.Account.ToString()))),
        ["rules"] = ApprovalView.Array(loaded.Policy.Rules.Select(Text)),
        ["limits"] = ApprovalView.Array(loaded.Policy.Limits.Select(l => $"{l.PerDay} of {l.Asset} in 24 hours")),
        ["allowed"] = loaded.Allowed?.Count,
        ["quietSeconds"] = (long)loaded.Policy.Quiet.TotalSeconds,
        ["validSeconds"] = (long)loaded.Policy.Valid.TotalSeconds,
        ["change"] = loaded.Policy.Change,
    };

    private static void Print(Terminal terminal, LoadedPolicy loaded)
    {
        Policy policy = loaded.Policy;
        SentView.Line(terminal, "policy", $"{policy.Name} ({policy.Hash})");
        foreach (Approver approver in policy.Approvers)
            SentView.Line(terminal, "approver", $"{approver.Name} {approver.Account}");
        foreach (PolicyRule rule in policy.Rules)
            SentView.Line(terminal, "rule", Text(rule));
        foreach (PolicyLimit limit in policy.Limits)
            SentView.Line(terminal, "limit", $"{limit.PerDay} of {limit.Asset} in 24 hours");
        SentView.Line(terminal, "recipients", loaded.Allowed is { } allowed ? $"{allowed.Count:N0} accounts, and the operator itself" : "anybody");
        SentView.Line(terminal, "quiet", policy.Quiet == TimeSpan.Zero ? "none" : $"{policy.Quiet:g} after the latest approval");
        SentView.Line(terminal, "valid", $"{policy.Valid:g}");
        SentView.Line(terminal, "change", $"{policy.Change} of {policy.Approvers.Count} approvers put another policy in its place");
    }

    private static string Text(PolicyRule rule) => $"{rule.Text}: {rule.Approvals} of {(rule.Of.Count == 0 ? "all" : string.Join(", ", rule.Of))}";
}
