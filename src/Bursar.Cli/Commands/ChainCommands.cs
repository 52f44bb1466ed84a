using System.CommandLine;
using System.Text.Json.Nodes;
using Bursar.App.LocalChain;
using Bursar.App.Networks;
using Bursar.Cli.Output;
using Bursar.Core.Faults;
using Bursar.Core.Networks;
using Bursar.Evm.Primitives;
using Spectre.Console;

namespace Bursar.Cli.Commands;

/// <summary><c>up</c> and <c>down</c>: the local chain, which keeps its state between runs.</summary>
internal static class ChainCommands
{
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(60);

    public static Command CreateUp(CommandFactory factory)
    {
        var detach = new Option<bool>("--detach", "-d") { Description = "Leave the chain running in the background; 'bursar down' stops it" };
        var port = new Option<int>("--port", "-p") { Description = "Port of its JSON-RPC endpoint", DefaultValueFactory = _ => 8545 };
        return ExamplesHelp.With(
            factory.Create("up", "Start the local chain (chain id 31337); its state is kept between runs", (context, cancellation) =>
                UpAsync(context, context.Get(detach), context.Get(port), cancellation), detach, port),
            "bursar up",
            "bursar up --detach && bursar token create --name WebsiteCoin --symbol WSC --supply 1_000_000");
    }

    public static Command CreateDown(CommandFactory factory) =>
        ExamplesHelp.With(factory.Create("down", "Stop the local chain that runs in the background", async (context, cancellation) =>
        {
            NetworkProfile network = Embedded(context);
            bool? stopped = await DetachedNode.StopAsync(ChainConnection.PidFile(context.Home, network), StopLimit, cancellation);
            string text = stopped switch { true => "stopped; its state is kept", false => "it did not stop in time and was killed; the last periodic state is kept", null => "no local chain runs in the background" };
            return new Outcome(new JsonObject { ["stopped"] = stopped }, t => t.Results.WriteLine(text));
        }), "bursar down", "bursar down --json");

    private static async Task<Outcome> UpAsync(CommandContext context, bool detach, int port, CancellationToken cancellationToken)
    {
        NetworkProfile network = Embedded(context);
        LocalNodeOptions options = ChainConnection.NodeOptions(context.Home, network, Environment.GetEnvironmentVariable("BURSAR_ROOT"), port);
        string pidFile = ChainConnection.PidFile(context.Home, network);
        if (DetachedNode.Find(pidFile) is { } running)
            throw new FaultException(new Fault("local.running", $"the local chain runs already at {running.Endpoint}.", Hint: "Stop it with 'bursar down'.") { Kind = FaultKind.Usage });
        DetachedNode node = (await DetachedNode.StartAsync(options, pidFile, cancellationToken)).Value;
        if (detach)
            return new Outcome(Json(node.Endpoint, network), t => Print(t, node.Endpoint, network));
        if (context.Terminal.Json)
            context.Terminal.Show(new Outcome(Json(node.Endpoint, network), _ => { }));
        else
            Print(context.Terminal, node.Endpoint, network);
        context.Terminal.Note($"[grey]Ctrl-C stops it; its state is kept. Other commands find it while it runs.[/]");
        try
        {
            while (DetachedNode.Find(pidFile) is not null)
                await Task.Delay(TimeSpan.FromMilliseconds(200), cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await DetachedNode.StopAsync(pidFile, StopLimit, CancellationToken.None);
            return new Outcome(new JsonObject { ["stopped"] = true }, t => t.Results.WriteLine("stopped; its state is kept"));
        }

        return new Outcome(new JsonObject { ["stopped"] = true }, t => t.Results.WriteLine("the local chain was stopped by another command, or ended by itself; its state is kept"));
    }

    private static NetworkProfile Embedded(CommandContext context)
    {
        NetworkProfile network = Session.Network(context);
        return network.Embedded
            ? network
            : throw new FaultException(new Fault("local.not-embedded", $"{network.Title} is no chain that Bursar starts itself.", "--network", "Use local.") { Kind = FaultKind.Usage });
    }

    private static JsonObject Json(Uri? endpoint, NetworkProfile network) => new()
    {
        ["rpc"] = endpoint?.ToString(),
        ["chainId"] = network.ChainId.ToString(),
        ["accounts"] = new JsonArray([.. LocalAccounts.Addresses.Select(a => (JsonNode)a.ToString())]),
    };

    private static void Print(Terminal terminal, Uri? endpoint, NetworkProfile network)
    {
        terminal.Results.WriteLine($"rpc       {endpoint}");
        terminal.Results.WriteLine($"chain id  {network.ChainId}");
        int number = 0;
        foreach (Address account in LocalAccounts.Addresses)
            terminal.Results.WriteLine($"local:{number++}   {account}");
    }
}
