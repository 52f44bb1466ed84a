using System.CommandLine;
using System.Text.Json.Nodes;
using Bursar.App.Networks;
using Bursar.Cli.Output;
using Bursar.Core.Networks;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc.Rollups;
using Bursar.Evm.Rpc.Transport.Failover;
using Spectre.Console;

namespace Bursar.Cli.Commands;

/// <summary><c>network list</c> and <c>network probe</c>.</summary>
internal static class NetworkCommands
{
    private const byte GweiDecimals = 9;

    public static Command Create(CommandFactory factory) =>
        CommandFactory.Group("network", "Show the known networks and ask a node what it is", CreateList(factory), CreateProbe(factory));

    private static Command CreateList(CommandFactory factory) => ExamplesHelp.With(
        factory.Create("list", "List the network profiles", (context, _) =>
        {
            IReadOnlyList<NetworkProfile> profiles = Session.Networks(context).Profiles;
            var json = new JsonObject { ["ok"] = true, ["networks"] = new JsonArray([.. profiles.Select(ToJson)]) };
            return Task.FromResult(new Outcome(json, t => Print(t, profiles)));
        }),
        "bursar network list");

    private static Command CreateProbe(CommandFactory factory) => ExamplesHelp.With(
        factory.Create("probe", "Ask a node for its chain, its head and what stands there", async (context, cancellation) =>
        {
            NetworkProfile network = Session.Network(context);
            await using ChainConnection chain = await Session.ConnectAsync(context, network, cancellation);
            NetworkFacts facts = await new ProbeNetwork(chain.Client).RunAsync(cancellation);
            NetworkProfile? match = facts.ChainId == network.ChainId ? network : Session.Networks(context).Profiles.FirstOrDefault(p => p.ChainId == facts.ChainId);
            if (context.NetworkName is not null)
                await App.Planning.ChainGuard.RequireAsync(chain.Client, network, cancellation);
            IReadOnlyList<EndpointState> endpoints = chain.Endpoints is { } several ? await several.CheckAsync(cancellation) : [];
            RollupKind rollup = await chain.Client.DetectRollupAsync(cancellation);
            return new Outcome(ToJson(facts, match, chain.Client.Endpoint, endpoints, rollup), t => Print(t, facts, match, chain.Client.Endpoint, endpoints, rollup));
        }),
        "bursar network probe",
        "bursar network probe --rpc https://…",
        "bursar network probe --network ethereum --rpc https://…,wss://…,/var/lib/geth/geth.ipc --quorum 2",
        "bursar network probe --network base --rpc https://… --json");

    private static string Word(EndpointHealth health) => health switch
    {
        EndpointHealth.Usable => "usable",
        EndpointHealth.OtherChain => "other-chain",
        EndpointHealth.Behind => "behind",
        EndpointHealth.Ahead => "ahead",
        EndpointHealth.OtherBranch => "other-branch",
        _ => "unreachable",
    };

    private static string DataFee(RollupKind rollup) => rollup switch
    {
        RollupKind.OpStack => "op-stack",
        RollupKind.Arbitrum => "arbitrum",
        _ => "none",
    };

    private static string Finality(NetworkProfile profile) => profile.Finality.Kind switch
    {
        FinalityKind.Tag => "finalized tag",
        FinalityKind.Depth => $"{profile.Finality.Depth:N0} blocks deep",
        _ => "at once",
    };

    private static JsonNode ToJson(NetworkProfile profile) => new JsonObject
    {
        ["name"] = profile.Name,
        ["title"] = profile.Title,
        ["chainId"] = profile.ChainId.ToString(),
        ["consensus"] = profile.Consensus.ToString(),
        ["finality"] = profile.Finality.Kind.ToString().ToLowerInvariant(),
        ["finalityDepth"] = profile.Finality.Depth,
        ["states"] = StateLadder.Of(profile).ToString(),
        ["blockSeconds"] = profile.BlockTime.TotalSeconds,
        ["symbol"] = profile.NativeSymbol,
        ["rpc"] = new JsonArray([.. profile.Rpc.Select(r => (JsonNode)r.OriginalString)]),
        ["explorer"] = profile.Explorer?.ToString(),
        ["embedded"] = profile.Embedded,
    };

    private static JsonObject ToJson(NetworkFacts facts, NetworkProfile? profile, string endpoint, IReadOnlyList<EndpointState> endpoints, RollupKind rollup) => new()
    {
        ["ok"] = true,
        ["endpoint"] = endpoint,
        ["endpoints"] = new JsonArray([.. endpoints.Select(e => (JsonNode)new JsonObject
        {
            ["endpoint"] = e.Endpoint, ["health"] = Word(e.Health), ["chainId"] = e.ChainId?.ToString(), ["head"] = e.Head, ["problem"] = e.Problem,
        })]),
        ["network"] = profile?.Name,
        ["chainId"] = facts.ChainId.ToString(),
        ["client"] = facts.Client,
        ["genesis"] = facts.Genesis?.ToString(),
        ["head"] = facts.Head?.Number,
        ["headTime"] = facts.Head?.Timestamp,
        ["safe"] = facts.Safe,
        ["finalized"] = facts.Finalized,
        ["baseFee"] = facts.Head?.BaseFeePerGas?.ToString(),
        ["dataFee"] = DataFee(rollup),
        ["gasPrice"] = facts.GasPrice.ToString(),
        ["create2Deployer"] = facts.Create2Deployer,
        ["tokenFactory"] = facts.TokenFactory,
        ["payout"] = facts.Payout,
    };

    private static void Print(Terminal terminal, IReadOnlyList<NetworkProfile> profiles)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("name", "title", "chain id", "coin", "final", "states");
        foreach (NetworkProfile p in profiles)
            table.AddRow(Markup.Escape(p.Name), Markup.Escape(p.Title), p.ChainId.ToString(), Markup.Escape(p.NativeSymbol), Finality(p), StateLadder.Of(p).ToString());
        terminal.Results.Write(table);
    }

    private static void Print(Terminal terminal, NetworkFacts facts, NetworkProfile? profile, string endpoint, IReadOnlyList<EndpointState> endpoints, RollupKind rollup)
    {
        static string There(bool yes) => yes ? "there" : "not there";
        SentView.Line(terminal, "endpoint", endpoint);
        foreach (EndpointState state in endpoints)
            SentView.Line(terminal, state.Endpoint == endpoint ? "in use" : "beside it", state.ToString());
        SentView.Line(terminal, "chain id", $"{facts.ChainId} ({profile?.Title ?? "no profile of this chain is known"})");
        SentView.Line(terminal, "node", facts.Client ?? "does not say");
        SentView.Line(terminal, "head", facts.Head is { } head ? $"{head.Number} at {head.Time:yyyy-MM-dd HH:mm:ss} UTC" : "none");
        SentView.Line(terminal, "safe", facts.Safe?.ToString() ?? "no such tag");
        SentView.Line(terminal, "finalized", facts.Finalized?.ToString() ?? "no such tag");
        if (profile is not null)
            SentView.Line(terminal, "states", StateLadder.Of(profile).ToString());
        SentView.Line(terminal, "base fee", facts.Head?.BaseFeePerGas is { } fee ? $"{new Amount(fee, GweiDecimals)} gwei" : "no fee market");
        SentView.Line(terminal, "gas price", $"{new Amount(facts.GasPrice, GweiDecimals)} gwei");
        if (rollup != RollupKind.None)
            SentView.Line(terminal, "data fee", rollup == RollupKind.OpStack ? "beside the gas, by the OP stack's oracle" : "in the gas, as Arbitrum counts it");
        SentView.Line(terminal, "deployer", $"CREATE2 deployer {There(facts.Create2Deployer)}");
        SentView.Line(terminal, "contracts", $"token factory {There(facts.TokenFactory)}, payout {There(facts.Payout)}; they are deployed when first needed");
    }
}
