using System.CommandLine;
using System.Text.Json.Nodes;
using Bursar.App.Lab;
using Bursar.App.LocalChain;
using Bursar.Cli.Output;
using Bursar.Core.Faults;
using Bursar.Core.Networks;
using Spectre.Console;

namespace Bursar.Cli.Commands;

/// <summary><c>lab</c>: networks on this machine on which one can see what a consensus does to a distribution.</summary>
internal static class LabCommands
{
    private static readonly LabKind[] Kinds = [LabKind.Pos, LabKind.Rollup, LabKind.Depth, LabKind.Instant];

    public static Command Create(CommandFactory factory) => CommandFactory.Group("lab", "Start a network on this machine with a real or simulated rule of finality, and disturb it",
    [
        .. Kinds.Select(kind => CreateStay(factory, kind)),
        CreateUp(factory), CreateDown(factory), CreateStatus(factory), .. LabVerbs.Create(factory),
    ]);

    /// <summary>The kind that is named, or the only one that runs.</summary>
    public static LabNetwork Running(CommandContext context, string? word, params LabKind[] able)
    {
        LabNetwork[] running = [.. Kinds.Where(k => word is null ? able.Contains(k) : Laboratory.WordOf(k) == word).Select(k => Laboratory.Find(context.Home, k)).OfType<LabNetwork>()];
        return running.Length switch
        {
            1 => running[0],
            0 => throw new FaultException(new Fault("lab.not-running", $"no laboratory {(word is null ? $"of kind {string.Join(" or ", able.Select(Laboratory.WordOf))}" : $"of kind '{word}'")} runs.",
                Hint: $"Start it with 'bursar lab up {word ?? Laboratory.WordOf(able[0])}'.")
            { Kind = FaultKind.Refused }),
            _ => throw new FaultException(new Fault("lab.which", $"several laboratories run: {string.Join(", ", running.Select(r => Laboratory.WordOf(r.Kind)))}.", "--kind", "Name one with --kind.") { Kind = FaultKind.Usage }),
        };
    }

    private static Argument<string> KindArgument(ArgumentArity arity)
    {
        var argument = new Argument<string>("kind") { Description = "pos, rollup, depth or instant", Arity = arity };
        argument.AcceptOnlyFromAmong([.. Kinds.Select(Laboratory.WordOf)]);
        return argument;
    }

    private static LabKind KindOf(string word) => Kinds.First(k => Laboratory.WordOf(k) == word);

    private static Command CreateStay(CommandFactory factory, LabKind kind)
    {
        string word = Laboratory.WordOf(kind);
        return ExamplesHelp.With(
            factory.Create(word, $"Start {About(kind)}, and stay until Ctrl-C", (context, cancellation) => StayAsync(context, kind, cancellation)),
            $"bursar lab {word}");
    }

    private static string About(LabKind kind) => kind switch
    {
        LabKind.Pos => "a proof-of-stake network (two execution and two consensus clients)",
        LabKind.Rollup => "an OP-type rollup with a chain below it",
        LabKind.Depth => "a chain that is final by depth",
        _ => "a chain that is final at once",
    };

    private static Command CreateUp(CommandFactory factory)
    {
        Argument<string> kind = KindArgument(ArgumentArity.ExactlyOne);
        return ExamplesHelp.With(
            factory.Create("up", "Start a laboratory in the background; 'bursar lab down' stops it", async (context, cancellation) =>
            {
                LabNetwork network = await StartAsync(context, KindOf(context.Get(kind)), cancellation);
                return new Outcome(Json(network), t => Print(t, network));
            }, kind),
            "bursar lab up pos",
            "bursar lab up depth && bursar apply launch.plan.json --network lab-depth");
    }

    private static Command CreateDown(CommandFactory factory)
    {
        Argument<string> kind = KindArgument(ArgumentArity.ZeroOrOne);
        return ExamplesHelp.With(
            factory.Create("down", "Stop a laboratory, or all of them; their chains are gone", async (context, cancellation) =>
            {
                LabKind[] kinds = context.Parsed.GetValue(kind) is { } word ? [KindOf(word)] : Kinds;
                var stopped = new List<string>();
                foreach (LabKind one in kinds)
                {
                    if (await Laboratory.DownAsync(context.Home, one, cancellation))
                        stopped.Add(Laboratory.WordOf(one));
                }

                string text = stopped.Count > 0 ? $"stopped {string.Join(", ", stopped)}" : "no laboratory runs";
                return new Outcome(new JsonObject { ["ok"] = true, ["stopped"] = new JsonArray([.. stopped.Select(s => (JsonNode)s)]) }, t => t.Results.WriteLine(text));
            }, kind),
            "bursar lab down",
            "bursar lab down pos");
    }

    private static Command CreateStatus(CommandFactory factory) => ExamplesHelp.With(
        factory.Create("status", "Show the laboratories that run: heads, and what each node calls safe and final", async (context, cancellation) =>
        {
            var json = new JsonArray();
            var shown = new List<(LabNetwork Network, IReadOnlyList<LabNodeState> States)>();
            foreach (LabNetwork network in Kinds.Select(k => Laboratory.Find(context.Home, k)).OfType<LabNetwork>())
            {
                IReadOnlyList<LabNodeState> states = await new LabControls(network, TimeProvider.System).StateAsync(cancellation);
                shown.Add((network, states));
                JsonObject one = Json(network);
                one["nodes"] = new JsonArray([.. states.Select(s => (JsonNode)new JsonObject
                {
                    ["title"] = s.Node.Title, ["rpc"] = s.Node.Rpc.ToString(), ["head"] = s.Head, ["safe"] = s.Safe, ["final"] = s.Final, ["peers"] = s.Peers,
                })]);
                json.Add((JsonNode)one);
            }

            return new Outcome(new JsonObject { ["ok"] = true, ["laboratories"] = json }, t => Print(t, shown));
        }),
        "bursar lab status",
        "bursar lab status --json");

    private static async Task<LabNetwork> StartAsync(CommandContext context, LabKind kind, CancellationToken cancellationToken)
    {
        context.Terminal.Note($"[grey]starting {About(kind)}[/]");
        var progress = new Progress<string>(what => context.Terminal.Note($"[grey]{what}[/]"));
        return (await Laboratory.UpAsync(kind, context.Home, Environment.GetEnvironmentVariable("BURSAR_ROOT"), progress, cancellationToken)).Value;
    }

    private static async Task<Outcome> StayAsync(CommandContext context, LabKind kind, CancellationToken cancellationToken)
    {
        if (Laboratory.Find(context.Home, kind) is { } already)
        {
            throw new FaultException(new Fault("lab.already-running", $"a laboratory of kind '{Laboratory.WordOf(kind)}' runs already at {already.Rpc}.",
                Hint: $"Use it, or stop it with 'bursar lab down {Laboratory.WordOf(kind)}'.")
            { Kind = FaultKind.Refused });
        }

        using IDisposable guard = Laboratory.Guard(context.Home, kind);
        LabNetwork network = await StartAsync(context, kind, cancellationToken);
        if (context.Terminal.Json)
            context.Terminal.Show(new Outcome(Json(network), _ => { }));
        else
            Print(context.Terminal, network);
        context.Terminal.Note($"[grey]Ctrl-C ends it, and its chain with it. Other commands find it while it runs.[/]");
        try
        {
            while (Laboratory.Find(context.Home, kind) is not null)
                await Task.Delay(TimeSpan.FromMilliseconds(500), cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await Laboratory.DownAsync(context.Home, kind, CancellationToken.None);
        }

        return new Outcome(new JsonObject { ["ok"] = true, ["stopped"] = true }, t => t.Results.WriteLine("stopped"));
    }

    private static JsonObject Json(LabNetwork network) => new()
    {
        ["ok"] = true,
        ["kind"] = Laboratory.WordOf(network.Kind),
        ["network"] = network.Profile,
        ["chainId"] = network.ChainId.ToString(),
        ["rpc"] = network.Rpc.ToString(),
        ["nodes"] = new JsonArray([.. network.Nodes.Select(n => (JsonNode)new JsonObject { ["title"] = n.Title, ["rpc"] = n.Rpc.ToString() })]),
        ["accounts"] = new JsonArray([.. LocalAccounts.Addresses.Select(a => (JsonNode)a.ToString())]),
    };

    private static void Print(Terminal terminal, LabNetwork network)
    {
        SentView.Line(terminal, "network", $"{network.Profile} (chain id {network.ChainId})");
        foreach (LabNode node in network.Nodes)
            SentView.Line(terminal, "rpc", $"{node.Rpc} ({node.Title})");
        int number = 0;
        foreach (Evm.Primitives.Address account in LocalAccounts.Addresses)
            SentView.Line(terminal, $"local:{number++}", account.ToString());
    }

    private static void Print(Terminal terminal, List<(LabNetwork Network, IReadOnlyList<LabNodeState> States)> shown)
    {
        if (shown.Count == 0)
            terminal.Results.WriteLine("no laboratory runs");
        foreach ((LabNetwork network, IReadOnlyList<LabNodeState> states) in shown)
        {
            terminal.Results.MarkupLineInterpolated($"{Laboratory.WordOf(network.Kind)}: {network.Profile}, chain id {network.ChainId}");
            foreach (LabNodeState s in states)
            {
                string peers = s.Peers is { } count ? $", {count} peer{(count == 1 ? "" : "s")}" : "";
                terminal.Results.MarkupLineInterpolated($"  {s.Node.Rpc} {s.Node.Title}: head {s.Head}, safe {s.Safe}, final {s.Final}{peers}");
            }
        }
    }
}
