using System.CommandLine;
using System.Text.Json.Nodes;
using Bursar.App.Approval;
using Bursar.App.Vesting;
using Bursar.Cli.Output;
using Bursar.Core.Faults;
using Bursar.Core.Networks;
using Bursar.Evm.Primitives;
using Bursar.Evm.Signing;
using Spectre.Console;

namespace Bursar.Cli.Commands;

/// <summary><c>vest agree</c> and <c>vest move</c>: a schedule goes to another account when both want it.</summary>
internal static class VestMoveCommands
{
    public static Command Agree(CommandFactory factory)
    {
        var id = new Argument<string>("schedule") { Description = "Id of the schedule" };
        var to = new Option<string>("--to") { Description = "Who is to have it: an address, a key's name, or local:N", Required = true, HelpName = "account" };
        var until = new Option<string>("--until") { Description = "Until when the agreement is good, as 2026-03-01T12:00:00Z; both parties sign the same", Required = true, HelpName = "time" };
        var from = new Option<string?>("--from", "-f") { Description = "Who agrees: the recipient or the other account", HelpName = "key" };
        return ExamplesHelp.With(
            factory.Create("agree", "Sign that a schedule may move to another account; nothing is sent", async (context, cancellation) =>
            {
                NetworkProfile network = Session.Network(context);
                Address account = Accounts.Resolve(context, context.Get(to)!, network, "--to");
                if (!DateTimeOffset.TryParseExact(context.Get(until), "yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal, out DateTimeOffset deadline))
                    throw new FaultException(new Fault("cli.bad-time", $"'{context.Get(until)}' is no time.", "--until", "Write it as in 2026-03-01T12:00:00Z.") { Kind = FaultKind.Usage });
                ISigner signer = await Session.SignerAsync(context, Accounts.SenderOr(context.Get(from), network), network, cancellation);
                using IDisposable? held = signer as IDisposable;
                new ActionGate(new PolicyPins(context.Home), TimeProvider.System).Require(signer.Address, "vest-agree");
                JsonObject paper = (await MoveConsent.SignAsync(signer, network.ChainId, VestCommands.Id(context.Get(id)), account, (ulong)deadline.ToUnixTimeSeconds(), cancellation)).ToJson();
                string text = paper.ToString();
                paper["ok"] = true;
                return new Outcome(paper, t => t.Results.MarkupLineInterpolated($"{text}"));
            }, id, to, until, from),
            "bursar vest agree 0x… --to bob --until 2026-12-31T00:00:00Z --from bob --json > bob.json");
    }

    public static Command Move(CommandFactory factory)
    {
        var id = new Argument<string>("schedule") { Description = "Id of the schedule" };
        var to = new Option<string>("--to") { Description = "Who is to have it: an address, a key's name, or local:N", Required = true, HelpName = "account" };
        var consents = new Option<string[]>("--consent") { Description = "File of 'bursar vest agree', of each of the two parties who does not send this", HelpName = "file", AllowMultipleArgumentsPerToken = true };
        var send = new SendOptions("Who signs and pays the fee: one of the two, or anybody with the agreements of both (default on the local chain: local:0)");
        return ExamplesHelp.With(
            factory.Create("move", "Move what a schedule still promises to another account, with the consent of both", async (context, cancellation) =>
            {
                NetworkProfile network = Session.Network(context);
                Address account = Accounts.Resolve(context, context.Get(to)!, network, "--to");
                var papers = new List<MoveConsent>();
                foreach (string path in context.Get(consents) ?? [])
                {
                    if (!File.Exists(path))
                        throw new FaultException(new Fault("vesting.bad-consent", $"there is no file '{path}'.", "--consent", "Name a file that 'bursar vest agree' wrote.") { Kind = FaultKind.Usage });
                    papers.Add(MoveConsent.Read(await File.ReadAllBytesAsync(path, cancellation), path).Value);
                }

                await using Sender sender = await send.OpenAsync(context, network, cancellation);
                UsedSchedules used = (await StepProgress.RunAsync(context.Terminal, "sending", 1, p =>
                    new UseSchedules(sender.Send).MoveAsync(VestCommands.Id(context.Get(id)), account, papers, send.Read(context), p, cancellation))).Value;
                return VestUseCommands.Sent(used, network, [("to", account.ToString()), ("new schedule", UseSchedules.IdAfter(used.Before[0], account).ToString())]);
            }, send.WithoutKey(id, to, consents)),
            "bursar vest move 0x… --to bob --consent bob.json --from alice");
    }
}
