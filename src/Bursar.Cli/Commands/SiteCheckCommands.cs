using System.CommandLine;
using System.Net;
using System.Text.Json.Nodes;
using Bursar.App.Outbox;
using Bursar.App.Planning;
using Bursar.App.Sites;
using Bursar.App.Sites.Dns;
using Bursar.Cli.Output;
using Bursar.Contracts;
using Bursar.Core.Faults;
using Bursar.Core.Networks;
using Bursar.Core.Sites;
using Bursar.Evm.Primitives;

namespace Bursar.Cli.Commands;

/// <summary><c>site verify</c> and <c>site well-known</c>.</summary>
internal static class SiteCheckCommands
{
    private const int MaxDays = 36_500;
    private static readonly string[] Methods = ["dns-txt", "check-domain", "well-known"];

    public static Command CreateVerify(CommandFactory factory)
    {
        Argument<string> name = SiteCommands.NameArgument(products: false);
        Option<string> token = TokenOption();
        var method = new Option<string>("--method") { Description = $"How to check: {string.Join(", ", Methods)}", Required = true, HelpName = "method" };
        var owner = new Option<string?>("--owner") { Description = "Who claims the site (default: the sender)", HelpName = "account" };
        Option<string?> whose = SiteCommands.OperatorOption("the sender's own");
        var attest = new Option<bool>("--attest") { Description = "Record the confirmation on chain" };
        var expires = new Option<string>("--expires") { Description = "How long the confirmation counts: a number and h, d, w or y", DefaultValueFactory = _ => "180d", HelpName = "duration" };
        var dns = new Option<string?>("--dns") { Description = "Name server to ask, as address:port (default: those of this machine)", HelpName = "server" };
        var baseUrl = new Option<string?>("--base-url") { Description = "Fetch the well-known file from here instead of https://<domain>; for private networks and tests", HelpName = "url" };
        var send = new SendOptions();
        return ExamplesHelp.With(
            factory.Create("verify", "Check from outside that an owner controls a domain, and record that on chain with --attest", async (context, cancellation) =>
            {
                SiteName site = SiteCommands.Parse(context.Get(name), product: false);
                Address address = Accounts.Parse(context.Get(token)!, "--token");
                SiteMethod how = ParseMethod(context.Get(method)!);
                TimeSpan lasts = ParseDuration(context.Get(expires)!);
                NetworkProfile network = Session.Network(context);
                var wellKnown = new WellKnownOptions { BaseUrl = ParseUrl(context.Get(baseUrl)) };
                if (context.Get(attest) && wellKnown.BaseUrl is not null && !network.Embedded)
                {
                    throw new FaultException(new Fault("site.attest-elsewhere", "what another server than the domain's says must not be recorded on a public chain.", "--base-url",
                        "Leave out --base-url or --attest.")
                    { Kind = FaultKind.Usage });
                }

                await using Sender sender = await send.OpenAsync(context, network, cancellation);
                await ChainGuard.RequireAsync(sender.Send.Client, network, cancellation);
                Address claimant = context.Get(owner) is { } who ? Accounts.Resolve(context, who, network, "--owner") : sender.Send.Sender;
                Address registry = RegistryOf(context, context.Get(whose), network, sender);
                SiteClaim claim = (await new ReadSiteClaim(sender.Send.Client).RunAsync(registry, site, claimant, address, cancellation)).Value;
                context.Terminal.Note($"[grey]checking {site.Text} by {context.Get(method)}[/]");
                using var reader = new WellKnownReader(wellKnown);
                var checker = new SiteChecker(new DnsTxtClient(ParseDns(context.Get(dns))), reader, new TokenDomains(sender.Send.Client).CheckAsync);
                SiteEvidence evidence = (await checker.CheckAsync(claim, how, cancellation)).Value;
                if (!context.Get(attest))
                    return Seen(claim, evidence);
                DateTimeOffset until = new(DateTimeOffset.UtcNow.Add(lasts).UtcDateTime.Date.AddDays(1), TimeSpan.Zero);
                OutboxOutcome outcome = (await StepProgress.RunAsync(context.Terminal, "recording", 2, p =>
                    new AttestSite(sender.Send).RunAsync(claim, evidence, until, send.Read(context), p, cancellation))).Value;
                return SentView.Of(outcome, network, [.. Facts(claim, evidence), ("expires", until.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"))]);
            }, send.WithoutKey(name, token, method, owner, whose, attest, expires, dns, baseUrl)),
            "bursar site verify example.org --token 0x… --method dns-txt",
            "bursar site verify example.org --token 0x… --method well-known --attest --expires 90d --network base --from operator");
    }

    public static Command CreateWellKnown(CommandFactory factory)
    {
        Argument<string> name = SiteCommands.NameArgument(products: false);
        Option<string> token = TokenOption();
        Option<string?> whose = SiteCommands.OperatorOption("the sender's own");
        var send = new SendOptions("The owner of the claim, who signs the file: a key's name, an address, or local:N (default on the local chain: local:0)");
        return ExamplesHelp.With(
            factory.Create("well-known", $"Print the signed file to publish at https://<domain>{WellKnownFile.Path}", async (context, cancellation) =>
            {
                SiteName site = SiteCommands.Parse(context.Get(name), product: false);
                Address address = Accounts.Parse(context.Get(token)!, "--token");
                NetworkProfile network = Session.Network(context);
                string from = Accounts.SenderOr(context.Get(send.From), network);
                Evm.Signing.ISigner signer = await Session.SignerAsync(context, from, network, cancellation);
                using var held = signer as IDisposable;
                Address admin = context.Get(whose) is { } text ? Accounts.Resolve(context, text, network, "--operator") : signer.Address;
                var claim = new SiteClaim { ChainId = network.ChainId, Registry = Deployments.SiteRegistryAddress(admin), Site = site, Owner = signer.Address, Token = address };
                WellKnownFile file = await WellKnownFile.SignAsync(claim, signer, cancellation);
                string json = file.ToJson();
                return new Outcome(JsonNode.Parse(json)!, _ => Console.Out.WriteLine(json.TrimEnd()));
            }, name, token, whose, send.From),
            "bursar site well-known example.org --token 0x… > bursar.json");
    }

    /// <summary>The word for a method.</summary>
    public static string NameOf(SiteMethod method) => Methods[(int)method];

    private static Option<string> TokenOption() => new("--token") { Description = "The token that is linked to the site", Required = true, HelpName = "address" };

    private static Address RegistryOf(CommandContext context, string? whose, NetworkProfile network, Sender sender) =>
        Deployments.SiteRegistryAddress(whose is { } text ? Accounts.Resolve(context, text, network, "--operator") : sender.Send.Sender);

    private static (string, string?)[] Facts(SiteClaim claim, SiteEvidence evidence) =>
    [
        ("site", claim.Site.Text), ("owner", claim.Owner.ToString()), ("token", claim.Token.ToString()), ("registry", claim.Registry.ToString()),
        ("seen", evidence.Text), ("evidence", evidence.Hash.ToString()),
    ];

    private static Outcome Seen(SiteClaim claim, SiteEvidence evidence)
    {
        var json = new JsonObject { ["ok"] = true };
        foreach ((string label, string? value) in Facts(claim, evidence))
            json[label] = value;
        json["attested"] = false;
        return new Outcome(json, t =>
        {
            foreach ((string label, string? value) in Facts(claim, evidence))
                SentView.Line(t, label, value ?? "");
            SentView.Line(t, "confirmed", "add --attest to record it on chain");
        });
    }

    private static SiteMethod ParseMethod(string text) => Array.IndexOf(Methods, text) is var at and >= 0
        ? (SiteMethod)at
        : throw new FaultException(new Fault("site.unknown-method", $"'{text}' is no way to check a site.", "--method", Suggestion.Hint(text, Methods)) { Kind = FaultKind.Usage });

    /// <summary>Hours, days, weeks or years of 365 days.</summary>
    internal static TimeSpan ParseDuration(string text, string option = "--expires")
    {
        int hours = text.Length == 0 ? 0 : text[^1] switch { 'h' => 1, 'd' => 24, 'w' => 24 * 7, 'y' => 24 * 365, _ => 0 };
        if (hours > 0 && int.TryParse(text[..^1], System.Globalization.NumberStyles.None, null, out int count) && count is > 0 and <= MaxDays && (long)count * hours <= 24L * MaxDays)
            return TimeSpan.FromHours((double)count * hours);
        throw new FaultException(new Fault("cli.bad-duration", $"'{text}' is no duration.", option, "Write a number and h, d, w or y, such as 180d; at most a hundred years.") { Kind = FaultKind.Usage });
    }

    private static DnsOptions ParseDns(string? text)
    {
        if (text is null)
            return DnsOptions.OfThisMachine();
        return IPEndPoint.TryParse(text, out IPEndPoint? server)
            ? new DnsOptions { Servers = [server.Port == 0 ? new IPEndPoint(server.Address, 53) : server] }
            : throw new FaultException(new Fault("cli.bad-server", $"'{text}' is no address of a name server.", "--dns", "Write it like 9.9.9.9 or 127.0.0.1:5353.") { Kind = FaultKind.Usage });
    }

    private static Uri? ParseUrl(string? text)
    {
        if (text is null)
            return null;
        return Uri.TryCreate(text, UriKind.Absolute, out Uri? url) && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp)
            ? url
            : throw new FaultException(new Fault("cli.bad-url", $"'{text}' is no http or https address.", "--base-url", "Write it like http://127.0.0.1:8080/.") { Kind = FaultKind.Usage });
    }
}
