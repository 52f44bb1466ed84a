using System.CommandLine;
using System.Text.Json.Nodes;
using Bursar.App.Networks;
using Bursar.App.Planning;
using Bursar.App.Safes;
using Bursar.Cli.Output;
using Bursar.Core.Faults;
using Bursar.Core.Networks;
using Bursar.Core.Safes;

namespace Bursar.Cli.Commands;

/// <summary><c>safe create</c> and <c>safe show</c>; the rest of <c>safe</c> is about proposals and batch files.</summary>
internal static class SafeCommands
{
    public static Command Create(CommandFactory factory) => CommandFactory.Group(
        "safe", "Accounts that several owners hold together: make one, propose a plan to it, sign, execute",
        CreateNew(factory), Show(factory), SafeProposalCommands.Propose(factory), SafeProposalCommands.Check(factory), SafeProposalCommands.Sign(factory), SafeProposalCommands.Approve(factory),
        SafeProposalCommands.Execute(factory), SafeBatchCommands.Export(factory), SafeBatchCommands.Import(factory));

    private static Command CreateNew(CommandFactory factory)
    {
        var name = new Option<string>("--name") { Description = "A name of your choice: with owners and threshold it decides the address", HelpName = "text", DefaultValueFactory = _ => "treasury" };
        var owners = new Option<string>("--owners") { Description = "The owners, with commas between: addresses, names of keys, or local:N", HelpName = "accounts", Required = true };
        var threshold = new Option<int>("--threshold") { Description = "How many of them have to sign", HelpName = "number", Required = true };
        var release = new Option<string?>("--release") { Description = $"Release of the Safe contracts: {string.Join(" or ", SafeRelease.All.Select(r => r.Version))} (default: the network's first)", HelpName = "version" };
        var send = new SendOptions();
        return ExamplesHelp.With(
            factory.Create("create", "Make a Safe, or find the same one made before; on a local chain with the published contracts", async (context, cancellation) =>
            {
                NetworkProfile network = Session.Network(context);
                var order = new SafeOrder(context.Get(name)!, [.. context.Get(owners)!.Split(',').Select(o => Accounts.Resolve(context, o.Trim(), network, "--owners"))], context.Get(threshold), ReleaseOf(context.Get(release)));
                if (order.Check() is { Count: > 0 } wrong)
                    throw new FaultException(wrong);
                await using Sender sender = await send.OpenAsync(context, network, cancellation);
                CreatedSafe created = (await StepProgress.RunAsync(context.Terminal, "creating", 6, p => new CreateSafe(sender.Send).RunAsync(order, send.Read(context), p, cancellation))).Value;
                Outcome sent = SentView.Of(created.Outcome, network, []);
                sent.Json["safe"] = SafeView.ToJson(created.Facts);
                sent.Json["asOrdered"] = created.AsOrdered;
                return sent with
                {
                    Human = t =>
                    {
                        SafeView.Print(t, created.Facts);
                        if (!created.AsOrdered)
                            SentView.Line(t, "changed", "its owners have changed themselves or the threshold since it was made");
                        sent.Human(t);
                        SentView.Line(t, "launch", $"safe: \"{created.Facts.Address}\"");
                    },
                };
            }, send.WithoutKey(name, owners, threshold, release)),
            "bursar safe create --owners local:0,local:1,local:2 --threshold 2",
            "bursar safe create --name treasury --owners 0x…,0x…,0x… --threshold 2 --network base --rpc https://… --from deployer");
    }

    private static Command Show(CommandFactory factory)
    {
        var safe = new Argument<string>("safe") { Description = "The Safe's address" };
        return ExamplesHelp.With(
            factory.Create("show", "Show a Safe: owners, threshold, next number, and whatever else has power over it", async (context, cancellation) =>
            {
                NetworkProfile network = Session.Network(context);
                await using ChainConnection chain = await Session.ConnectAsync(context, network, cancellation);
                await ChainGuard.RequireAsync(chain.Client, network, cancellation);
                SafeFacts facts = (await new ReadSafe(chain.Client).RunAsync(Accounts.Parse(context.Get(safe), "safe"), cancellation)).Value;
                var json = new JsonObject { ["ok"] = true, ["safe"] = SafeView.ToJson(facts) };
                return new Outcome(json, t => SafeView.Print(t, facts));
            }, safe),
            "bursar safe show 0x…",
            "bursar safe show 0x… --network ethereum --rpc https://… --json");
    }

    private static SafeRelease? ReleaseOf(string? version) => version is null ? null
        : SafeRelease.TryFind(version, out SafeRelease? release) ? release
        : throw new FaultException(new Fault("safe.no-release", $"'{version}' is no release of Safe that is known.", "--release", $"There are {string.Join(" and ", SafeRelease.All.Select(r => r.Version))}.") { Kind = FaultKind.Usage });
}
