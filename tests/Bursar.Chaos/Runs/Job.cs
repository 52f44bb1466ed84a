using System.Globalization;
using System.Text.Json.Nodes;
using Bursar.App.LocalChain;
using Bursar.App.Planning;
using Bursar.Core.Networks;
using Bursar.Core.Plans;
using Bursar.Evm.Primitives;
using Bursar.Evm.Rpc;

namespace Bursar.Chaos.Runs;

/// <summary>What a run has to do: a token, a list that is paid out, and a drop that is claimed from the operator's account.</summary>
internal sealed class Job
{
    private const string NetworkName = "chaos";
    private const string Supply = "1_000_000";

    private Job(string folder, Schedule schedule, Blueprint blueprint, IReadOnlyList<Address> claimers)
    {
        Folder = folder;
        Schedule = schedule;
        Blueprint = blueprint;
        Claimers = claimers;
    }

    /// <summary>Folder of the launch file; the program's home is in it.</summary>
    public string Folder { get; }

    /// <summary>What the seed decides.</summary>
    public Schedule Schedule { get; }

    /// <summary>What the chain must look like.</summary>
    public Blueprint Blueprint { get; }

    /// <summary>Who claims.</summary>
    public IReadOnlyList<Address> Claimers { get; }

    /// <summary>The account that sends everything.</summary>
    public static Address Operator => LocalAccounts.Addresses[0];

    /// <summary>The program's home.</summary>
    public string Home => HomeIn(Folder);

    /// <summary>The journal.</summary>
    public string Journal => Path.Combine(Home, "journal.db");

    /// <summary>The commands that do the job, in order.</summary>
    public IReadOnlyList<string[]> Commands =>
    [
        ["apply", Path.Combine(Folder, "launch.plan.json")],
        .. Claimers.Select(c => (string[])["drop", "claim", Path.Combine(Folder, "launch.yaml"), "--as", c.ToString(), "--from", "local:0", "--network", NetworkName]),
    ];

    /// <summary>Options of every command.</summary>
    public string[] Options(Uri rpc) => ["--networks", NetworksIn(Folder), "--rpc", rpc.ToString(), "--rpc-timeout", Schedule.NodeSeconds.ToString(CultureInfo.InvariantCulture), "--json"];

    /// <summary>The home in a folder.</summary>
    public static string HomeIn(string folder) => Path.Combine(folder, "home");

    /// <summary>Writes launch file, lists and network profile, and plans.</summary>
    public static async Task<Job> WriteAsync(string folder, Schedule schedule, EthereumClient client, CancellationToken cancellationToken)
    {
        ChaosSize size = schedule.Size;
        Directory.CreateDirectory(HomeIn(folder));
        Address[] claimers = [.. Enumerable.Range(0, size.Claimers).Select(i => AddressOf(0x20_0000 + i))];
        await File.WriteAllLinesAsync(Path.Combine(folder, "paid.csv"), Enumerable.Range(1, size.Payments).Select(i => $"{AddressOf(0x10_0000 + i).ToLowerHex()},{i}.{i % 10}"), cancellationToken);
        await File.WriteAllLinesAsync(Path.Combine(folder, "claimed.csv"),
            claimers.SelectMany((c, k) => Enumerable.Range(1, size.RowsEach).Select(i => $"{c.ToLowerHex()},{((k + 1) * 100) + i}.25")), cancellationToken);
        await File.WriteAllTextAsync(NetworksIn(folder), Profile(schedule).ToJsonString(), cancellationToken);
        string launch = Path.Combine(folder, "launch.yaml");
        await File.WriteAllTextAsync(launch, LaunchText(schedule), cancellationToken);
        NetworkCatalog networks = NetworkCatalog.BuiltIn.With(NetworkProfileReader.Read(await File.ReadAllBytesAsync(NetworksIn(folder), cancellationToken), "networks.json").Value).Value;
        LoadedLaunch loaded = new LaunchLoader(networks).Load(launch, cancellationToken: cancellationToken).Value;
        PlannedLaunch planned = (await new PlanLaunch(client).RunAsync(loaded, cancellationToken)).Value;
        await File.WriteAllBytesAsync(loaded.Beside(".plan.json"), PlanCodec.Write(planned.Plan), cancellationToken);
        return new Job(folder, schedule, planned.Blueprint, claimers);
    }

    private static string NetworksIn(string folder) => Path.Combine(folder, "networks.json");

    private static Address AddressOf(int number) => Address.Parse(string.Create(CultureInfo.InvariantCulture, $"0x{number:x40}"));

    private static JsonObject Profile(Schedule schedule) => new()
    {
        ["networks"] = new JsonArray(new JsonObject
        {
            ["name"] = NetworkName,
            ["title"] = "the chain of the run",
            ["chainId"] = LocalNodeOptions.LocalChainId.Value,
            ["consensus"] = "proof-of-work",
            ["finality"] = new JsonObject { ["kind"] = "depth", ["depth"] = Schedule.FinalDepth, ["safeDepth"] = 4 },
            ["blockMilliseconds"] = (int)schedule.Tick.TotalMilliseconds,
            ["symbol"] = "ETH",
            ["contracts"] = new JsonObject { ["create2Deployer"] = "0x4e59b44847b379578588920cA78FbF26c0B4956C" },
        }),
    };

    private static string LaunchText(Schedule schedule) => $$"""
        bursar: 1
        name: chaos-{{schedule.Seed:x}}
        network: {{NetworkName}}
        operator: "{{Operator}}"
        tokens:
          coin:
            name: Chaos Coin
            symbol: CHAOS
            decimals: 18
            supply: {{(schedule.Size.Payments > 500 ? "10_000_000" : Supply)}}
            owner: operator
            genesis:
              - { to: operator, amount: {{(schedule.Size.Payments > 500 ? "10_000_000" : Supply)}}, label: all }
        drops:
          claimed: { token: coin, list: claimed.csv, allow: [duplicates], claim-for: true }
        payouts:
          paid: { token: coin, list: paid.csv, batch: {{schedule.Batch}}, on-failure: {{(schedule.SkipFailures ? "skip" : "revert")}} }
        """;
}
