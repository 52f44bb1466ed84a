using System.Text.Json;
using Bursar.Core.Faults;
using Bursar.Core.Safes;
using Bursar.Evm.Primitives;

namespace Bursar.Core.Networks;

/// <summary>Reads network profiles: a JSON file <c>{ "networks": [ … ] }</c>, strictly and with every fault at once.</summary>
/// <remarks>The members are described in <c>docs/networks.md</c>; the built-in profiles have the same form.</remarks>
public static class NetworkProfileReader
{
    /// <summary>Most endpoints of a network.</summary>
    public const int MaxEndpoints = 16;

    /// <summary>Most bytes of a file.</summary>
    public const int MaxBytes = 1 << 20;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    /// <summary>The profiles in the order of the file, at least one, each name once; or every fault.</summary>
    /// <param name="utf8">The bytes of the file.</param>
    /// <param name="fileName">Its name, for faults.</param>
    public static Result<IReadOnlyList<NetworkProfile>> Read(ReadOnlyMemory<byte> utf8, string fileName)
    {
        if (utf8.Length > MaxBytes)
            return new Fault("network.malformed", $"The file has {utf8.Length} bytes; at most {MaxBytes} are read.", null, "Name a file of network profiles.") { File = fileName };
        try
        {
            using JsonDocument document = JsonDocument.Parse(utf8, Strict);
            return Read(document.RootElement, fileName);
        }
        catch (JsonException e)
        {
            return new Fault("network.malformed", $"This is not JSON as profiles need it: {e.Message.Split(" LineNumber", 2)[0]}", e.Path, "Compare it with the example in docs/networks.md.")
            {
                File = fileName,
                Line = (e.LineNumber ?? -1) + 1,
                Column = (int)Math.Min((e.BytePositionInLine ?? -1) + 1, int.MaxValue),
            };
        }
    }

    private static Result<IReadOnlyList<NetworkProfile>> Read(JsonElement root, string fileName)
    {
        List<Fault> faults = [];
        List<NetworkProfile> profiles = [];
        var file = new JsonSection(root, "$", faults, ["networks"]);
        foreach ((JsonElement element, string path) in file.Items("networks"))
        {
            if (Profile(element, path, faults) is not { } profile)
                continue;
            if (profiles.Exists(p => p.Name == profile.Name))
                faults.Add(new Fault("network.duplicate", $"The network '{profile.Name}' stands twice in the file.", path, "Keep one of the two."));
            profiles.Add(profile);
        }

        if (faults.Count == 0 && profiles.Count == 0)
            faults.Add(new Fault("network.malformed", "The file has no network.", "$.networks", "Add a profile, as in docs/networks.md."));
        return faults.Count == 0 ? profiles : Result<IReadOnlyList<NetworkProfile>>.Fail([.. faults.Select(f => f with { File = fileName })]);
    }

    private static NetworkProfile? Profile(JsonElement element, string path, List<Fault> faults)
    {
        int before = faults.Count;
        var s = new JsonSection(element, path, faults,
            ["name", "title", "chainId", "consensus", "finality", "blockMilliseconds", "symbol", "rpc", "explorer", "feeMarket", "embedded", "lab", "logRange", "contracts", "uniswapV2", "safe"]);
        string name = s.Text("name", 64, c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-') ?? "";
        string title = s.Text("title", 100, c => !char.IsControl(c)) ?? "";
        ulong chainId = s.Number("chainId", 1, long.MaxValue) ?? 0;
        ConsensusKind consensus = s.Choice("consensus", Consensus);
        FinalityRule finality = s.Section("finality", ["kind", "depth", "safeDepth", "byValue"]) is { } f ? Finality(f) : default;
        ulong block = s.Number("blockMilliseconds", 1, 86_400_000) ?? 0;
        string symbol = s.Text("symbol", 20, c => !char.IsControl(c) && !char.IsWhiteSpace(c)) ?? "";
        IReadOnlyList<Uri> rpc = s.Nodes("rpc", MaxEndpoints);
        Uri? explorer = s.Web("explorer");
        bool feeMarket = s.Flag("feeMarket", true);
        bool embedded = s.Flag("embedded", false);
        LabKind? lab = s.Has("lab") ? s.Choice("lab", Labs) : null;
        ulong logRange = s.Has("logRange") ? s.Number("logRange", 1, 10_000_000) ?? 0 : 10_000;
        Dictionary<string, Address> contracts = s.Addresses("contracts");
        UniswapV2Deployment? uniswap = s.Has("uniswapV2") && s.Section("uniswapV2", UniswapMembers) is { } u ? Uniswap(u) : null;
        IReadOnlyList<SafeRelease> safes = s.Words("safe", SafeRelease.All.ToDictionary(r => r.Version, StringComparer.Ordinal));
        return faults.Count > before ? null : new NetworkProfile
        {
            Name = name,
            Title = title,
            ChainId = new ChainId(chainId),
            Consensus = consensus,
            Finality = finality,
            BlockTime = TimeSpan.FromMilliseconds(block),
            NativeSymbol = symbol,
            Rpc = rpc,
            Explorer = explorer,
            FeeMarket = feeMarket,
            Embedded = embedded,
            Lab = lab,
            LogRange = logRange,
            Contracts = contracts,
            UniswapV2 = uniswap,
            Safes = safes,
        };
    }

    private static FinalityRule Finality(JsonSection s)
    {
        FinalityKind kind = s.Choice("kind", Kinds);
        if (kind != FinalityKind.Depth)
        {
            s.Refuse("depth", "Only the finality kind 'depth' has a depth.");
            s.Refuse("safeDepth", "Only the finality kind 'depth' has a depth.");
            s.Refuse("byValue", "Only the finality kind 'depth' has a depth.");
            return new FinalityRule(kind);
        }

        ulong depth = s.Number("depth", 1, 10_000_000) ?? 0;
        ulong safe = s.Number("safeDepth", 0, Math.Max(depth, 1)) ?? 0;
        return new FinalityRule(kind, depth, safe, s.Has("byValue") && s.Section("byValue", ["milliReward", "factor"]) is { } v ? ByValue(v) : null);
    }

    private static ValueAtRisk ByValue(JsonSection s)
    {
        ulong thousandths = s.Number("milliReward", 1, 1_000_000_000) ?? 1;
        ulong factor = s.Number("factor", 1, 1000) ?? 1;
        return new ValueAtRisk(thousandths * UInt256.PowerOfTen(15), (uint)factor);
    }

    private static readonly string[] UniswapMembers = ["factory", "factoryCode", "router", "routerCode", "wrappedCoin", "pairCreationCode"];

    private static UniswapV2Deployment Uniswap(JsonSection s) => new()
    {
        Factory = s.AddressOf("factory"),
        FactoryCode = s.HashOf("factoryCode"),
        Router = s.AddressOf("router"),
        RouterCode = s.HashOf("routerCode"),
        WrappedCoin = s.AddressOf("wrappedCoin"),
        PairCreationCode = s.HashOf("pairCreationCode"),
    };

    private static readonly Dictionary<string, ConsensusKind> Consensus = new(StringComparer.Ordinal)
    {
        ["proof-of-stake"] = ConsensusKind.ProofOfStake,
        ["proof-of-work"] = ConsensusKind.ProofOfWork,
        ["delegated"] = ConsensusKind.Delegated,
        ["authority"] = ConsensusKind.Authority,
        ["rollup"] = ConsensusKind.Rollup,
    };

    private static readonly Dictionary<string, LabKind> Labs = new(StringComparer.Ordinal)
    {
        ["pos"] = LabKind.Pos,
        ["rollup"] = LabKind.Rollup,
        ["depth"] = LabKind.Depth,
        ["instant"] = LabKind.Instant,
    };

    private static readonly Dictionary<string, FinalityKind> Kinds = new(StringComparer.Ordinal)
    {
        ["tag"] = FinalityKind.Tag,
        ["depth"] = FinalityKind.Depth,
        ["instant"] = FinalityKind.Instant,
    };
}
