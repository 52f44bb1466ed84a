using System.CommandLine;
using System.Text.Json.Nodes;
using Bursar.App.Networks;
using Bursar.App.Planning;
using Bursar.App.Sites;
using Bursar.Cli.Output;
using Bursar.Contracts;
using Bursar.Core.Networks;
using Bursar.Core.Sites;
using Bursar.Evm.Primitives;

namespace Bursar.Cli.Commands;

/// <summary><c>site link</c> and <c>site show</c>.</summary>
internal static class SiteCommands
{
    public static Command Create(CommandFactory factory) => CommandFactory.Group(
        "site", "Link websites and products to tokens, and show who confirmed that", CreateLink(factory), CreateShow(factory), SiteCheckCommands.CreateVerify(factory), SiteCheckCommands.CreateWellKnown(factory));

    /// <summary>The name of a site.</summary>
    public static Argument<string> NameArgument(bool products) => new("name") { Description = products ? "A domain such as example.org, or a product with --product" : "A domain such as example.org" };

    /// <summary>Says that the name is a product's.</summary>
    public static Option<bool> ProductOption() => new("--product") { Description = "The name is a product's, not a domain" };

    /// <summary>Whose registry is meant.</summary>
    public static Option<string?> OperatorOption(string otherwise) =>
        new("--operator") { Description = $"Whose registry: an address, a key's name, or local:N (default: {otherwise})", HelpName = "account" };

    /// <summary>Reads a site's name.</summary>
    public static SiteName Parse(string name, bool product) => SiteName.Parse(product ? SiteKind.Product : SiteKind.Domain, name).Value;

    private static Command CreateLink(CommandFactory factory)
    {
        Argument<string> name = NameArgument(products: true);
        var token = new Option<string>("--token") { Description = "The token's address", Required = true, HelpName = "address" };
        Option<bool> product = ProductOption();
        var primary = new Option<bool>("--primary") { Description = "Make it your primary token for the site (your first one always is)" };
        Option<string?> whose = OperatorOption("the sender's own");
        var send = new SendOptions();
        return ExamplesHelp.With(
            factory.Create("link", "Claim a site and link a token to it; the registry is deployed when it is missing", async (context, cancellation) =>
            {
                SiteName site = Parse(context.Get(name), context.Get(product));
                Address address = Accounts.Parse(context.Get(token)!, "--token");
                NetworkProfile network = Session.Network(context);
                Address? admin = context.Get(whose) is { } text ? Accounts.Resolve(context, text, network, "--operator") : null;
                await using Sender sender = await send.OpenAsync(context, network, cancellation);
                LinkedSite linked = (await StepProgress.RunAsync(context.Terminal, "linking", 2, p =>
                    new LinkSite(sender.Send).RunAsync(site, address, context.Get(primary), admin, send.Read(context), p, cancellation))).Value;
                return SentView.Of(linked.Outcome, network,
                [
                    ("site", site.Text), ("kind", site.Kind.ToString().ToLowerInvariant()), ("token", address.ToString()), ("owner", sender.Send.Sender.ToString()),
                    ("registry", linked.Registry.ToString()), ("linked", linked.Existed ? "before" : "now"),
                ]);
            }, send.WithoutKey(name, token, product, primary, whose)),
            "bursar site link website_123.com --token 0x…",
            "bursar site link product_456 --product --token 0x… --primary");
    }

    private static Command CreateShow(CommandFactory factory)
    {
        Argument<string> name = NameArgument(products: true);
        Option<bool> product = ProductOption();
        Option<string?> whose = OperatorOption("on the local chain local:0");
        var owner = new Option<string?>("--owner") { Description = "Show this claimant only, without searching the registry's events", HelpName = "account" };
        return ExamplesHelp.With(
            factory.Create("show", "Show who claims a site, what was confirmed and which tokens are linked", async (context, cancellation) =>
            {
                SiteName site = Parse(context.Get(name), context.Get(product));
                NetworkProfile network = Session.Network(context);
                Address admin = Accounts.Resolve(context, Accounts.SenderOr(context.Get(whose), network, "--operator"), network, "--operator");
                Address? claimant = context.Get(owner) is { } text ? Accounts.Resolve(context, text, network, "--owner") : null;
                await using ChainConnection chain = await Session.ConnectAsync(context, network, cancellation);
                await ChainGuard.RequireAsync(chain.Client, network, cancellation);
                RegisteredSite facts = (await new ReadSite(chain.Client).RunAsync(Deployments.SiteRegistryAddress(admin), site, claimant, cancellation)).Value;
                return new Outcome(ToJson(facts), t => Print(t, facts));
            }, name, product, whose, owner),
            "bursar site show website_123.com",
            "bursar site show example.org --operator 0x… --network base --rpc https://…");
    }

    private static string? Moment(DateTimeOffset? time) => time?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");

    private static JsonObject ToJson(RegisteredSite facts) => new()
    {
        ["ok"] = true,
        ["site"] = facts.Site.Text,
        ["kind"] = facts.Site.Kind.ToString().ToLowerInvariant(),
        ["registry"] = facts.Registry.ToString(),
        ["block"] = facts.Block,
        ["verifiedOwner"] = facts.VerifiedOwner?.ToString(),
        ["claims"] = new JsonArray([.. facts.Claims.Select(c => (JsonNode)new JsonObject
        {
            ["owner"] = c.Owner.ToString(),
            ["status"] = c.Status.ToString().ToLowerInvariant(),
            ["method"] = c.Method is { } method ? SiteCheckCommands.NameOf(method) : null,
            ["claimedAt"] = Moment(c.ClaimedAt),
            ["verifiedAt"] = Moment(c.VerifiedAt),
            ["expiresAt"] = Moment(c.ExpiresAt),
            ["evidence"] = c.VerifiedAt is null ? null : c.Evidence.ToString(),
            ["primary"] = c.Primary?.ToString(),
            ["tokens"] = new JsonArray([.. c.Tokens.Select(t => (JsonNode)t.ToString())]),
            ["tokenCount"] = c.TokenCount.ToString(),
        })]),
    };

    private static void Print(Terminal terminal, RegisteredSite facts)
    {
        SentView.Line(terminal, "site", facts.Site.ToString());
        SentView.Line(terminal, "registry", facts.Registry.ToString());
        SentView.Line(terminal, "verified", facts.VerifiedOwner is { } verified ? $"{verified} is its confirmed owner" : "nobody is confirmed as its owner");
        foreach (SiteHolding claim in facts.Claims)
        {
            string until = claim.ExpiresAt is { } end ? $" until {Moment(end)}" : "";
            SentView.Line(terminal, "claim", $"{claim.Owner}: {claim.Status.ToString().ToLowerInvariant()}{(claim.Method is { } method ? $" by {SiteCheckCommands.NameOf(method)}" : "")}{until}");
            foreach (Address token in claim.Tokens)
                SentView.Line(terminal, "token", $"{token}{(token == claim.Primary ? " (primary)" : "")}");
            if (claim.TokenCount > (UInt256)claim.Tokens.Count)
                SentView.Line(terminal, "token", $"… {claim.TokenCount} in all");
        }
    }
}
