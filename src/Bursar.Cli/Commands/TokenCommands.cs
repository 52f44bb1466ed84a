using System.CommandLine;
using System.Text.Json.Nodes;
using Bursar.App.Networks;
using Bursar.App.Planning;
using Bursar.App.Tokens;
using Bursar.Cli.Output;
using Bursar.Core.Faults;
using Bursar.Core.Launch;
using Bursar.Core.Lists;
using Bursar.Core.Networks;
using Bursar.Core.Sites;
using Bursar.Evm.Primitives;

namespace Bursar.Cli.Commands;

/// <summary><c>token create</c> and <c>token show</c>.</summary>
internal static class TokenCommands
{
    public static Command Create(CommandFactory factory) => CommandFactory.Group(
        "token", "Create tokens, look at them and move them",
        CreateCreate(factory), CreateShow(factory), TokenMoveCommands.CreateTransfer(factory), TokenMoveCommands.CreateApprove(factory), TokenMoveCommands.CreateTransferFrom(factory));

    private static Command CreateCreate(CommandFactory factory)
    {
        var name = new Option<string>("--name") { Description = "Its name", Required = true, HelpName = "text" };
        var symbol = new Option<string>("--symbol") { Description = "Its symbol", Required = true, HelpName = "text" };
        var supply = new Option<string>("--supply") { Description = "The supply at birth in tokens, such as 1_000_000; only managed tokens can make more", Required = true, HelpName = "amount" };
        var kind = new Option<string>("--kind") { Description = "What it can do: fixed, managed or votes", DefaultValueFactory = _ => "fixed", HelpName = "kind" };
        var form = new Option<string>("--form") { Description = "How its code stands on the chain: direct (cheap transfers) or clone (cheap to create)", DefaultValueFactory = _ => "direct", HelpName = "form" };
        var limit = new Option<string?>("--limit") { Description = "How much may ever be made of a managed token, the supply included (default: the supply)", HelpName = "amount" };
        var uri = new Option<string?>("--uri") { Description = "Where it is described (ERC-7572), such as ipfs://…", HelpName = "uri" };
        var decimals = new Option<int>("--decimals") { Description = "Digits after the point, 0 to 38", DefaultValueFactory = _ => 18 };
        var owner = new Option<string?>("--owner") { Description = "Who manages a managed token; of others the owner of record, without any power (default: the sender)", HelpName = "account" };
        var genesis = new Option<string?>("--genesis") { Description = "List of the first holders, in tokens, adding up to the supply (default: the owner holds it all)", HelpName = "file" };
        var salt = new Option<string?>("--salt") { Description = "Tells apart tokens that are alike in everything else (default: the symbol)", HelpName = "text" };
        var send = new SendOptions();
        return ExamplesHelp.With(
            factory.Create("create", "Create a token; the same command creates it once", async (context, cancellation) =>
            {
                NetworkProfile network = Session.Network(context);
                byte digits = Decimals(context.Get(decimals));
                var order = new TokenOrder
                {
                    Name = context.Get(name)!,
                    Symbol = context.Get(symbol)!,
                    Kind = OneOf(context.Get(kind)!, "--kind", TokenKind.Fixed, TokenKind.Managed, TokenKind.Votes),
                    Form = OneOf(context.Get(form)!, "--form", TokenForm.Direct, TokenForm.Clone),
                    Limit = context.Get(limit) is { } most ? ParseAmount(most, digits, "--limit") : null,
                    Uri = context.Get(uri),
                    Decimals = digits,
                    Supply = ParseAmount(context.Get(supply)!, digits, "--supply"),
                    Owner = context.Get(owner) is { } who ? Accounts.Resolve(context, who, network, "--owner") : null,
                    Genesis = context.Get(genesis) is { } file ? ListFiles.Read(context, file, new ListReadOptions { FileName = file, Decimals = digits, UnitIsDefault = true }, cancellation).Rows : [],
                    Salt = context.Get(salt),
                };
                await using Sender sender = await send.OpenAsync(context, network, cancellation);
                CreatedToken token = (await StepProgress.RunAsync(context.Terminal, "creating", 2, p =>
                    new CreateToken(sender.Send).RunAsync(order, send.Read(context), p, cancellation))).Value;
                return SentView.Of(token.Outcome, network,
                [
                    ("token", token.Address.ToString()), ("symbol", order.Symbol), ("supply", new Amount(order.Supply, digits).ToString()), ("decimals", digits.ToString()),
                    ("owner", (order.Owner ?? sender.Send.Sender).ToString()), ("created", token.Existed ? "before" : "now"),
                ]);
            }, send.WithoutKey(name, symbol, supply, kind, form, limit, uri, decimals, owner, genesis, salt)),
            "bursar token create --name WebsiteCoin --symbol WSC --supply 1_000_000",
            "bursar token create --name Shares --symbol SHR --supply 1_000 --kind managed --limit 5_000",
            "bursar token create --name Points --symbol PTS --supply 5_000 --decimals 0 --genesis team.csv --network base --from treasury");
    }

    private static Command CreateShow(CommandFactory factory)
    {
        var token = new Argument<string>("token") { Description = "Its address" };
        var from = new Option<ulong?>("--links-from") { Description = "Look for site links from this block on (default: 0 on the local chain, otherwise links are left out)", HelpName = "block" };
        return ExamplesHelp.With(
            factory.Create("show", "Show a token: supply, owner of record, powers, sites", async (context, cancellation) =>
            {
                NetworkProfile network = Session.Network(context);
                Address address = Accounts.Parse(context.Get(token), "token");
                await using ChainConnection chain = await Session.ConnectAsync(context, network, cancellation);
                await ChainGuard.RequireAsync(chain.Client, network, cancellation);
                TokenFacts facts = (await new ReadToken(chain.Client).RunAsync(address, context.Get(from) ?? (network.Embedded ? 0 : null), cancellation)).Value;
                return new Outcome(ToJson(facts), t => Print(t, facts));
            }, token, from),
            "bursar token show 0x…",
            "bursar token show 0x… --network base --rpc https://… --links-from 30000000 --json");
    }

    private static byte Decimals(int number) => number is >= 0 and <= 38
        ? (byte)number
        : throw new FaultException(new Fault("token.bad-order", $"{number} decimals are not from 0 to 38.", "--decimals", "Usual are 18 and 6."));

    private static UInt256 ParseAmount(string text, byte decimals, string option) => Amount.TryParse(text, decimals, out Amount amount)
        ? amount.BaseUnits
        : throw new FaultException(new Fault("cli.bad-amount", $"'{text}' is no amount with at most {decimals} digits after the point.", option, "Write it like 1_000_000 or 12.5."));

    private static T OneOf<T>(string text, string option, params T[] all)
        where T : struct, Enum
    {
        foreach (T one in all)
        {
            if (string.Equals(one.ToString(), text, StringComparison.OrdinalIgnoreCase))
                return one;
        }

        string choices = string.Join(", ", all.Select(a => a.ToString().ToLowerInvariant()));
        throw new FaultException(new Fault("token.bad-order", $"'{text}' is none of {choices}.", option, $"Write one of {choices}."));
    }

    private static JsonObject ToJson(TokenFacts facts) => new()
    {
        ["ok"] = true,
        ["address"] = facts.Address.ToString(),
        ["block"] = facts.Block,
        ["name"] = facts.Name,
        ["symbol"] = facts.Symbol,
        ["decimals"] = facts.Decimals,
        ["supply"] = facts.Supply.ToString(),
        ["kind"] = facts.Kind?.ToString().ToLowerInvariant(),
        ["form"] = facts.Form?.ToString().ToLowerInvariant(),
        ["fixed"] = facts.Kind is TokenKind.Fixed or TokenKind.Votes or TokenKind.Genesis,
        ["uri"] = facts.Uri,
        ["powers"] = new JsonArray([.. facts.Powers.Select(p => (JsonNode)p)]),
        ["ownerOfRecord"] = facts.OwnerOfRecord?.ToString(),
        ["links"] = facts.Links is null ? null : new JsonArray([.. facts.Links.Select(l => (JsonNode)new JsonObject
        {
            ["kind"] = l.Kind.ToString().ToLowerInvariant(), ["site"] = l.Name, ["owner"] = l.Owner.ToString(), ["status"] = l.Status.ToString().ToLowerInvariant(),
            ["primary"] = l.Primary, ["registry"] = l.Registry.ToString(),
        })]),
    };

    private static void Print(Terminal terminal, TokenFacts facts)
    {
        string symbol = facts.Symbol ?? "";
        SentView.Line(terminal, "token", facts.Address.ToString());
        SentView.Line(terminal, "name", facts.Name ?? "(none given)");
        SentView.Line(terminal, "symbol", facts.Symbol ?? "(none given)");
        SentView.Line(terminal, "decimals", facts.Decimals?.ToString() ?? "(none given)");
        SentView.Line(terminal, "supply", facts.Decimals is { } decimals ? $"{new Amount(facts.Supply, decimals)} {symbol}" : $"{facts.Supply} base units");
        SentView.Line(terminal, "kind", facts.Kind is { } kind ? $"{kind.ToString().ToLowerInvariant()}, {facts.Form.ToString()!.ToLowerInvariant()} (by its code)" : "unknown: its code is not Bursar's");
        if (facts.Uri is { Length: > 0 } uri)
            SentView.Line(terminal, "described", uri);
        SentView.Line(terminal, "owner", facts.OwnerOfRecord is { } owner ? $"{owner} (of record; {(facts.Kind == TokenKind.Managed ? "who manages it now stands with its powers" : "the record gives no power")})" : "none of record: its code is not Bursar's");
        foreach (string power in facts.Powers)
            SentView.Line(terminal, "powers", power);
        if (facts.Links is null)
            SentView.Line(terminal, "sites", "not looked for; give --links-from BLOCK");
        foreach (TokenLink link in facts.Links ?? [])
        {
            SentView.Line(terminal, "site", $"{(link.Kind == SiteKind.Product ? "product " : "")}{link.Name}, {link.Status.ToString().ToLowerInvariant()}{(link.Primary ? ", primary" : "")}, " +
                $"by {link.Owner}");
        }
    }
}
