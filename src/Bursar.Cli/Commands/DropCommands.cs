using System.CommandLine;
using System.Text.Json.Nodes;
using Bursar.App.Drops;
using Bursar.App.Networks;
using Bursar.App.Planning;
using Bursar.Cli.Output;
using Bursar.Core.Faults;
using Bursar.Core.Networks;
using Bursar.Evm.Primitives;

namespace Bursar.Cli.Commands;

/// <summary><c>drop show</c> and <c>drop clawback</c>.</summary>
internal static class DropCommands
{
    private const long LastSecond = 253_402_300_799;

    public static Command Create(CommandFactory factory) => CommandFactory.Group(
        "drop", "Look at drops, claim from them and take back what is left", CreateShow(factory), ClaimCommand.Create(factory), CreateClawback(factory));

    private static Command CreateShow(CommandFactory factory)
    {
        var drop = new Argument<string>("drop") { Description = "Its address, a launch file that was applied, or a folder of published files" };
        var key = new Option<string?>("--drop") { Description = "Which drop, when the launch has several", HelpName = "key" };
        return ExamplesHelp.With(
            factory.Create("show", "Show a drop: what it holds, until when it can be claimed, by which root", async (context, cancellation) =>
            {
                NetworkProfile network = Session.Network(context);
                Address address = AddressOf(context.Get(drop), context.Get(key), network);
                await using ChainConnection chain = await Session.ConnectAsync(context, network, cancellation);
                await ChainGuard.RequireAsync(chain.Client, network, cancellation);
                DropState state = (await new ReadDrop(chain.Client).RunAsync(address, cancellation)).Value;
                return new Outcome(ToJson(state), t => Print(t, state));
            }, drop, key),
            "bursar drop show launch.yaml",
            "bursar drop show 0x… --network base --rpc https://… --json");
    }

    private static Command CreateClawback(CommandFactory factory)
    {
        var drop = new Argument<string>("drop") { Description = "The drop's address" };
        var to = new Option<string>("--to") { Description = "Who gets what is left: an address, a key's name, or local:N", Required = true, HelpName = "account" };
        var send = new SendOptions("The drop's owner, who signs and pays the fee: a key's name, an address, or local:N (default on the local chain: local:0)");
        return ExamplesHelp.With(
            factory.Create("clawback", "Take back what nobody claimed, after the end of a drop", async (context, cancellation) =>
            {
                NetworkProfile network = Session.Network(context);
                Address address = Accounts.Parse(context.Get(drop), "drop");
                Address receiver = Accounts.Resolve(context, context.Get(to)!, network, "--to");
                await using Sender sender = await send.OpenAsync(context, network, cancellation);
                ClawedBack back = (await StepProgress.RunAsync(context.Terminal, "sending", 1, p =>
                    new ClawBackDrop(sender.Send).RunAsync(address, receiver, DateTimeOffset.UtcNow, send.Read(context), p, cancellation))).Value;
                return SentView.Of(back.Outcome, network,
                    [("drop", address.ToString()), ("to", receiver.ToString()), ("amount", Text(back.Before, back.Before.Balance)), ("units", back.Before.Balance.ToString())]);
            }, send.WithoutKey(drop, to)),
            "bursar drop clawback 0x… --to treasury --from treasury --network base");
    }

    /// <summary>An amount of a drop's token, for people.</summary>
    public static string Text(DropState drop, UInt256 units) => $"{new Amount(units, drop.Decimals)} {drop.Symbol}".TrimEnd();

    private static Address AddressOf(string text, string? key, NetworkProfile network)
    {
        if (Address.TryParse(text, out Address address))
            return address;
        if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) && !Path.Exists(text))
            return Accounts.Parse(text, "drop");
        DropFolder folder = DropFolder.Open(text, key).Value;
        return folder.Chain == network.ChainId ? folder.Address : throw new FaultException(ClaimDrop.WrongChain(folder, network.ChainId));
    }

    private static DropPhase PhaseOf(DropState drop) => drop.PhaseAt(Math.Max(drop.Time, (ulong)DateTimeOffset.UtcNow.ToUnixTimeSeconds()));

    private static string? Moment(ulong seconds) =>
        seconds == 0 ? null : DateTimeOffset.FromUnixTimeSeconds((long)Math.Min(seconds, (ulong)LastSecond)).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");

    private static JsonObject ToJson(DropState drop) => new()
    {
        ["ok"] = true,
        ["address"] = drop.Address.ToString(),
        ["block"] = drop.Block,
        ["phase"] = PhaseOf(drop).ToString().ToLowerInvariant(),
        ["token"] = drop.Parameters.Token.ToString(),
        ["symbol"] = drop.Symbol,
        ["decimals"] = drop.Decimals,
        ["root"] = drop.Parameters.Root.ToString(),
        ["recipients"] = drop.Parameters.Count.ToString(),
        ["total"] = drop.Parameters.Total.ToString(),
        ["balance"] = drop.Balance.ToString(),
        ["owner"] = drop.Owner.ToString(),
        ["starts"] = Moment(drop.Parameters.Start),
        ["expires"] = Moment(drop.Parameters.Expiry),
        ["claimFor"] = drop.Parameters.AllowClaimFor,
        ["listHash"] = drop.Parameters.ListHash.ToString(),
        ["uri"] = drop.Parameters.Uri,
    };

    private static void Print(Terminal terminal, DropState drop)
    {
        SentView.Line(terminal, "drop", drop.Address.ToString());
        SentView.Line(terminal, "phase", PhaseOf(drop) switch
        {
            DropPhase.NotStarted => "open, but claims have not begun",
            DropPhase.Open => "recipients can claim",
            _ => "ended; its owner can take back what is left",
        });
        SentView.Line(terminal, "token", $"{drop.Parameters.Token} ({drop.Symbol ?? "no symbol"})");
        SentView.Line(terminal, "total", $"{Text(drop, drop.Parameters.Total)} for {drop.Parameters.Count} recipient{(drop.Parameters.Count == UInt256.One ? "" : "s")}");
        SentView.Line(terminal, "holds", Text(drop, drop.Balance));
        SentView.Line(terminal, "from", Moment(drop.Parameters.Start) ?? "as soon as it is open");
        SentView.Line(terminal, "until", Moment(drop.Parameters.Expiry) ?? "for ever");
        SentView.Line(terminal, "owner", drop.Owner.ToString());
        SentView.Line(terminal, "claims", drop.Parameters.AllowClaimFor ? "anybody may claim for a recipient, to the recipient" : "by each recipient only");
        SentView.Line(terminal, "root", drop.Parameters.Root.ToString());
        SentView.Line(terminal, "list", $"hash {drop.Parameters.ListHash}{(drop.Parameters.Uri.Length > 0 ? $" at {drop.Parameters.Uri}" : "")}");
    }
}
