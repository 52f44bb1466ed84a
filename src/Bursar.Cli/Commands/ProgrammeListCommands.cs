using System.CommandLine;
using System.Text.Json.Nodes;
using Bursar.App.Networks;
using Bursar.App.Planning;
using Bursar.App.Programmes;
using Bursar.Cli.Output;
using Bursar.Core.Drops;
using Bursar.Core.Faults;
using Bursar.Core.Networks;
using Bursar.Evm.Primitives;

namespace Bursar.Cli.Commands;

/// <summary><c>programme propose</c>, <c>check</c>, <c>publish</c> and <c>claim</c>: what has to do with the rows of lists.</summary>
internal static class ProgrammeListCommands
{
    public static Command Propose(CommandFactory factory)
    {
        (var target, var files, var send) = (new ProgrammeTarget(), new ListFiles(), new SendOptions("The programme's owner, who signs and pays the fee (default on the local chain: local:0)"));
        var uri = new Option<string?>("--uri") { Description = "Where the list will be published", HelpName = "uri" };
        return ExamplesHelp.With(
            factory.Create("propose", "Propose the next list: what each account has earned of each token since the beginning", async (context, cancellation) =>
            {
                (Address address, ProgrammeFolder folder, NetworkProfile network) = target.Resolve(context, cancellation);
                CumulativeList list = Read(context, files, cancellation);
                await using Sender sender = await send.OpenAsync(context, network, cancellation);
                ProposedList proposed = (await StepProgress.RunAsync(context.Terminal, "sending", 1, p =>
                    new UseProgramme(sender.Send).ProposeAsync(address, list, folder, context.Get(uri) ?? "", DateTimeOffset.UtcNow, send.Read(context), p, cancellation))).Value;
                (string, string?)[] facts =
                [
                    ("programme", address.ToString()), ("list", proposed.Id.ToString()), ("rows", $"{list.Rows.Count}"), ("root", list.Root.ToString()), ("hash", list.Hash.ToString()),
                    .. ProgrammeView.Lines(proposed.Before, proposed.Proposal.Changes).Select(l => (l.Label, (string?)l.Value)), ("files", folder.FolderOf(list.Root)),
                ];
                if (proposed.Outcome is { } outcome)
                    return SentView.Of(outcome, network, facts);
                var json = new JsonObject { ["ok"] = true, ["list"] = proposed.Id.ToString(), ["root"] = list.Root.ToString(), ["hash"] = list.Hash.ToString(), ["changes"] = ProgrammeView.ToJson(proposed.Proposal.Changes) };
                return new Outcome(json, t =>
                {
                    foreach ((string label, string? value) in facts)
                        SentView.Line(t, label, value ?? "");
                    SentView.Line(t, "sent", "nothing: this list waits already");
                });
            }, target.With([.. files.All, uri, .. send.WithoutKey()])),
            "bursar programme propose launch.yaml rewards-2026-11.csv --uri https://example.org/rewards --from treasury");
    }

    public static Command Check(CommandFactory factory)
    {
        (var target, var files) = (new ProgrammeTarget(), new ListFiles());
        return ExamplesHelp.With(
            factory.Create("check", "Compute the list that waits again from its published rows, and say what it changes; a watcher's work", async (context, cancellation) =>
            {
                (Address address, ProgrammeFolder folder, NetworkProfile network) = target.Resolve(context, cancellation);
                CumulativeList list = Read(context, files, cancellation);
                await using ChainConnection chain = await Session.ConnectAsync(context, network, cancellation);
                await ChainGuard.RequireAsync(chain.Client, network, cancellation);
                ProgrammeState state = (await new ReadProgramme(chain.Client).RunAsync(address, cancellation)).Value;
                CumulativeDiff changes = CheckProgramme.Run(state, list, folder, cancellation).Value;
                var json = new JsonObject { ["ok"] = true, ["list"] = state.LastId.ToString(), ["root"] = list.Root.ToString(), ["hash"] = list.Hash.ToString(), ["changes"] = ProgrammeView.ToJson(changes) };
                return new Outcome(json, t =>
                {
                    SentView.Line(t, "list", $"{state.LastId} is made of these {list.Rows.Count:N0} rows: root, hash and totals agree");
                    SentView.Line(t, "root", list.Root.ToString());
                    foreach ((string label, string value) in ProgrammeView.Lines(state, changes))
                        SentView.Line(t, label, value);
                    SentView.Line(t, "sound", "no amount falls, and no total is above what was paid in");
                });
            }, target.With([.. files.All])),
            "bursar programme check launch.yaml rewards-2026-11.csv");
    }

    public static Command Publish(CommandFactory factory)
    {
        (var target, var files) = (new ProgrammeTarget(), new ListFiles());
        return ExamplesHelp.With(
            factory.Create("publish", "Write a list that was proposed, with everybody's proof, as static files", async (context, cancellation) =>
            {
                (Address address, ProgrammeFolder folder, NetworkProfile network) = target.Resolve(context, cancellation);
                CumulativeList list = Read(context, files, cancellation);
                await using ChainConnection chain = await Session.ConnectAsync(context, network, cancellation);
                await ChainGuard.RequireAsync(chain.Client, network, cancellation);
                ProgrammeState state = (await new ReadProgramme(chain.Client).RunAsync(address, cancellation)).Value;
                if (state.History.Lists.All(l => l.Root != list.Root))
                    throw new FaultException(new Fault("programme.other-list", $"no list with the root {list.Root} was ever proposed to {address}.", "file", "Check that this is the right list, and the unit of its amounts.") { File = list.FileName });
                string written = folder.Write(list, network.ChainId, address, cancellation);
                return new Outcome(new JsonObject { ["ok"] = true, ["root"] = list.Root.ToString(), ["files"] = written }, t =>
                {
                    SentView.Line(t, "root", list.Root.ToString());
                    SentView.Line(t, "files", written);
                });
            }, target.With([.. files.All])),
            "bursar programme publish 0x… rewards-2026-11.csv --files public/rewards");
    }

    public static Command Claim(CommandFactory factory)
    {
        var target = new ProgrammeTarget();
        var account = new Option<string>("--as") { Description = "Whose rows are claimed: an address, a key's name, or local:N", Required = true, HelpName = "account" };
        var token = new Option<string?>("--token") { Description = "Only this token (default: all of the account's)", HelpName = "address" };
        var send = new SendOptions("Who signs and pays the fee (default: the account itself; others only where the programme lets them)");
        return ExamplesHelp.With(
            factory.Create("claim", "Claim what an account has earned and not had yet, of all its tokens in one call", async (context, cancellation) =>
            {
                (Address address, ProgrammeFolder folder, NetworkProfile network) = target.Resolve(context, cancellation);
                Address who = Accounts.Resolve(context, context.Get(account)!, network, "--as");
                Address? only = context.Get(token) is { } text ? Accounts.Parse(text, "--token") : null;
                await using Sender sender = await Sender.OpenAsync(context, network, context.Get(send.From) ?? who.ToString(), cancellation);
                ClaimedProgramme claimed = (await StepProgress.RunAsync(context.Terminal, "claiming", 1, p =>
                    new ClaimProgramme(sender.Send.Client).RunAsync(sender.Send, address, folder, who, only, DateTimeOffset.UtcNow, send.Read(context), p, cancellation))).Value;
                ProgrammeState state = claimed.Claims.Programme;
                Outcome outcome = SentView.Of(claimed.Outcome, network,
                    [("programme", address.ToString()), ("account", who.ToString()), .. claimed.Claims.Rows.Select(r => ("amount", (string?)TextOf(state, r)))]);
                ((JsonObject)outcome.Json)["rows"] = new JsonArray([.. claimed.Claims.Rows.Select(r => (JsonNode)new JsonObject { ["token"] = r.Token.ToString(), ["units"] = r.Open.ToString(), ["cumulative"] = r.Cumulative.ToString() })]);
                return outcome;
            }, target.With(send.WithoutKey(account, token))),
            "bursar programme claim launch.yaml --as local:3",
            "bursar programme claim 0x… --files public/rewards --as alice --network base --rpc https://…");
    }

    private static CumulativeList Read(CommandContext context, ListFiles files, CancellationToken cancellationToken)
    {
        string path = context.Get(files.File);
        using FileStream stream = ListFiles.Open(path);
        context.Terminal.Note($"[grey]reading {path}[/]");
        return CumulativeList.Read(stream, files.Options(context, path), cancellationToken).Value;
    }

    private static string TextOf(ProgrammeState state, ProgrammeRow row) =>
        state.Tokens.FirstOrDefault(t => t.Token == row.Token)?.Text(row.Open) ?? $"{row.Open} base units of {row.Token}";
}
