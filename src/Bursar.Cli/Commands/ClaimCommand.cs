using System.CommandLine;
using System.Text.Json.Nodes;
using Bursar.App.Drops;
using Bursar.App.Execution;
using Bursar.App.Networks;
using Bursar.App.Planning;
using Bursar.Cli.Output;
using Bursar.Core.Faults;
using Bursar.Core.Networks;
using Bursar.Evm.Primitives;

namespace Bursar.Cli.Commands;

/// <summary><c>drop claim</c>: claims what is an account's, with the proofs from published files.</summary>
internal static class ClaimCommand
{
    public static Command Create(CommandFactory factory)
    {
        var files = new Argument<string>("files") { Description = "A launch file that was applied, or a folder of published files" };
        var key = new Option<string?>("--drop") { Description = "Which drop, when the launch has several", HelpName = "key" };
        var account = new Option<string>("--as") { Description = "Whose row is claimed: an address, a key's name, or local:N", Required = true, HelpName = "account" };
        var to = new Option<string?>("--to") { Description = "Who gets the tokens (default: the account itself)", HelpName = "account" };
        var rehearse = new Option<bool>("--rehearse") { Description = "On the local chain only: claim without the account's key" };
        var send = new SendOptions("Who signs and pays the fee (default: the account itself; others only when the drop lets them)");
        return ExamplesHelp.With(
            factory.Create("claim", "Claim what is an account's in a drop, with the proof from its published files", async (context, cancellation) =>
            {
                DropFolder folder = DropFolder.Open(context.Get(files), context.Get(key)).Value;
                NetworkProfile network = Session.Network(context);
                if (folder.Chain != network.ChainId)
                    throw new FaultException(ClaimDrop.WrongChain(folder, network.ChainId));
                Address who = Accounts.Resolve(context, context.Get(account)!, network, "--as");
                Address? receiver = context.Get(to) is { } text ? Accounts.Resolve(context, text, network, "--to") : null;
                return context.Get(rehearse)
                    ? await RehearseAsync(context, network, folder, who, receiver, context.Get(send.From), cancellation)
                    : await SendAsync(context, network, folder, who, receiver, send, cancellation);
            }, send.WithoutKey(files, account, to, key, rehearse)),
            "bursar drop claim launch.yaml --as local:3",
            "bursar drop claim public/drops/airdrop --as alice --to 0x… --network base --rpc https://…",
            "bursar drop claim examples/ens-2021/launch.yaml --as 0x… --rehearse --network demo");
    }

    private static async Task<Outcome> SendAsync(
        CommandContext context, NetworkProfile network, DropFolder folder, Address account, Address? to, SendOptions send, CancellationToken cancellationToken)
    {
        string from = context.Get(send.From) ?? account.ToString();
        await using Sender sender = await Sender.OpenAsync(context, network, from, cancellationToken);
        if (to is not null && to != account && sender.Send.Sender != account)
        {
            throw new FaultException(new Fault("drop.claim-for-elsewhere", "who claims for another cannot choose where the tokens go.", "--to",
                "Leave --to out, or sign with the recipient's own key.")
            { Kind = FaultKind.Usage });
        }

        ClaimedRows claimed = (await StepProgress.RunAsync(context.Terminal, "claiming", 1, p =>
            new ClaimDrop(sender.Send.Client).RunAsync(sender.Send, folder, account, to, DateTimeOffset.UtcNow, send.Read(context), p, cancellationToken))).Value;
        return SentView.Of(claimed.Outcome, network, Facts(folder, claimed.Claims, to));
    }

    private static async Task<Outcome> RehearseAsync(
        CommandContext context, NetworkProfile network, DropFolder folder, Address account, Address? to, string? from, CancellationToken cancellationToken)
    {
        if (!network.Embedded)
            throw new FaultException(new Fault("drop.no-rehearsal", $"on {network.Title} nobody can claim without the key.", "--rehearse", "Rehearse on the local chain.") { Kind = FaultKind.Usage });
        if (from is not null)
            throw new FaultException(new Fault("drop.rehearsal-from", "a rehearsal is sent by the account itself, without any key.", "--from", "Leave out either --rehearse or --from.") { Kind = FaultKind.Usage });
        await using ChainConnection chain = await Session.ConnectAsync(context, network, cancellationToken);
        await ChainGuard.RequireAsync(chain.Client, network, cancellationToken);
        OpenClaims claims = (await new ClaimDrop(chain.Client).FindAsync(folder, account, DateTimeOffset.UtcNow, cancellationToken)).Value;
        var rehearsal = new RehearseClaims(chain.Client);
        var transactions = new JsonArray();
        foreach (byte[] call in ClaimDrop.Calldata(claims, to))
            transactions.Add((JsonNode)(await rehearsal.ClaimAsync(folder.Address, account, call, cancellationToken)).ToString());
        (string Label, string? Value)[] facts = Facts(folder, claims, to);
        var json = new JsonObject { ["ok"] = true, ["rehearsal"] = true };
        foreach ((string label, string? value) in facts)
            json[label] = value;
        json["transactions"] = transactions;
        return new Outcome(json, t =>
        {
            foreach ((string label, string? value) in facts.Where(f => f.Label != SentView.UnitsLabel))
                SentView.Line(t, label, value ?? "");
            SentView.Line(t, "rehearsed", "on the local chain, without the account's key");
        });
    }

    private static (string, string?)[] Facts(DropFolder folder, OpenClaims claims, Address? to) =>
    [
        ("drop", folder.Address.ToString()), ("account", claims.Account.ToString()), ("to", (to ?? claims.Account).ToString()),
        ("amount", DropCommands.Text(claims.Drop, claims.Total)), ("units", claims.Total.ToString()), ("rows", claims.Rows.Count.ToString()),
    ];
}
